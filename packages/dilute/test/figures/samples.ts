/** Results to draw and print: the reference values of Fig. 1, and made-up systems of any size with broken detailed balance. */
import reference from '../reference/fig1.json' with { type: 'json' }
import type { PointResults, SweepPoint, SweepResults } from '../../src/study/results.js'

const yes = { residual: 2e-15, verdict: true }
const no = { residual: 0.18, verdict: false }
const kept = { residual: 2e-15, tolerance: 1e-8, holds: true }
const broken = { residual: 0.18, tolerance: 1e-8, holds: false }

/** Certificates of a sound generator, with or without detailed balance. */
export const certificatesOf = (holds: boolean): PointResults['certificates'] => ({
  tracePreservation: kept, completePositivity: { smallest: -2e-17, tolerance: 1e-8, holds: true }, commutation: kept, gibbs: kept, nonNegativeRates: true,
  detailedBalance: { populations: holds ? kept : broken, gns: broken, kms: broken, reversed: holds ? kept : null, holds }, leftOut: null,
})

/** A complete result around the given levels and rates. */
export function pointOf(levels: readonly number[], rates: readonly (readonly number[])[], beta: number, title?: string): PointResults {
  const weights = levels.map((energy) => Math.exp(-beta * (energy - levels[0]!)))
  const gibbs = weights.map((weight) => weight / weights.reduce((sum, one) => sum + one, 0))
  const matrix = <T>(entry: (k: number, l: number) => T) => levels.map((_, k) => levels.map((__, l) => entry(k, l)))
  const ratio = matrix((k, l) => (k === l || rates[l]![k] === 0 ? null : (rates[k]![l]! * gibbs[l]!) / (rates[l]![k]! * gibbs[k]!)))
  const current = matrix((j, k) => (j === k ? 0 : rates[j]![k]! * gibbs[k]! - rates[k]![j]! * gibbs[j]!))
  const holds = ratio.flat().every((value) => value === null || Math.abs(value - 1) < 1e-8)
  const a = (k: number, l: number) => rates[k]![l]!, i = (k: number, l: number) => ratio[k]?.[l] ?? 1
  return {
    ...(title === undefined ? {} : { title }),
    beta, normalization: 'physical', levels, rates,
    detailedBalance: {
      ratio, ratioError: ratio.map((row) => row.map((value) => (value === null ? null : value * 3.1e-12))), holds, tolerance: 1e-8,
      explanation: holds ? 'Detailed balance holds because nothing breaks it.' : 'Detailed balance is broken because the loop encloses 3/4 of a flux quantum.',
      cycles: levels.length < 3 ? [] : [{ states: [0, 1, 2], affinity: -0.9 }],
      symmetries: {
        hermitian: no, symmetric: no, timeReversal: holds ? yes : no, timeReversalParity: no,
        antiunitary: { verdict: holds, permutation: holds ? levels.map((_, k) => k) : null, phases: holds ? levels.map(() => 0) : null, residual: holds ? 1e-16 : null },
      },
      thermalizationResidual: 6.4e-16,
      thermalization: levels.length === 3
        ? [
            { equation: '30a', left: a(2, 1) * (1 - i(1, 2)), right: a(0, 1) * (i(1, 0) - 1) },
            { equation: '30b', left: a(1, 2) * (1 - 1 / i(1, 2)), right: a(0, 2) * (i(2, 0) - 1) },
          ]
        : levels.map((_, k) => ({ equation: `level ${k}: inflow = outflow`, left: 0.01, right: 0.01 })),
    },
    stationary: { populations: gibbs, gibbs, gibbsResidual: 3.1e-15, unique: true, extremal: [gibbs] },
    currents: { probability: current, heat: matrix((j, k) => current[j]![k]! * (levels[j]! - levels[k]!)) },
    entropyProduction: { total: 3.1e-21, schnakenberg: 3.187e-4, violation: -3.187e-4 },
    relaxation: { eigenvalues: levels.map((_, k) => [-0.01 * k, 0] as const), gap: 0.01553, reversibleGap: 0.01529 },
    heatCurrents: { gas: 4.066e-19 },
    certificates: certificatesOf(holds),
    evidence: {
      unitarityResidual: 4.4e-16, amplitudeError: null, partialWaves: null, relativeError: 3.1e-12, rateErrors: rates.map((row) => row.map((rate) => rate * 3.1e-12)), energiesEvaluated: 1843,
      resonances: [{ energy: -0.21, width: 0.013 }], tolerances: { rates: 1e-10, amplitudes: 1e-11, detailedBalance: 1e-8, symmetries: 1e-9, degeneracy: 1e-9 },
      validity: { secularRatio: 0.031, lowDensityRatio: 0.042 }, version: '0.1.0', seed: null, warnings: [],
    },
  }
}

/** The seven temperatures of the reference. */
export const fig1: SweepResults = {
  points: reference.cases.map(({ beta, levels, rates }) => ({ set: { 'gas.beta': beta }, ...pointOf(levels, rates, beta, 'Fig. 1') })),
}

export const threeLevels: PointResults = reference.cases.map(({ beta, levels, rates }) => pointOf(levels, rates, beta, 'Three dots'))[2]!

/** N levels whose ratios wander over `reach` e-folds. */
export function manyLevels(count: number, beta = 2, reach = 1, title = `${count} levels`): PointResults {
  const levels = Array.from({ length: count }, (_, k) => -0.7 + 0.21 * k + 0.013 * k * k)
  const rates = levels.map((to, k) => levels.map((from, l) => (k === l ? 0 : 0.01 * Math.exp(-Math.max(0, to - from) * beta + reach * Math.sin(7 * k + 3 * l + beta)))))
  return pointOf(levels, rates, beta, title)
}

/** A product of parameters, first slowest; the point is made by `at`. */
export function sweepOver(axes: Readonly<Record<string, readonly number[]>>, at: (set: Readonly<Record<string, number>>) => PointResults): SweepResults {
  let sets: Record<string, number>[] = [{}]
  for (const [path, values] of Object.entries(axes)) sets = sets.flatMap((set) => values.map((value) => ({ ...set, [path]: value })))
  return { points: sets.map((set): SweepPoint => ({ set, ...at(set) })) }
}

/** No scattering at all: every rate is zero and no ratio is defined. */
export const noRates: PointResults = pointOf([-0.5, 0, 0.5], [[0, 0, 0], [0, 0, 0], [0, 0, 0]], 2)

/** The same levels between gases of different temperatures, the first at `beta`; heat flows from the first into the others. */
export function severalGases(names: readonly string[], beta: number, thermal = true): PointResults {
  const point = manyLevels(3, 2, 0.3, 'Several gases')
  const heat = (i: number): number => (i === 0 ? 1 : -1 / (names.length - 1)) * 0.01 * (2 - beta)
  const baths = names.map((name, i) => [name, {
    beta: thermal ? (i === 0 ? beta : 2) : null, rates: point.rates, detailedBalance: point.detailedBalance,
    heatCurrent: { value: heat(i), error: 1e-15 }, evidence: point.evidence,
  }] as const)
  return {
    ...point, beta: null, baths: Object.fromEntries(baths), heatCurrents: Object.fromEntries(names.map((name, i) => [name, heat(i)])),
    stationary: { ...point.stationary, gibbs: null, gibbsResidual: null },
    entropyProduction: thermal ? { total: 0.01 * (2 - beta) ** 2, totalError: 1e-15, schnakenberg: 0.02, violation: 0.01 * (2 - beta) ** 2 - 0.02 } : { total: null, totalError: null, schnakenberg: 0.02, violation: null },
  }
}
