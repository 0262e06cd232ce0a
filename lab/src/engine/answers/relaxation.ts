/** The way of the populations from a start to the end, and the entropy that is produced on it. */
import { toSiteBasis } from 'dilute/dynamics'
import { rateTable } from 'dilute/rates'
import { evolveStudy, type EvolveResults, type RunOptions, type StudyConfig } from 'dilute/study'
import { bathEntropyProduction } from 'dilute/thermodynamics'
import { isGibbs } from '../gibbs.js'
import type { EndState, Point, Questions, RelaxationAnswer } from '../protocol.js'
import { point } from './points.js'
import { single, systemOf } from './studies.js'

export async function relaxation(
  { tree, start, points }: Questions['relaxation']['ask'],
  options: RunOptions,
): Promise<RelaxationAnswer> {
  const { config, results } = await point(tree, options)
  const {
    relaxation: { gap },
    levels,
  } = results
  const times = Array.from({ length: points }, (_, t) =>
    t === 0 ? 0 : (8 / gap) * 10 ** (3.5 * (t / (points - 1) - 1)),
  )
  const { initial, ...rest } = tree
  const given = start === null ? (initial ?? { level: levels.length - 1 }) : { density: siteDensity(config, start) }
  const evolved = await evolveStudy(single({ ...rest, initial: given }), times, options)
  const populations = spread(evolved)
  return {
    start: populations[0]!,
    times,
    populations,
    ...production(results, populations, evolved.entropyProduction),
    end: endOf(results),
  }
}

type Production = Pick<RelaxationAnswer, 'total' | 'schnakenberg' | 'violation' | 'missing'>

/** σ and its parts gas by gas; where levels coincide σ alone, as the evolution has it. */
function production(
  results: Point,
  populations: readonly (readonly number[])[],
  evolved: readonly (number | null)[],
): Production {
  if (results.groups.some((group) => group.length > 1)) return withoutParts(results, evolved)
  const gases = Object.values(results.baths ?? { gas: results }).map(({ rates, beta }) => ({
    rates: rateTable(rates.map((row) => row.map((rate) => rate ?? 0))),
    beta,
  }))
  const levels = Float64Array.from(results.levels)
  const parts = populations.map((p) =>
    bathEntropyProduction(
      gases,
      levels,
      Float64Array.from(p, (x) => Math.max(0, x)),
    ),
  )
  return {
    total: parts.map(({ total }) => finite(total)),
    schnakenberg: parts.map(({ schnakenberg }) => finite(schnakenberg)),
    violation: parts.map(({ violation }) => finite(violation)),
    missing: parts[0]!.reason === null ? [] : [`No σ: ${parts[0]!.reason}.`],
  }
}

function withoutParts({ entropyProduction, reasons }: Point, evolved: readonly (number | null)[]): Production {
  const nothing = evolved.map(() => null)
  const why = (name: string, part: string): string[] =>
    reasons[`entropyProduction.${part}`] === undefined ? [] : [`No ${name}: ${reasons[`entropyProduction.${part}`]!}.`]
  return {
    total: entropyProduction.total === null ? nothing : evolved.map(finite),
    schnakenberg: nothing,
    violation: nothing,
    missing: [
      ...why('σ', 'total'),
      'No parts (26): where levels have the same energy they are told of the stationary state alone.',
    ],
  }
}

const finite = (x: number | null): number | null => (x !== null && Number.isFinite(x) ? x : null)

function endOf({ stationary, entropyProduction }: Point): EndState {
  const { total, totalError, schnakenberg, schnakenbergError } = entropyProduction
  return {
    populations: stationary.populations.map((p) => p ?? 0),
    isGibbs: isGibbs({ stationary }),
    unique: stationary.unique,
    total: told(total, totalError),
    schnakenberg: told(schnakenberg, schnakenbergError),
  }
}

/** Zero where its error does not tell it from zero. */
const told = (value: number | null, error: number | null): number | null =>
  value !== null && Math.abs(value) <= (error ?? 0) ? 0 : value

/** By level; what a group of equal levels has, in equal parts: more depends on their basis. */
function spread({ groups, populations, groupPopulations }: EvolveResults): number[][] {
  const groupOf = (level: number): number => groups.findIndex((members) => members.includes(level))
  return populations.map((p, t) =>
    p.map((x, level) => {
      const g = groupOf(level)
      return x ?? groupPopulations![t]![g]! / groups[g]!.length
    }),
  )
}

/** diag(p) by level, as a density matrix between sites. */
export function siteDensity({ system: config }: StudyConfig, p: readonly number[]): [number, number][][] {
  const system = systemOf(config),
    n = p.length
  const re = new Float64Array(n * n)
  p.forEach((population, k) => {
    re[k * n + k] = population
  })
  const rho = toSiteBasis(system, { rows: n, columns: n, re, im: new Float64Array(n * n) })
  return p.map((_, i) => p.map((__, j) => [rho.re[i * n + j]!, rho.im[i * n + j]!]))
}
