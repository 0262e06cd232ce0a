/** The gas of a study: thermal, or with right- and left-movers of their own, or of any momentum density. */
import {
  directedGas,
  sampledMomentumDensity,
  stationaryGas,
  thermalGas,
  type DirectedGas,
  type Gas,
  type Movers,
  type ThermalGas,
} from '../../model/index.js'
import { realFunction } from '../arithmetic/realFunction.js'
import type { Scales } from '../units/studyUnits.js'
import { attempt, type Problem } from '../problem/problem.js'
import type { Path } from '../problem/path.js'
import { alone, needed, optional, refuse, type Context, type MapValue, type Value } from './form.js'
import { has, kind, map, oneOf, requireAbsent, requirePresent } from './maps.js'
import { expression, list, notNegative, number, positive, whole } from './numbers.js'

const mostSamples = 1000

/** G(p) of the signed momentum on the line, of |p| elsewhere: an expression with its support, or samples. */
const momentumDensity = oneOf(
  {
    expression: kind(
      expression(densityFunction, { expected: 'an expression in p', variable: () => 'p' }),
      'G(p), an expression in p: the momentum on the line, its modulus in two and three dimensions.',
      {
        example: '"exp(-p^2/2)/sqrt(2*pi)"',
        beside: {
          from: needed(number('momentum'), 'G is zero below this momentum.', { example: '-8' }),
          to: needed(number('momentum'), 'G is zero above this momentum.', { example: '8' }),
          kinks: optional(
            list(number('momentum')),
            'Momenta where the expression is not smooth, or beside very narrow features.',
            { default: 'none', example: '[0]' },
          ),
        },
        otherwise: 'beside samples, which begin and end where they do',
        missing: 'a number, the end of the support',
      },
    ),
    momenta: kind(
      list(number('momentum'), 'a list of numbers', {
        most: { count: mostSamples, message: `at most ${mostSamples} momenta` },
      }),
      'Samples in place of an expression: ascending momenta.',
      {
        example: '[0, 1]',
        beside: {
          values: needed(list(notNegative('momentum density')), 'G at the momenta; interpolated between them.', {
            example: '[1, 1]',
          }),
        },
        otherwise: 'beside an expression',
        missing: 'a list of numbers, one per momentum',
      },
    ),
  },
  { title: 'Momentum density', meaning: 'G(p) with ∫dᵈp G = 1' },
)

/** A momentum density of a study. */
export type MomentumDensityConfig = Value<typeof momentumDensity>

const temperatures = {
  beta: optional(alone(positive('inverse energy')), 'Inverse temperature 1/k_B T.', { example: '2' }),
  temperature: optional(
    positive('temperature'),
    'Temperature, in place of beta; an energy (k_B = 1) where no units are named.',
    { example: '1/2' },
  ),
}

const movers = (way: string) =>
  map(
    {
      density: needed(alone(notNegative('density')), `Particles that move to the ${way}, per length.`, {
        example: '1',
      }),
      ...temperatures,
    },
    {},
    requireTemperature,
  )

const fields = {
  dimension: needed(whole({ least: 1, most: 3 }, '1, 2 or 3'), 'Dimension of space.', { example: '1' }),
  mass: needed(alone(positive('mass')), 'Mass of a gas particle.', { example: '1' }),
  density: optional(alone(notNegative('density')), 'Particles per length, area or volume.', { example: '1' }),
  ...temperatures,
  right: optional(movers('right'), 'On the line, in place of density and beta: the particles that move to the right.', {
    example: '{ density: 1, beta: 1 }',
  }),
  left: optional(movers('left'), 'The particles that move to the left.', { example: '{ density: 1, beta: 2 }' }),
  momentumDensity: optional(momentumDensity, 'Any stationary density of momenta, in place of beta.', {
    example: '{ momenta: [0, 1], values: [1, 1] }',
  }),
}

type DeclaredGas = MapValue<typeof fields>

/**
 * A kind of gas: the keys that say it is one, what else it needs and what has no place beside it, and what is made of
 * it.
 */
interface GasKind {
  readonly marks: readonly (keyof typeof fields)[]
  readonly needs: Readonly<Record<string, string>>
  readonly excludes: readonly (keyof typeof fields)[]
  readonly beside: string
  readonly check?: (gas: DeclaredGas, context: Context) => void
  readonly config: (gas: DeclaredGas, scales: Scales) => GasConfig
  readonly build: (config: GasConfig) => Gas
}

const densityRule = 'a number that is not negative'
const moversRule = 'a map with the keys density, beta, temperature'

