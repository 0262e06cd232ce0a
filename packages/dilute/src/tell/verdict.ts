/** The verdict on detailed balance in words: the one place that reads `holds`, for tables, page and figures alike. */
import type { BathResults, PointResults, SweepPoint, Verdict } from '../study/index.js'
import { listedPair, ratioName } from './levelPairs.js'
import { measured } from './measured.js'
import { brief } from './numbers.js'
import { statesOf, type States } from './states.js'
import { farthestPoint, settingText, worstViolation } from './violation.js'

/** What is known of a statement within its error bars. */
export type Outcome = 'holds' | 'broken' | 'undecided'

/** A verdict in words. */
export interface VerdictText {
  readonly outcome: Outcome
  /** The verdict itself, and what more there is to say of it. */
  readonly sentences: readonly string[]
}

const mostNamed = 6
const mostPoints = 3

export function outcomeOf(holds: Verdict): Outcome {
  return holds === null ? 'undecided' : holds ? 'holds' : 'broken'
}

/** How many of the points have each outcome. */
export function outcomeCounts(points: readonly Pick<PointResults, 'detailedBalance'>[]): Record<Outcome, number> {
  const counts = { holds: 0, broken: 0, undecided: 0 }
  for (const {
    detailedBalance: { holds },
  } of points)
    counts[outcomeOf(holds)]++
  return counts
}

/** The verdict on one point, or on one gas of a point with these states. */
export function verdictOf({ detailedBalance }: Pick<BathResults, 'detailedBalance'>, states: States): VerdictText {
  const { holds, explanation, undecided } = detailedBalance
  const open =
    undecided.length === 0 ? [] : [`The error bars decide nothing about ${undecidedPairs(undecided, states)}.`]
  return { outcome: outcomeOf(holds), sentences: [explanation, ...open] }
}

/** The verdict on a sweep: broken where it is broken at some point, else undecided where some point is. */
export function sweepVerdict(points: readonly SweepPoint[]): VerdictText {
  const counts = outcomeCounts(points)
  const outcome = counts.broken > 0 ? 'broken' : counts.undecided > 0 ? 'undecided' : 'holds'
  return {
    outcome,
    sentences: [countSentence(points, counts), ...reasonOf(points, outcome), ...undecidedPoints(points)],
  }
}

/** `I(0,−), I(+,−)`, the first of many. */
function undecidedPairs(pairs: PointResults['detailedBalance']['undecided'], { names }: States): string {
  const called = pairs.map(([k, l]) => ratioName(listedPair({ k, l }, names.length), names))
  return called.length > mostNamed
    ? `${called.slice(0, mostNamed).join(', ')} and ${called.length - mostNamed} more`
    : called.join(', ')
}

/** `Undecided: I(0,−) at gas.beta = 2; I(0,−), I(+,−) at gas.beta = 3.` */
function undecidedPoints(points: readonly SweepPoint[]): string[] {
  const open = points.filter(({ detailedBalance: { holds, undecided } }) => holds === null && undecided.length > 0)
  const texts = open
    .slice(0, mostPoints)
    .map(
      (point) => `${undecidedPairs(point.detailedBalance.undecided, statesOf(point))} at ${settingText(point, brief)}`,
    )
  const more = open.length > mostPoints ? `; and at ${open.length - mostPoints} more points` : ''
  return open.length === 0 ? [] : [`Undecided: ${texts.join('; ')}${more}.`]
}

const predicates: Readonly<Record<Outcome, string>> = { broken: 'is broken', undecided: 'is undecided', holds: 'holds' }

/** `Detailed balance is broken at 3 of 7 points, farthest at …; it is undecided at 1 and holds at 3.` */
function countSentence(points: readonly SweepPoint[], counts: Record<Outcome, number>): string {
  const all = points.length === 1 ? 'the one point' : `all ${points.length} points`
  const [first, ...others] = (['broken', 'undecided', 'holds'] as const).filter((outcome) => counts[outcome] > 0)
  if (first === undefined) return 'The sweep has no points.'
  const where = others.length === 0 ? all : `${counts[first]} of ${points.length} points`
  const rest = others.map((outcome) => `${predicates[outcome]} at ${counts[outcome]}`).join(' and ')
  return `Detailed balance ${predicates[first]} at ${where}${farthestClause(points)}${
    rest === '' ? '' : `; it ${rest}`
  }.`
}

/** Only where every broken point has a Gibbs state to be far from. */
function farthestClause(points: readonly SweepPoint[]): string {
  const broken = points.filter(({ detailedBalance: { holds } }) => holds === false)
  const farthest = farthestPoint(points),
    worst = farthest && worstViolation(farthest)
  if (farthest === undefined || !worst || broken.some(({ beta }) => beta === null)) return ''
  const where = settingText(farthest, brief)
  return `, farthest${where === '' ? '' : ` at ${where}`} with ln ${worst.name} = ${measured(
    worst.logRatio,
    worst.logRatioError,
    4,
  )}`
}

/** Why, at the point that the sentence before speaks of, or at the first with this outcome. */
function reasonOf(points: readonly SweepPoint[], outcome: Outcome): string[] {
  const concerned = points.filter(({ detailedBalance: { holds } }) => outcomeOf(holds) === outcome)
  const farthest = farthestClause(points) === '' ? undefined : farthestPoint(points)
  const point = farthest ?? concerned[0]
  if (point === undefined) return []
  const everywhere = new Set(points.map(explanationOf)).size === 1
  return [`${everywhere ? '' : placeOf(point, points, farthest !== undefined)}${explanationOf(point)}`]
}

function explanationOf({ detailedBalance }: SweepPoint): string {
  return detailedBalance.explanation
}

function placeOf(point: SweepPoint, points: readonly SweepPoint[], named: boolean): string {
  if (named) return 'At that point: '
  return point === points[0] ? 'At the first point: ' : `At ${settingText(point, brief)}: `
}
