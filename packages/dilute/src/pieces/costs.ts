/**
 * What rates take by either engine, in seconds by order of magnitude on a machine of today. Only the study decides,
 * never the machine or its load: the same points go to the same engine, and into the same pieces, wherever they are.
 */
import { scatteringGroups, type Plan } from '../study/index.js'
import { innerAxes, variedAxis } from './innerAxes.js'

/** How scatterers stand: dots at one point, dots apart, potentials on a line, potentials around a centre. */
export type Arrangement = 'together' | 'apart' | 'line' | 'central'

/** An adaptive table, which serves all points that scatter alike over a factor of four in temperature. */
const table: Readonly<Record<Arrangement, number>> = { together: 0.012, apart: 0.04, line: 0.4, central: 0.8 }
const tablesShared = 6
/** Rates out of a table. */
const reading = 0.0001

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
