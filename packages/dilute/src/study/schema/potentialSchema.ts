/** Potentials of a study, on a line or about one centre in space: one per site, each one term, a list of terms (their sum), or zero. */
import * as z from 'zod/mini'
import type { PotentialConfig, PotentialTerm } from '../reading/config.js'
import { describe } from '../reading/describe.js'
import { potentialFunction, variableOf } from '../reading/potential.js'
import { checkExpression, refuse, writtenForms, written } from './fields.js'
import { keyed, requireAbsent, requireExactlyOne, requirePresent } from './keyed.js'
import { choice, list, number, perSite, positive } from './numbers.js'
import { optional, ruled, told, turned } from './steps.js'

type Context = z.core.$RefinementCtx

const mostSamples = 2000

const height = number('Its value at the centre, an energy.')
const center = optional(number('Where it is, on a line; 0 unless given.'))

const bell = (description: string) => optional(keyed({ height, width: positive('Its width, a length.'), center }), description)

const ends = optional(
  choice(['negligible', 'jump'], 'negligible or jump'),
  'What the ends of the support are: the potential has died away there (default), or jumps to zero. In space that is said of the outer end, '
  + 'and of the inner one where that is outside the centre and the core.',
)

const square = optional(
  keyed({ height: number('Its value, an energy.'), from: number('Where it begins.'), to: number('Where it ends.') }),
  'A well or barrier: height for from < q < to.',
)

const woodsSaxon = optional(keyed({
  height, radius: positive('Where it has fallen to half, from the centre.'), diffuseness: positive('The width of its edge.'), center,
}), 'height/(1 + exp((|q − center| − radius)/diffuseness)).')

const delta = optional(
  keyed({ strength: number('Energy × length.'), position: optional(number('Where it is; 0 unless given.')) }),
  'strength·δ(q − position); in space a shell of radius position.',
)

const positions = list(number('A position.'), 'a list of numbers').check(z.maxLength(mostSamples, `at most ${mostSamples} positions`))

const tabulated = optional(keyed({
  positions: told(positions, { description: 'Ascending positions.' }),
  values: told(list(number('The potential there.'), 'a list of numbers'), { description: 'The potential at the positions.' }),
  ends,
}), 'Samples with a cubic spline through them.')

const shapes = ['gaussian', 'square', 'poschlTeller', 'exponential', 'woodsSaxon', 'tabulated', 'delta', 'expression'] as const

const declaredTerm = told(keyed({
  gaussian: bell('height·exp(−(q − center)²/2width²).'),
  square,
  poschlTeller: bell('height/cosh²((q − center)/width).'),
  exponential: bell('height·exp(−|q − center|/width).'),
  woodsSaxon,
  tabulated,
  delta,
  expression: optional(
    z.union([written], { error: () => 'an expression in q (on a line) or r (in space)' }),
    'V(q) on a line, V(r) in space: an expression, zero outside from … to.',
  ),
  from: optional(number('The expression is zero below this position.')),
  to: optional(number('The expression is zero above this position.')),
  breaks: optional(list(number('A position.'), 'a list of numbers'), 'Positions where the expression or one of its derivatives jumps.'),
  ends,
}), {
  title: 'Potential',
  description: `A short-range potential: exactly one of ${shapes.join(', ')}.`,
  oneOf: shapes.map((shape) => ({ required: [shape] })),
})

const term = turned(ruled(declaredTerm, checkTerm), ({ expression, from, to, breaks, ends: at, ...shape }): PotentialTerm => (
  expression === undefined ? (shape as PotentialTerm) : { expression: String(expression), from: from!, to: to!, breaks, ends: at }
))

function checkTerm(map: { readonly expression?: number | string | undefined }, context: Context): void {
  requireExactlyOne(map, shapes, context)
  if (map.expression === undefined) return requireAbsent(map, ['from', 'to', 'breaks', 'ends'], 'where there is no expression', context)
  requirePresent(map, ['from', 'to'], 'a number, the end of the support', context)
  checkExpression(map.expression, potentialFunction, variableOf(String(map.expression)) ?? 'q', context)
}

const expected = 'a potential, a list of potentials (their sum) or zero'
const sum = list(term, expected)
/** The written forms; reading goes by the form, so that a message is about what was meant. */
const forms = z.union([term, sum, z.null(), z.literal('zero'), z.literal(0)])

const potential = told(turned(z.unknown(), (raw, context): PotentialConfig => {
  if (raw === null || raw === 'zero' || raw === 0) return []
  if (typeof raw === 'object') return read(Array.isArray(raw) ? sum : term, raw, context)
  refuse(context, expected, describe(raw))
  return []
}), { title: 'Potential of a site', description: 'One potential, a list whose sum is meant, or zero (null) for a site that does not scatter.' })

function read(schema: z.ZodMiniType<PotentialConfig>, raw: object, context: Context): PotentialConfig {
  const { data, error } = schema.safeParse(raw, { jitless: true })
  for (const issue of error?.issues ?? []) context.addIssue({ ...issue, path: [...issue.path] })
  return data ?? []
}

export const potentialsSchema = told(perSite(potential, 'a list of potentials'), {
  title: 'Potentials', description: 'Short-range potentials, one per site: V(q) on a line, V(r) about one centre in three dimensions.',
})

// JSON Schema has no dispatch by form
writtenForms.set(potential, forms)
