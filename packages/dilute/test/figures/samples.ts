/**
 * Results to draw and print: the reference values of Fig. 1, and made-up systems of any size with broken detailed
 * balance.
 */
import reference from '../reference/fig1.json' with { type: 'json' }
import type { PointResults, SweepPoint, SweepResults } from '../../src/study/results.js'

const yes = { residual: 2e-15, verdict: true }
const no = { residual: 0.18, verdict: false }
const kept = { residual: 2e-15, tolerance: 1e-8, holds: true }
const broken = { residual: 0.18, tolerance: 1e-8, holds: false }

/** Certificates of a sound generator, with or without detailed balance. */
export const certificatesOf = (holds: boolean): NonNullable<PointResults['certificates']> => ({
  tracePreservation: kept,
  completePositivity: { smallest: -2e-17, tolerance: 1e-8, holds: true },
  commutation: kept,
  gibbs: kept,
  nonNegativeRates: true,
  detailedBalance: {
    populations: holds ? kept : broken,
    gns: broken,
    kms: broken,
    reversed: holds ? kept : null,
    holds,
  },
  leftOut: null,
})

type Matrix = (number | null)[][]

/** The relative error bar of every number of these samples. */
export const relativeError = 3.1e-12

/** Error bars of the same shape: a fixed share of the size of each entry. */
export function errorsOf(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) => (value === null ? null : relativeError * Math.abs(value)))
}
const matrixErrors = (values: Matrix): Matrix => values.map(errorsOf)
const sureErrors = (values: readonly number[]): number[] => values.map((value) => relativeError * Math.abs(value))

/** What a sample is made of; everything else follows with error bars of `relativeError`. */
export interface Sample {
  readonly levels: readonly number[]
  readonly rates: readonly (readonly number[])[]
  readonly beta: number
  readonly title?: string | undefined
}

/** A complete result around the given levels and rates, every level single. */
export function pointOf(
  levels: readonly number[],
  rates: readonly (readonly number[])[],
  beta: number,
  title?: string,
): PointResults {
  return completePoint({ levels, rates, beta, title })
}

function completePoint({ levels, rates, beta, title }: Sample): PointResults {
  const weights = levels.map((energy) => Math.exp(-beta * (energy - levels[0]!)))
  const gibbs = weights.map((weight) => weight / weights.reduce((sum, one) => sum + one, 0))
  const matrix = <T>(entry: (k: number, l: number) => T) => levels.map((_, k) => levels.map((__, l) => entry(k, l)))
  const current = matrix((j, k) => (j === k ? 0 : rates[j]![k]! * gibbs[k]! - rates[k]![j]! * gibbs[j]!))
  const currentError = matrix((j, k) => relativeError * (rates[j]![k]! * gibbs[k]! + rates[k]![j]! * gibbs[j]!))
  const logGibbs = levels.map(
    (energy) => -beta * (energy - levels[0]!) - Math.log(weights.reduce((sum, one) => sum + one, 0)),
  )
  return {
    ...(title === undefined ? {} : { title }),
    warnings: [],
    reasons: {},
    beta,
    normalization: 'physical',
    levels,
    levelsError: levels.map(() => 2.2e-16),
    groups: levels.map((_, k) => [k]),
    rates,
    ratesError: matrixErrors(rates.map((row) => [...row])),
    detailedBalance: balanceOf(levels, rates, beta),
    stationary: {
      populations: gibbs,
      populationsError: errorsOf(gibbs),
      logPopulations: logGibbs,
      logPopulationsError: gibbs.map(() => relativeError),
      gibbs,
      gibbsError: sureErrors(gibbs),
      gibbsResidual: 3.1e-15,
      unique: true,
      extremal: [gibbs],
      extremalError: [errorsOf(gibbs)],
    },
    currents: {
      probability: current,
      probabilityError: currentError,
      heat: matrix((j, k) => current[j]![k]! * (levels[j]! - levels[k]!)),
      heatError: matrix((j, k) => currentError[j]![k]! * Math.abs(levels[j]! - levels[k]!)),
    },
    entropyProduction: {
      total: 3.1e-21,
      totalError: 4.5e-14,
      schnakenberg: 3.187e-4,
      schnakenbergError: 2.1e-14,
      violation: -3.187e-4,
      violationError: 2.2e-14,
    },
    relaxation: {
      eigenvalues: levels.map((_, k) => [-0.01 * k, 0] as const),
      eigenvaluesError: levels.map((_, k) => 3.1e-14 * k),
      gap: 0.01553,
      gapError: 4.7e-14,
      reversibleGap: 0.01529,
      reversibleGapError: 4.9e-14,
    },
    heatCurrents: { gas: 4.066e-19 },
    heatCurrentsError: { gas: 2.1e-15 },
    certificates: certificatesOf(balanceOf(levels, rates, beta).holds === true),
    evidence: {
      unitarityResidual: 4.4e-16,
      amplitudeError: null,
      partialWaves: null,
      relativeError,
      rateErrors: matrixErrors(rates.map((row) => [...row])),
      energiesEvaluated: 1843,
      resonances: [{ energy: -0.21, width: 0.013 }],
      tolerances: { rates: 1e-10, amplitudes: 1e-11, detailedBalance: 1e-8, symmetries: 1e-9, degeneracy: 1e-9 },
      validity: { secularRatio: 0.031, secularRatioError: 1e-6, lowDensityRatio: 0.042, lowDensityRatioError: 1e-6 },
      version: '0.1.0',
      seed: null,
      warnings: [],
    },
  }
}

