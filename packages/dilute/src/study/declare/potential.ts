/**
 * Potentials of a study, on a line or about one centre in space: one per site, each one term, a list of terms (their
 * sum), or zero.
 */
import * as z from 'zod/mini'
import {
  deltaPotential,
  exponentialPotential,
  functionPotential,
  gaussianPotential,
  InvalidModel,
  poschlTellerPotential,
  squarePotential,
  sumOfPotentials,
  tabulatedPotential,
  woodsSaxonPotential,
  type Potential,
  type SupportEnd,
  type SupportEnds,
} from '../../model/index.js'
import { realFunction } from '../arithmetic/realFunction.js'
import { describe } from '../problem/describe.js'
import {
  needed,
  optional,
  refuse,
  turned,
  writtenForms,
  type Context,
  type Fields,
  type Form,
  type MapValue,
  type Value,
} from './form.js'
import { kind, map, oneOf, type Kind } from './maps.js'
import { choice, expression, list, number, perSite, positive } from './numbers.js'

/** Where potentials are: on a line, or about a centre in space, outside a hard core. */
export type Space = { readonly dimension: 1 } | { readonly dimension: 3; readonly core: number }

/** A shape of potential: its keys in a study, and what the model makes of them. */
interface Shape<F extends Fields = Fields> extends Kind<MapValue<F>> {
  readonly build: (given: MapValue<F>, space: Space) => Potential
}

interface ShapeRules<F extends Fields> {
  readonly build: Shape<F>['build']
  readonly example?: string
}

function shape<F extends Fields>(meaning: string, fields: F, { build, example }: ShapeRules<F>): Shape<F> {
  return { ...kind(map(fields), meaning, example === undefined ? {} : { example }), build }
}

const mostSamples = 2000

const height = needed(number('energy'), 'Its value at the centre, an energy.', { example: '1.5' })
const center = optional(number('length'), 'Where it is, on a line.', { default: '0', example: '-0.4' })
const bellFields = { height, width: needed(positive('length'), 'Its width, a length.', { example: '0.5' }), center }

const ends = optional(
  choice(['negligible', 'jump']),
  'What the ends of the support are: the potential has died away there, or jumps to zero. In space that ' +
    'is said of the outer end, ' +
    'and of the inner one where that is outside the centre and the core.',
  { default: 'negligible', example: 'jump' },
)

/** On a line anywhere, in space at the centre alone. */
const bell = (meaning: string, make: (given: MapValue<typeof bellFields>) => Potential) =>
  shape(meaning, bellFields, {
    example: '{ height: 1.5, width: 0.5 }',
    build: (given, space) => {
      requireCentred(given.center, space)
      return make(given)
    },
  })

const shapes = {
  gaussian: bell('height·exp(−(q − center)²/2width²).', gaussianPotential),
  square: shape(
    'A well or barrier: height for from < q < to.',
    {
      height: needed(number('energy'), 'Its value, an energy.', { example: '1' }),
      from: needed(number('length'), 'Where it begins.', { example: '0' }),
      to: needed(number('length'), 'Where it ends.', { example: '1' }),
    },
    {
      example: '{ height: 1, from: 0, to: 1 }',
      build: (given, space) => {
        requireDistance('from', given.from, space)
        return squarePotential(given)
      },
    },
  ),
  poschlTeller: bell('height/cosh²((q − center)/width).', poschlTellerPotential),
  exponential: bell('height·exp(−|q − center|/width).', exponentialPotential),
  woodsSaxon: shape(
    'height/(1 + exp((|q − center| − radius)/diffuseness)).',
    {
      height,
      radius: needed(positive('length'), 'Where it has fallen to half, from the centre.', { example: '1' }),
      diffuseness: needed(positive('length'), 'The width of its edge.', { example: '0.1' }),
      center,
    },
    {
      example: '{ height: 1, radius: 1, diffuseness: 0.1 }',
      build: (given, space) => {
        requireCentred(given.center, space)
        return woodsSaxonPotential(given)
      },
    },
  ),
  tabulated: shape(
    'Samples with a cubic spline through them.',
    {
      positions: needed(
        list(number('length'), 'a list of numbers', {
          most: { count: mostSamples, message: `at most ${mostSamples} positions` },
        }),
        'Ascending positions.',
        { example: '[0, 1, 2, 3]' },
      ),
      values: needed(list(number('energy')), 'The potential at the positions.', { example: '[1, 0.6, 0.1, 0]' }),
      ends,
    },
    {
      example: '{ positions: [0, 1, 2, 3], values: [0, 1, 0.5, 0] }',
      build: (given, space) => {
        requireDistance('positions[0]', given.positions[0]!, space)
        return tabulatedPotential({ ...given, ends: endsIn(space, given.positions[0]!, given.ends) })
      },
    },
  ),
  delta: shape(
    'strength·δ(q − position); in space a shell of radius position.',
    {
      strength: needed(number('strength'), 'Energy × length.', { example: '1' }),
      position: optional(number('length'), 'Where it is.', { default: '0', example: '0.4' }),
    },
    {
      example: '{ strength: 1 }',
      build: (given, space) => {
        requireShell(given.position ?? 0, space)
        return deltaPotential(given)
      },
    },
  ),
}

const expressionFields = {
  from: needed(number('length'), 'The expression is zero below this position.', { example: '-7' }),
  to: needed(number('length'), 'The expression is zero above this position.', { example: '7' }),
  breaks: optional(list(number('length')), 'Positions where the expression or one of its derivatives jumps.', {
    default: 'none',
    example: '[0]',
  }),
  ends,
}

