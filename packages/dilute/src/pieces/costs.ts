/**
 * What points take, in seconds by order of magnitude on a machine of today: rates by either engine, and all that is
 * made of them. Only the study decides, never the machine or its load: the same points go to the same engine, and into
 * the same pieces, wherever they are.
 */
import { scatteringGroups, siteCount, type Plan } from '../study/index.js'
import { innerAxes, variedAxis } from './innerAxes.js'

/** How scatterers stand: dots at one point, dots apart, potentials on a line, potentials around a centre. */
export type Arrangement = 'together' | 'apart' | 'line' | 'central'

/** An adaptive table, which serves all points that scatter alike over a factor of four in temperature. */
const table: Readonly<Record<Arrangement, number>> = { together: 0.012, apart: 0.04, line: 0.4, central: 0.8 }
const tablesShared = 6
/** Rates out of a table. */
export const reading = 0.0001

/** The fixed rule of one system at one temperature, and then every set of strengths. */
const rule: Readonly<Record<Arrangement, number>> = { together: 0.0005, apart: 0.04, line: Infinity, central: Infinity }
const strengths: Readonly<Record<Arrangement, number>> = { together: 0.00002, apart: 0.0002, line: 0, central: 0 }

/** The same where one dot varies, for all strengths of which much is made once. */
const lineRule: Readonly<Record<Arrangement, number>> = { ...rule, apart: 0.01 }
const lineStrengths: Readonly<Record<Arrangement, number>> = { ...strengths, together: 0.000002, apart: 0.00005 }

/** A point's rates by an adaptive table. */
export function tableSeconds(plan: Plan, arrangement: Arrangement): number {
  const sharing = plan.points / scatteringGroups(plan)
  return Math.max(reading, table[arrangement] * Math.min(1, tablesShared / sharing))
}

/** A point's rates by a fixed rule. */
export function ruleSeconds(plan: Plan, arrangement: Arrangement): number {
  const sharing = innerAxes(plan).reduce((product, axis) => product * plan.axes[axis]!.points, 1)
  const [once, each] = variedAxis(plan) === undefined ? [rule, strengths] : [lineRule, lineStrengths]
  return once[arrangement] / sharing + each[arrangement]
}

/** What making an adaptive table takes. */
export const tableOnce = (arrangement: Arrangement): number => table[arrangement]

/** Work on one point that grows with the number of levels. */
interface Work {
  /** Seconds for three levels. */
  readonly three: number
  /** The power of the number of levels that it grows with. */
  readonly power: number
}

/** Measured with 2, 3, 8 and 16 levels. */
const works = {
  /** Any of the results that follow from rates and the stationary state. */
  any: { three: 0.00015, power: 1.8 },
  /** All of them, and what is warned of. */
  everything: { three: 0.001, power: 1.5 },
  /** What is warned of, where all points are looked at. */
  warnings: { three: 0.0002, power: 2 },
  counting: { three: 0.0005, power: 3.3 },
  generator: { three: 0.0012, power: 3 },
  certificates: { three: 0.0012, power: 3 },
  /** The stationary state of levels that coincide. */
  coinciding: { three: 0.0045, power: 2.8 },
  /** An adaptive table of a point's own, which a fixed rule does without. */
  tableTogether: { three: 0.0012, power: 2 },
  tableApart: { three: 0.004, power: 3 },
} satisfies Record<string, Work>

export type WorkName = keyof typeof works

/** What some of these take at a point of a plan. */
export function workSeconds({ study: { config } }: Plan, names: Iterable<WorkName>): number {
  const ratio = siteCount(config.system) / 3
  return [...names].reduce((sum, name) => sum + works[name].three * ratio ** works[name].power, 0)
}