type Balance = PointResults['detailedBalance']

function balanceOf(levels: readonly number[], rates: readonly (readonly number[])[], beta: number): Balance {
  const matrix = <T>(entry: (k: number, l: number) => T) => levels.map((_, k) => levels.map((__, l) => entry(k, l)))
  const logRatio: Matrix = matrix((k, l) =>
    k === l || rates[l]![k] === 0
      ? null
      : Math.log(rates[k]![l]!) - Math.log(rates[l]![k]!) - beta * (levels[l]! - levels[k]!),
  )
  const holds = logRatio.flat().every((value) => value === null || Math.abs(value) < 1e-8)
  const a = (k: number, l: number) => rates[k]![l]!,
    i = (k: number, l: number) => Math.exp(logRatio[k]?.[l] ?? 0)
  const sides = (equation: string, left: number, right: number) => ({
    equation,
    left,
    leftError: 1e-14,
    right,
    rightError: 1.2e-14,
  })
  return {
    ...ratiosOf(logRatio),
    holds,
    undecided: [],
    worst: worstOf(logRatio),
    tolerance: 1e-8,
    explanation: holds
      ? 'Detailed balance holds because nothing breaks it.'
      : 'Detailed balance is broken because ' + 'the loop encloses 3/4 of a flux quantum.',
    cycles: levels.length < 3 ? [] : [{ states: [0, 1, 2], affinity: -0.9, affinityError: 1.9e-11 }],
    symmetries: {
      hermitian: no,
      symmetric: no,
      timeReversal: holds ? yes : no,
      timeReversalParity: no,
      antiunitary: {
        verdict: holds,
        permutation: holds ? levels.map((_, k) => k) : null,
        phases: holds ? levels.map(() => 0) : null,
        residual: holds ? 1e-16 : null,
      },
    },
    thermalizationResidual: 6.4e-16,
    thermalization:
      levels.length === 3
        ? [
            sides('30a', a(2, 1) * (1 - i(1, 2)), a(0, 1) * (i(1, 0) - 1)),
            sides('30b', a(1, 2) * (1 - 1 / i(1, 2)), a(0, 2) * (i(2, 0) - 1)),
          ]
        : levels.map((_, k) => sides(`level ${k}: inflow = outflow`, 0.01, 0.01)),
  }
}

/** Ratios and their error bars from logarithms, null where a number cannot hold them. */
export function ratiosOf(logRatio: Matrix): Pick<Balance, 'ratio' | 'ratioError' | 'logRatio' | 'logRatioError'> {
  const ratio = logRatio.map((row) => row.map((log) => (log === null || Math.abs(log) > 709 ? null : Math.exp(log))))
  return {
    ratio,
    ratioError: matrixErrors(ratio),
    logRatio,
    logRatioError: logRatio.map((row) => row.map((log) => (log === null ? null : relativeError))),
  }
}

