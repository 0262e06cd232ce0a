/** The way of the populations from a start to the end, and the entropy that is produced on it. */
import { toSiteBasis } from 'dilute/dynamics'
import { rateTable } from 'dilute/rates'
import { evolveStudy, type EvolveResults, type RunOptions, type StudyConfig } from 'dilute/study'
import { entropyProduction } from 'dilute/thermodynamics'
import type { Questions, RelaxationAnswer } from '../protocol.js'
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
  const populations = spread(await evolveStudy(single({ ...rest, initial: given }), times, options))
  const rates = rateTable(results.rates.map((row) => row.map((rate) => rate ?? 0)))
  const beta = results.beta
  const parts = populations.map((p) =>
    beta === null
      ? null
      : entropyProduction(
          rates,
          Float64Array.from(levels),
          beta,
          Float64Array.from(p, (x) => Math.max(0, x)),
        ),
  )
  const finite = (x: number | null | undefined): number | null =>
    x !== null && x !== undefined && Number.isFinite(x) ? x : null
  return {
    start: populations[0]!,
    times,
    populations,
    stationary: results.stationary.populations.map((p) => p ?? 0),
    total: parts.map((part) => finite(part?.total)),
    schnakenberg: parts.map((part) => finite(part?.schnakenberg)),
    violation: parts.map((part) => finite(part?.violation)),
  }
}

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
