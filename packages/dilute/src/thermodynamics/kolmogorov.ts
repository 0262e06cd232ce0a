import { closedClasses, OutOfDomain } from '../numerics/index.js'
import { isForbidden, isResolved, ratesBetween, type RateTable } from '../rates/index.js'
import { requireTolerance } from './balanceVerdict.js'
import { fundamentalCycles, type CycleAffinity } from './cycles.js'

/** Detailed balance without a temperature. */
export interface KolmogorovBalance {
  readonly cycles: readonly CycleAffinity[]
  /**
   * true: every affinity is zero within `tolerance`, and so are the error bars; some state balances all transitions.
   * false: an affinity is farther from zero than the tolerance and its error bar, or a transition has no reverse. null:
   * neither. Only levels that are visited for ever count: no stationary state lets anything flow between others.
   */
  readonly holds: boolean | null
  /** The cycles whose error bars decide nothing. */
  readonly undecided: readonly CycleAffinity[]
}

/**
 * Kolmogorov's criterion: some state is in detailed balance exactly where no cycle has an affinity. Works on any rate
 * table. Where levels coincide, their `groups` (all levels, each in one group) make the verdict one between groups,
 * cycles being named by the lowest levels of theirs.
 * @throws RangeError for a tolerance that is negative or not finite, and for groups that are not all levels, each once.
 */
export function kolmogorovBalance(
  table: RateTable,
  tolerance: number,
  groups: readonly (readonly number[])[] = single(table.size),
): KolmogorovBalance {
  requireTolerance(tolerance)
  requirePartition(groups, table.size)
  const rates = ratesBetween(table, groups)
  const cycles = fundamentalCycles(rates)
  const classes = closedClasses(rates.size, (to, from) => isResolved(rates, { from, to }))
  const lasting = cycles.filter(staysWithin(classes))
  const broken = isDriven(rates, classes) || lasting.some((cycle) => isDriving(cycle, tolerance))
  const undecided = lasting.filter((cycle) => !decides(cycle, tolerance))
  return {
    cycles: cycles.map((cycle) => named(cycle, groups)),
    undecided: undecided.map((cycle) => named(cycle, groups)),
    holds: broken ? false : undecided.length > 0 ? null : true,
  }
}

const single = (n: number): number[][] => Array.from({ length: n }, (_, k) => [k])

function requirePartition(groups: readonly (readonly number[])[], levelCount: number): void {
  const found = new Set(groups.flat())
  const listed = groups.reduce((sum, { length }) => sum + length, 0)
  const levels = Array.from({ length: levelCount }, (_, k) => k)
  if (listed === levelCount && levels.every((k) => found.has(k)) && groups.every(({ length }) => length > 0)) return
  throw new OutOfDomain(
    'groups',
    `groups must list each of ${levelCount} levels once, but are ${JSON.stringify(groups)}`,
  )
}

/** Whether all levels of a cycle are in closed classes: in one, since nothing leads from one to another. */
function staysWithin(classes: readonly (readonly number[])[]): (cycle: CycleAffinity) => boolean {
  const lasting = new Set(classes.flat())
  return ({ states }) => states.every((state) => lasting.has(state))
}

const isDriving = ({ affinity, affinityError }: CycleAffinity, tolerance: number): boolean =>
  Math.abs(affinity) > Math.max(tolerance, affinityError)

/**
 * Whether the error bar tells an affinity that is zero from one beyond the tolerance, or leaves no doubt that it is
 * beyond.
 */
function decides({ affinity, affinityError }: CycleAffinity, tolerance: number): boolean {
  return affinityError <= tolerance || Math.abs(affinity) > affinityError
}

/** Whether levels that are visited for ever have a transition whose reverse is zero, exactly. */
function isDriven(rates: RateTable, classes: readonly (readonly number[])[]): boolean {
  return classes.some((members) =>
    members.some((from) =>
      members.some((to) => isResolved(rates, { from, to }) && isForbidden(rates, { from: to, to: from })),
    ),
  )
}

/** A cycle of groups, by the lowest level of each. */
export function named(cycle: CycleAffinity, groups: readonly (readonly number[])[]): CycleAffinity {
  const level = (group: number): number => groups[group]![0]!
  const { from, to } = cycle.chord
  return { ...cycle, states: cycle.states.map(level), chord: { from: level(from), to: level(to) } }
}