/** The pair with the largest |ln I|. */
export function worstOf(logRatio: Matrix): Balance['worst'] {
  const pairs = logRatio.flatMap((row, k) =>
    row.flatMap((log, l) =>
      log === null ? [] : [{ pair: [k, l] as const, logRatio: log, logRatioError: relativeError }],
    ),
  )
  return pairs.reduce<Balance['worst']>(
    (worst, one) => (worst !== null && Math.abs(worst.logRatio) >= Math.abs(one.logRatio) ? worst : one),
    null,
  )
}

/** The same point with these ln I(k,l). */
export function withLogRatios(point: PointResults, logRatio: Matrix): PointResults {
  return {
    ...point,
    detailedBalance: { ...point.detailedBalance, ...ratiosOf(logRatio), worst: worstOf(logRatio), holds: false },
  }
}

/** The same point, its verdict left open by error bars of `bar` on these pairs. */
export function undecidedAt(point: PointResults, pairs: Balance['undecided'], bar = 0.5): PointResults {
  const { detailedBalance: balance } = point
  const isOpen = (k: number, l: number): boolean => pairs.some(([i, j]) => (i === k && j === l) || (i === l && j === k))
  const log = (k: number, l: number): number | null => (k === l ? null : isOpen(k, l) ? 0.01 : 0)
  const logRatio = balance.logRatio.map((row, k) => row.map((_, l) => log(k, l)))
  const wide = (matrix: Matrix): Matrix => matrix.map((row, k) => row.map((error, l) => (isOpen(k, l) ? bar : error)))
  const ratios = ratiosOf(logRatio)
  return {
    ...point,
    detailedBalance: {
      ...balance,
      ...ratios,
      ratioError: wide(ratios.ratioError as Matrix),
      logRatioError: wide(ratios.logRatioError as Matrix),
      holds: null,
      undecided: pairs,
      worst: { pair: pairs[0]!, logRatio: 0.01, logRatioError: bar },
      explanation: 'Whether detailed balance holds is not decided: the error bars are too wide.',
    },
  }
}

export const coincide = 'the levels coincide, and the value would depend on the choice of states between them'

/**
 * The same point with levels that coincide: what depends on a basis is null with its reason, the rest stands by group.
 */
