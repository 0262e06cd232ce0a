/** The gas of a study: thermal, or with right- and left-movers of their own, or of any momentum density. */
import * as z from 'zod/mini'
import type { GasConfig, MomentumDensityConfig } from '../reading/config.js'
import { densityFunction } from '../reading/gas.js'
import { checkExpression, refuse, written } from './fields.js'
import { keyed, requireAbsent, requireExactlyOne, requirePresent } from './keyed.js'
import { list, notNegative, number, positive, whole } from './numbers.js'
import { optional, ruled, told, turned } from './steps.js'

type Context = z.core.$RefinementCtx

const densityRule = 'a number that is not negative'

const movers = (way: string) => keyed({
  density: notNegative(`Particles that move to the ${way}, per length.`),
  beta: positive('Their inverse temperature.'),
})

const mostSamples = 1000

const declaredDensity = told(keyed({
  expression: optional(
    z.union([written], { error: () => 'an expression in p' }),
    'G(p), an expression in p: the momentum on the line, its modulus in two and three dimensions.',
  ),
  from: optional(number('G is zero below this momentum.')),
  to: optional(number('G is zero above this momentum.')),
  kinks: optional(list(number('A momentum.'), 'a list of numbers'), 'Momenta where the expression is not smooth, or beside very narrow features.'),
  momenta: optional(
    list(number('A momentum.'), 'a list of numbers').check(z.maxLength(mostSamples, `at most ${mostSamples} momenta`)),
    'Samples in place of an expression: ascending momenta.',
  ),
  values: optional(list(notNegative('G at a momentum.'), 'a list of numbers'), 'G at the momenta; interpolated between them.'),
}), { title: 'Momentum density', description: 'G(p) with ∫dᵈp G = 1: an expression with its support, or samples.' })

const momentumDensity = turned(
  ruled(declaredDensity, checkMomentumDensity),
  ({ expression, from, to, kinks, momenta, values }): MomentumDensityConfig => (
    expression === undefined ? { momenta: momenta!, values: values! } : { expression: String(expression), from: from!, to: to!, kinks }
  ),
)

interface DeclaredMomentumDensity {
  readonly expression?: number | string | undefined
  readonly momenta?: readonly number[] | undefined
}

function checkMomentumDensity(map: DeclaredMomentumDensity, context: Context): void {
  requireExactlyOne(map, ['expression', 'momenta'], context)
  if (map.expression === undefined) {
    requireAbsent(map, ['from', 'to', 'kinks'], 'beside samples, which begin and end where they do', context)
    if (map.momenta) requirePresent(map, ['values'], 'a list of numbers, one per momentum', context)
    return
  }
  requireAbsent(map, ['values'], 'beside an expression', context)
  requirePresent(map, ['from', 'to'], 'a number, the end of the support', context)
  checkExpression(map.expression, densityFunction, 'p', context)
}

const declaredGas = told(keyed({
  dimension: whole({ least: 1, most: 3 }, '1, 2 or 3', 'Dimension of space.'),
  mass: positive('Mass of a gas particle.'),
  density: optional(notNegative('Particles per length, area or volume.')),
  beta: optional(positive('Inverse temperature of a thermal gas.')),
  right: optional(movers('right'), 'On the line, in place of density and beta: the particles that move to the right.'),
  left: optional(movers('left'), 'The particles that move to the left.'),
  momentumDensity: optional(momentumDensity),
}), {
  title: 'Gas',
  description: 'A gas, in units with ħ = k_B = 1: thermal with beta, or with right and left movers, or with a momentumDensity.',
})

export const gasSchema = turned(
  ruled(declaredGas, checkGas),
  ({ dimension, mass, density, beta, right, left, momentumDensity: shape }): GasConfig => {
    if (right && left) return { dimension: 1, mass, right, left }
    const common = { dimension: dimension as 1 | 2 | 3, mass, density: density! }
    return shape ? { ...common, momentumDensity: shape } : { ...common, beta: beta! }
  },
)

interface DeclaredGas {
  readonly dimension: number
  readonly right?: object | undefined
  readonly left?: object | undefined
  readonly momentumDensity?: object | undefined
}

function checkGas(gas: DeclaredGas, context: Context): void {
  if (gas.momentumDensity) {
    requireAbsent(gas, ['beta', 'right', 'left'], 'beside momentumDensity', context)
    return requirePresent(gas, ['density'], densityRule, context)
  }
  if (!gas.right && !gas.left) {
    requirePresent(gas, ['density'], densityRule, context)
    return requirePresent(gas, ['beta'], 'a positive number', context)
  }
  requireAbsent(gas, ['density', 'beta'], 'beside right and left, which have their own', context)
  requirePresent(gas, ['right', 'left'], 'a map with the keys density, beta', context)
  if (gas.dimension !== 1) refuse(context, '1, since only the line has right and left', String(gas.dimension), ['dimension'])
}
