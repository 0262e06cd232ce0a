/** The gases of a study with their interactions: one of each, or several with names. */
import * as z from 'zod/mini'
import type { Path } from '../problem/path.js'
import type { Problem } from '../problem/problem.js'
import { needed, type Form } from './form.js'
import { gas, type GasConfig } from './gas.js'
import { interaction, type InteractionConfig } from './interaction.js'
import { map } from './maps.js'
import { list } from './numbers.js'

const nameRule = 'a name of letters, digits, - and _ that begins with a letter'
const name: Form<string> = {
  schema: z.string({ error: () => nameRule }).check(z.regex(/^\p{L}[\p{L}\p{N}_-]*$/u, nameRule)),
}

const bath = map(
  {
    name: needed(name, 'What the results call the gas.', { example: 'hot' }),
    gas: needed(gas, 'The gas.', { example: '{ dimension: 1, mass: 1, density: 1, beta: 2 }' }),
    interaction: needed(interaction, 'Its interaction with the system.', {
      example: '{ contact: { strengths: [1, 0.7, 1.5] } }',
    }),
  },
  { title: 'Bath', meaning: 'A gas with its name and its interaction.' },
)

export const baths = list(bath, 'a list of gases, each with name, gas and interaction', {
  least: { count: 1, message: 'at least one gas' },
})

/** A gas with its name and its own interaction. */
export interface BathConfig {
  readonly name: string
  readonly gas: GasConfig
  readonly interaction: InteractionConfig
}

/** The name that a single gas goes by in the results. */
export const nameOfSingleGas = 'gas'

interface Gases<G, I> {
  readonly gas?: G | undefined
  readonly interaction?: I | undefined
  readonly baths?: readonly { readonly name: string; readonly gas: G; readonly interaction: I }[] | undefined
}

/** The gases of a study with their interactions and their paths, a single one under the name `gas`. */
export function bathsOf<G, I>({
  gas: one,
  interaction: its,
  baths: several,
}: Gases<G, I>): readonly { readonly name: string; readonly gas: G; readonly interaction: I; readonly holder: Path }[] {
  return (
    several?.map((each, b) => ({ ...each, holder: ['baths', b] })) ?? [
      { name: nameOfSingleGas, gas: one!, interaction: its!, holder: [] },
    ]
  )
}

/** Either one gas with its interaction, or baths with names of their own. */
export function gasesProblems({ gas: one, interaction: its, baths: several }: Gases<unknown, unknown>): Problem[] {
  const parts = Object.entries({ gas: one, interaction: its })
  if (!several)
    return parts
      .filter(([, part]) => part === undefined)
      .map(([key]) => ({ path: [key], expected: `a map: the ${key} of the study (or baths)`, found: 'nothing' }))
  const beside = parts.filter(([, part]) => part !== undefined)
  return [
    ...beside.map(([key]): Problem => ({
      path: [key],
      atKey: true,
      expected: 'nothing here beside baths, which have their own',
      found: key,
    })),
    ...repeatedNames(several.map((each) => each.name)),
  ]
}

function repeatedNames(names: readonly string[]): Problem[] {
  return names.flatMap((each, b): Problem[] => {
    const first = names.indexOf(each)
    return first === b
      ? []
      : [
          {
            path: ['baths', b, 'name'],
            expected: 'a name that no other gas has',
            found: `${each}, like baths[${first}]`,
          },
        ]
  })
}