export function degenerate(point: PointResults, groups: readonly (readonly number[])[]): PointResults {
  const { detailedBalance, stationary, currents } = point
  const home = (k: number): number => groups.findIndex((group) => group.includes(k))
  const alone = (k: number): boolean => groups[home(k)]!.length === 1
  const single = (matrix: PointResults['rates']): Matrix =>
    matrix.map((row, k) => row.map((entry, l) => (alone(k) && alone(l) ? entry : null)))
  const grouped = (entry: (g: readonly number[], h: readonly number[]) => number | null): Matrix =>
    groups.map((g) => groups.map((h) => (g === h ? null : entry(g, h))))
  const sum = (matrix: PointResults['rates'], g: readonly number[], h: readonly number[]): number =>
    g.reduce((total, k) => total + h.reduce((part, l) => part + (matrix[k]![l] ?? 0), 0), 0)
  const groupRates = groups.map((g) => groups.map((h) => (g === h ? 0 : sum(point.rates, g, h) / h.length)))
  const groupLog = grouped((g, h) => point.detailedBalance.logRatio[g[0]!]![h[0]!]!)
  const { ratio, ratioError, logRatio, logRatioError } = ratiosOf(groupLog)
  const populations = groups.map((g) => g.reduce((total, k) => total + (stationary.populations[k] ?? 0), 0))
  const groupCurrents = groups.map((g) => groups.map((h) => (g === h ? 0 : sum(currents.probability, g, h))))
  const groupHeat = groups.map((g) => groups.map((h) => (g === h ? 0 : sum(currents.heat, g, h))))
  const byLevel = (values: readonly (number | null)[]) => values.map((value, k) => (alone(k) ? value : null))
  return {
    ...point,
    levels: point.levels.map((_, k) => point.levels[groups[home(k)]![0]!]!),
    groups,
    rates: single(point.rates),
    ratesError: single(point.ratesError),
    groupRates,
    groupRatesError: matrixErrors(groupRates),
    detailedBalance: {
      ...detailedBalance,
      cycles: [],
      thermalization: [],
      ratio: single(detailedBalance.ratio),
      ratioError: single(detailedBalance.ratioError),
      logRatio: single(detailedBalance.logRatio),
      logRatioError: single(detailedBalance.logRatioError),
      groupRatio: ratio,
      groupRatioError: ratioError,
      groupLogRatio: logRatio,
      groupLogRatioError: logRatioError,
      worst: leveledWorst(worstOf(groupLog), groups),
    },
    stationary: {
      ...stationary,
      populations: byLevel(stationary.populations),
      populationsError: byLevel(stationary.populationsError),
      logPopulations: byLevel(stationary.logPopulations),
      logPopulationsError: byLevel(stationary.logPopulationsError),
      groupPopulations: populations,
      groupPopulationsError: sureErrors(populations),
    },
    currents: {
      probability: single(currents.probability),
      probabilityError: single(currents.probabilityError),
      heat: single(currents.heat),
      heatError: single(currents.heatError),
      groupProbability: groupCurrents,
      groupProbabilityError: groupCurrents.map((row) => row.map(() => 1e-15)),
      groupHeat,
      groupHeatError: groupHeat.map((row) => row.map(() => 1.1e-15)),
    },
    entropyProduction: {
      ...point.entropyProduction,
      schnakenberg: null,
      schnakenbergError: null,
      violation: null,
      violationError: null,
    },
    reasons: {
      rates: coincide,
      'detailedBalance.ratio': coincide,
      'stationary.populations': coincide,
      'currents.probability': coincide,
      'entropyProduction.schnakenberg': 'the apparent part needs a basis among levels that coincide',
    },
  }
}

function leveledWorst(worst: Balance['worst'], groups: readonly (readonly number[])[]): Balance['worst'] {
  return worst && { ...worst, pair: [groups[worst.pair[0]]![0]!, groups[worst.pair[1]]![0]!] }
}

/** The same point with counting statistics, by group where levels coincide. */
export function counted<P extends PointResults>(point: P): P {
  const count = (n: number, scale: number): number[][] =>
    Array.from({ length: n }, (_, j) => Array.from({ length: n }, (__, k) => scale * (j - k)))
  const size = (n: number, scale: number): number[][] => count(n, scale).map((row) => row.map(Math.abs))
  const cumulants = (n: number) =>
    [count(n, 1e-3), size(n, 4e-15), size(n, 2e-2), size(n, 5e-14), count(n, 3e-4), size(n, 6e-15)] as const
  const none = point.levels.map(() => point.levels.map(() => null))
  const grouped = point.groups.some((group) => group.length > 1)
  const [mean, meanError, noise, noiseError, skewness, skewnessError] = grouped
    ? [none, none, none, none, none, none]
    : cumulants(point.levels.length)
  const [groupMean, groupMeanError, groupNoise, groupNoiseError, groupSkewness, groupSkewnessError] = cumulants(
    point.groups.length,
  )
  const byGroup = { groupMean, groupMeanError, groupNoise, groupNoiseError, groupSkewness, groupSkewnessError }
  return {
    ...point,
    counting: {
      mean,
      meanError,
      noise,
      noiseError,
      skewness,
      skewnessError,
      ...(grouped ? byGroup : {}),
      heat: {},
      cycles: [
        {
          states: [0, 1, 2],
          mean: 1.5e-3,
          meanError: 7e-15,
          noise: 3e-2,
          noiseError: 8e-14,
          skewness: 2e-4,
          skewnessError: 9e-15,
        },
      ],
    },
  }
}