const kinds: readonly GasKind[] = [
  {
    marks: ['momentumDensity'],
    needs: { density: densityRule },
    excludes: ['beta', 'temperature', 'right', 'left'],
    beside: 'beside momentumDensity',
    config: ({ dimension, mass, density, momentumDensity }, scales) => ({
      dimension: dimension as 1 | 2 | 3,
      mass: mass * scales.mass,
      density: density!,
      momentumDensity: momentumDensity!,
    }),
    build: (config) => stationaryOf(config as StationaryGasConfig),
  },
  {
    marks: ['right', 'left'],
    needs: { right: moversRule, left: moversRule },
    excludes: ['density', 'beta', 'temperature'],
    beside: 'beside right and left, which have their own',
    check: ({ dimension }, context) => {
      if (dimension !== 1)
        refuse(context, '1, since only the line has right and left', String(dimension), ['dimension'])
    },
    config: ({ mass, right, left }, scales) => ({
      dimension: 1,
      mass: mass * scales.mass,
      right: moversIn(right!, scales),
      left: moversIn(left!, scales),
    }),
    build: (config) => directedGas(config as DirectedGas),
  },
  {
    marks: [],
    needs: { density: densityRule },
    excludes: [],
    beside: '',
    check: requireTemperature,
    config: ({ dimension, mass, density, ...said }, scales) => ({
      dimension: dimension as 1 | 2 | 3,
      mass: mass * scales.mass,
      density: density!,
      beta: betaOf(said, scales),
    }),
    build: (config) => thermalGas(config as ThermalGas),
  },
]

const kindOf = (gas: DeclaredGas): GasKind =>
  kinds.find(({ marks }) => marks.length === 0 || marks.some((key) => has(gas, key)))!

/** The gas of a study. */
export const gas = map(
  fields,
  {
    title: 'Gas',
    isPart: true,
    meaning:
      'A gas, in units with ħ = k_B = 1 unless the study names others: thermal with beta, or with right ' +
      'and left movers, or with a momentumDensity.',
  },
  (value, context) => {
    const { needs, excludes, beside, check } = kindOf(value)
    requireAbsent(value, excludes, beside, context)
    for (const [key, expected] of Object.entries(needs)) requirePresent(value, [key], expected, context)
    check?.(value, context)
  },
)

function requireTemperature(
  value: { readonly beta?: number | undefined; readonly temperature?: number | undefined },
  context: Context,
): void {
  if (value.temperature === undefined) requirePresent(value, ['beta'], 'a positive number', context)
  else requireAbsent(value, ['beta'], 'beside temperature', context)
}

/** The gas of a study in the units of the model: in equilibrium, of two beams, or of any momentum density. */
export type GasConfig = ThermalGasConfig | DirectedGasConfig | StationaryGasConfig

/** A gas in equilibrium. */
export type ThermalGasConfig = ThermalGas

/** A gas on a line whose right- and left-movers have a density and a β of their own. */
export type DirectedGasConfig = DirectedGas

/** A gas of any stationary momentum density. */
export interface StationaryGasConfig {
  readonly dimension: 1 | 2 | 3
  readonly mass: number
  readonly density: number
  readonly momentumDensity: MomentumDensityConfig
}

export const gasConfig = (declared: DeclaredGas, scales: Scales): GasConfig => kindOf(declared).config(declared, scales)

function betaOf(
  { beta, temperature }: { readonly beta?: number | undefined; readonly temperature?: number | undefined },
  scales: Scales,
): number {
  return beta ?? 1 / (temperature! * scales.temperature)
}

function moversIn(
  { density, ...said }: MapValue<{ density: typeof fields.density } & typeof temperatures>,
  scales: Scales,
): Movers {
  return { density: density!, beta: betaOf(said, scales) }
}

/** The gas; throws an InvalidModel with a path below it. */
export const gasOf = (config: GasConfig): Gas => kindOf(config).build(config)

const stationaryOf = (config: StationaryGasConfig): Gas =>
  stationaryGas({ ...config, momentumDensity: densityOf(config.momentumDensity) })

function densityOf(config: MomentumDensityConfig): Parameters<typeof stationaryGas>[0]['momentumDensity'] {
  if ('momenta' in config) return sampledMomentumDensity(config)
  const { expression: text, from, to, kinks = [] } = config
  return { at: densityFunction(text), from, to, kinks }
}

/** G(p) from an expression in p; throws an ArithmeticError. */
function densityFunction(text: string): (momentum: number) => number {
  return realFunction(text, {
    variable: 'p',
    remark: 'a density that changed in time or from place to place would not be stationary',
  })
}

/** What only the finished gas shows: whether its momentum density is one. */
export function gasProblems(config: GasConfig, path: Path, make: (config: GasConfig) => Gas): Problem[] {
  const result = attempt([], () => make(config))
  if ('made' in result) return []
  const { path: inner } = result.problem
  const below = 'momentumDensity' in config && inner[0] !== 'momentumDensity' ? ['momentumDensity'] : []
  return [{ ...result.problem, path: [...path, ...below, ...inner] }]
}