/** An expression, whose keys stand beside it and not below. */
const written = kind(
  expression(potentialFunction, {
    expected: 'an expression in q (on a line) or r (in space)',
    variable: (text) => variableOf(text) ?? 'q',
  }),
  'V(q) on a line, V(r) in space: an expression, zero outside from … to.',
  {
    example: '"1.5*exp(-q^2)"',
    beside: expressionFields,
    otherwise: 'where there is no expression',
    missing: 'a number, the end of the support',
  },
)

const term = oneOf({ ...shapes, expression: written }, { title: 'Potential', meaning: 'A short-range potential' })

/** Arguments as those of the constructors in the model. */
export type PotentialTerm = Value<typeof term>

/**
 * A sum of terms; none for a site that does not scatter. A single term keeps its place in the study without a number.
 */
export type PotentialConfig = PotentialTerm | readonly PotentialTerm[]

const expected = 'a potential, a list of potentials (their sum) or zero'
const sum = list(term, expected)

/** Reading goes by the form, so that a message is about what was meant. */
const schema = turned(z.unknown(), (raw, context): PotentialConfig => {
  if (raw === null || raw === 'zero' || raw === 0) return []
  if (typeof raw === 'object') return read(Array.isArray(raw) ? sum : term, raw, context)
  refuse(context, expected, describe(raw))
  return []
})

function read(form: Form<PotentialConfig>, raw: object, context: Context): PotentialConfig {
  const { data, error } = form.schema.safeParse(raw, { jitless: true })
  for (const issue of error?.issues ?? []) context.addIssue({ ...issue, path: [...issue.path] })
  return data ?? []
}

// JSON Schema has no dispatch by form
writtenForms.set(schema, z.union([term.schema, sum.schema, z.null(), z.literal('zero'), z.literal(0)]))

/** The potential of one site. */
export const potential: Form<PotentialConfig> = { schema, either: [term, sum], isPart: true }

export const potentials = perSite(potential, 'a list of potentials')

/**
 * The potential that a study declares; throws an InvalidModel with a path below it, such as `gaussian.width` or
 * `[1].gaussian.width`.
 */
export function potentialOf(config: PotentialConfig, space: Space): Potential {
  if (!isSum(config)) return termOf(config, space)
  return sumOfPotentials(config.map((one, i) => below(`[${i}].`, () => termOf(one, space))))
}

export const isSum = (config: PotentialConfig): config is readonly PotentialTerm[] => Array.isArray(config)

function termOf(given: PotentialTerm, space: Space): Potential {
  if ('expression' in given) return functionOf(given, space)
  const [[name, keys]] = Object.entries(given) as [[keyof typeof shapes, never]]
  return below(`${name}.`, () => shapes[name].build(keys, space))
}

/** Runs a constructor of the model; the paths of its errors become those of the study. */
export function below<T>(prefix: string, construct: () => T): T {
  try {
    return construct()
  } catch (error) {
    throw error instanceof InvalidModel ? new InvalidModel(prefix + error.path, error.expected, error.found) : error
  }
}

/** What the model finds in the values belongs to the expression. */
function functionOf(given: Extract<PotentialTerm, { expression: string }>, space: Space): Potential {
  try {
    requireDistance('from', given.from, space)
    return functionPotential({
      ...given,
      ends: endsIn(space, given.from, given.ends),
      value: potentialFunction(given.expression),
    })
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    const own = ['from', 'to'].includes(error.path) || error.path.startsWith('breaks[')
    throw new InvalidModel(own ? error.path : 'expression', error.expected, error.found)
  }
}

/** About a centre nothing ends at the centre or at the core. */
function endsIn(space: Space, from: number, end: SupportEnd = 'negligible'): SupportEnds {
  return space.dimension === 3 && from <= space.core ? ['inner', end] : end
}

/** About a centre there are distances in place of positions, and no other centre. */
function requireCentred(at: number | undefined, { dimension }: Space): void {
  if (dimension === 1 || at === undefined || at === 0) return
  throw new InvalidModel(
    'center',
    'no center other than 0: in three dimensions all potentials are about one centre',
    String(at),
  )
}

function requireShell(position: number, space: Space): void {
  if (space.dimension === 1 || position > space.core) return
  throw new InvalidModel(
    'position',
    `a radius above ${space.core}: in three dimensions a delta is a shell`,
    String(position),
  )
}

function requireDistance(path: string, r: number, { dimension }: Space): void {
  if (dimension === 3 && r < 0) throw new InvalidModel(path, 'a distance from the centre, not negative', String(r))
}

/**
 * What an expression is a function of: the position q on a line or the distance r from a centre; undefined for a
 * constant.
 */
export function variableOf(text: string): 'q' | 'r' | undefined {
  return /(?<![A-Za-z_]\w*)[qr](?!\w)/.exec(text)?.[0] as 'q' | 'r' | undefined
}

/** V(q) or V(r) from an expression; throws an ArithmeticError. */
function potentialFunction(text: string): (q: number) => number {
  const variable = variableOf(text) ?? 'q'
  const remark =
    variable === 'q'
      ? 'V may depend on the position q alone, or in three dimensions on the distance r'
      : 'V may depend on the distance r alone'
  return realFunction(text, { variable, remark })
}