/** The same point with a generator whose eigenvalues have these error bars; some of them are zero within theirs. */
export function withGenerator(point: PointResults): PointResults {
  const spectrum = point.levels.flatMap((_, k) =>
    point.levels.map((__, l) => [-0.01 * (k + l), 0.02 * (k - l)] as const),
  )
  return {
    ...point,
    generator: {
      spectrum: spectrum.map(([re, im]) => [re === 0 ? 6.9e-17 : re, im === 0 ? -6.9e-17 : im] as const),
      spectrumError: spectrum.map(() => 2.5e-16),
      gap: 0.01,
      gapError: 2.5e-16,
      blocks: [{ frequency: 0, elements: point.levels.map((_, k) => [k, k] as const) }],
      frequencyTolerance: 1e-12,
      estimatedError: 1.3e-15,
      levelShift: point.levels.map((_, k) => point.levels.map((__, l) => [k === l ? 0.01 : 0, 0] as const)),
      levelShiftError: point.levels.map(() => point.levels.map(() => 1e-14)),
    },
  }
}

/** The seven temperatures of the reference. */
export const fig1: SweepResults = {
  warnings: [],
  points: reference.cases.map(({ beta, levels, rates }) => ({
    set: { 'gas.beta': beta },
    ...pointOf(levels, rates, beta, 'Fig. 1'),
  })),
}

export const threeLevels: PointResults = reference.cases.map(({ beta, levels, rates }) =>
  pointOf(levels, rates, beta, 'Three dots'),
)[2]!

/** N levels whose ratios wander over `reach` e-folds. */
export function manyLevels(count: number, beta = 2, reach = 1, title = `${count} levels`): PointResults {
  const levels = Array.from({ length: count }, (_, k) => -0.7 + 0.21 * k + 0.013 * k * k)
  const rates = levels.map((to, k) =>
    levels.map((from, l) =>
      k === l ? 0 : 0.01 * Math.exp(-Math.max(0, to - from) * beta + reach * Math.sin(7 * k + 3 * l + beta)),
    ),
  )
  return pointOf(levels, rates, beta, title)
}

/** A sweep of these points. */
export function sweepThrough(points: readonly SweepPoint[], warnings: readonly string[] = []): SweepResults {
  return { warnings, points }
}

/** A product of parameters, first slowest; the point is made by `at`. */
export function sweepOver(
  axes: Readonly<Record<string, readonly number[]>>,
  at: (set: Readonly<Record<string, number>>) => PointResults,
): SweepResults {
  let sets: Record<string, number>[] = [{}]
  for (const [path, values] of Object.entries(axes))
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [path]: value })))
  return sweepThrough(sets.map((set): SweepPoint => ({ set, ...at(set) })))
}

/** No scattering at all: every rate is zero and no ratio is defined. */
export const noRates: PointResults = pointOf(
  [-0.5, 0, 0.5],
  [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ],
  2,
)

/**
 * The same levels between gases of different temperatures, the first at `beta`; heat flows from the first into the
 * others.
 */
export function severalGases(names: readonly string[], beta: number, thermal = true): PointResults {
  const point = manyLevels(3, 2, 0.3, 'Several gases')
  const heat = (i: number): number => (i === 0 ? 1 : -1 / (names.length - 1)) * 0.01 * (2 - beta)
  const baths = names.map(
    (name, i) =>
      [
        name,
        {
          beta: thermal ? (i === 0 ? beta : 2) : null,
          rates: point.rates,
          ratesError: point.ratesError,
          detailedBalance: point.detailedBalance,
          heatCurrent: { value: heat(i), error: 1e-15 },
          evidence: point.evidence,
        },
      ] as const,
  )
  const total = 0.01 * (2 - beta) ** 2
  return {
    ...point,
    beta: null,
    baths: Object.fromEntries(baths),
    heatCurrents: Object.fromEntries(names.map((name, i) => [name, heat(i)])),
    heatCurrentsError: Object.fromEntries(names.map((name) => [name, 1e-15])),
    detailedBalance: { ...point.detailedBalance, worst: null },
    stationary: { ...point.stationary, gibbs: null, gibbsError: null, gibbsResidual: null },
    entropyProduction: {
      ...(thermal
        ? { total, totalError: 1e-15, violation: total - 0.02, violationError: 3e-15 }
        : { total: null, totalError: null, violation: null, violationError: null }),
      schnakenberg: 0.02,
      schnakenbergError: 2e-15,
    },
  }
}
