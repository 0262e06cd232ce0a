/** Several gases of a study, each with a name and an interaction of its own. */
import * as z from 'zod/mini'
import { gasSchema } from './gasSchema.js'
import { interactionSchema } from './interactionSchema.js'
import { keyed } from './keyed.js'
import { list } from './numbers.js'
import { told } from './steps.js'

const nameRule = 'a name of letters, digits, - and _ that begins with a letter'

const name = z.string({ error: () => nameRule }).check(z.regex(/^\p{L}[\p{L}\p{N}_-]*$/u, nameRule))

const bath = told(keyed({
  name: told(name, { description: 'What the results call the gas.' }),
  gas: gasSchema,
  interaction: interactionSchema,
}), { title: 'Bath', description: 'A gas with its name and its interaction.' })

export const bathsSchema = told(
  list(bath, 'a list of gases, each with name, gas and interaction').check(z.minLength(1, 'at least one gas')),
  { title: 'Baths', description: 'Several gases that act on the same system, in place of gas and interaction.' },
)
