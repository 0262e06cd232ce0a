import { NotConverged, type Steps } from '../numerics/index.js'
import type { Scatterer } from '../scattering/index.js'
import { ErrorBudget } from './errorBudget.js'
import { panelGrid, panelOf, panelSize, type AmplitudePrecision, type Panel, type Planes } from './panel.js'
import { panelProbabilities, type FillProbabilities } from './panelProbabilities.js'
import { keptIntegral, rateIntegrals, summedPanel, type PanelIntegral } from './rateIntegrals.js'
import { panelPhase, type Stretch } from './stretches.js'

export interface RefinementTask {
  readonly planes: Planes
  /** What panels are judged by: their part in each of these. */
  readonly integrals: readonly PanelIntegral[]
  /** Where given, panels keep their part of these in place of their probabilities. */
  readonly kept: readonly PanelIntegral[] | undefined
  readonly precision: AmplitudePrecision
  /** Bound on the estimated relative error of every integral of every pair of levels. */
  readonly relativeError: number
}

/** A part of a stretch on the way. */
interface Span {
  readonly stretch: Stretch
  readonly from: number
  readonly to: number
  /** The error share of the panel that it is a half of, and how often in a row halving was in vain. */
  readonly parentShare: number
  readonly stalls: number
  /** Its panel; and what is kept of it with the integrals that it is judged by, where these are kept in its place. */
  readonly panel?: Panel | undefined
  readonly sums?: Sums | undefined
}

/** Panels with sums in place of their probabilities. */
interface Sums {
  readonly kept: Panel
  /** With those of the integrals that panels are judged by, where they are remembered. */
  readonly judged?: Panel
}

const scattering = 'scattering: energy panels'

/** Besides twice as many as there are from the start. */
const panelLimit = 30_000
/** Where sums are kept, so many numbers are remembered for judging panels again; others are computed once more. */
const mostRemembered = 2 ** 25
/**
 * A share below this that halving does not reduce, this many times in a row, is rounding: amplitudes near a narrow
 * resonance.
 */
const roundingAtMost = 1e-9
const stallLimit = 12
/** After so many in a row it is looked at whether the error is spread over the panel, as rounding is. */
const stallsBeforeLook = 3
/** Into how many parts a panel is cut for that look. A peak or kink may be in two of them, on both sides of an edge. */
const lookedAt = 8
/** Where amplitudes oscillate by more radians than this, halving may be in vain without any rounding. */
const quietPhase = panelPhase / 2
/** Rates worse than this are not given at all. */
const worstAccepted = 1e-4
/** By how much less a panel may err where all together still err by too much. */
const stricter = 8

/**
 * Panels on which the amplitudes are known well enough for every integral of every pair. A first look gives the size of
 * the integrals, to which errors are compared; then panel by panel is halved until its error is a small share of that.
 * What a panel is judged by does not depend on what it keeps, so that a table that keeps probabilities has the same
 * panels as one that keeps sums.
 */
export class Refinement {
  private evaluations = 0
  private limit = panelLimit
  private remembered = 0
  private readonly probabilities: FillProbabilities
  private readonly budget: ErrorBudget
  /** For the probabilities of a panel of which sums are kept. */
  private readonly room: Float64Array | undefined
  /** The integrals that panels are judged by, from their sums. */
  private readonly ofSums: readonly PanelIntegral[]

  constructor(
    private readonly scatterer: Scatterer,
    private readonly task: RefinementTask,
  ) {
    this.probabilities = panelProbabilities(scatterer, task.planes)
    this.budget = new ErrorBudget(scatterer.levelCount, task.integrals.length, task.relativeError)
    this.room = task.kept && new Float64Array(scatterer.levelCount ** 2 * task.planes * panelSize)
    this.ofSums = task.integrals.map((_, place) => keptIntegral(scatterer.levelCount, place))
  }

  /** Total energies at which amplitudes were computed, each counted once. */
  get energiesEvaluated(): number {
    return this.evaluations * panelSize
  }

  /** @throws NotConverged where neither the tolerance nor rounding is reached. */
  *run(cuts: readonly Stretch[]): Steps<Panel[]> {
    const { relativeError } = this.task
    let spans = firstSpans(cuts)
    this.limit = panelLimit + 2 * spans.length
    spans = yield* this.firstLook(spans)
    for (let threshold = relativeError / (2 * spans.length); ; threshold /= stricter) {
      this.budget.begin()
      spans = yield* this.pass(spans, threshold)
      const { settled, all } = this.budget.relativeErrors()
      if (settled <= relativeError && all <= Math.max(relativeError, worstAccepted))
        return spans.map(({ panel, sums }) => panel ?? sums!.kept)
      if (settled <= relativeError || spans.length >= this.limit) throw this.notConverged(spans, all)
    }
  }

  private *firstLook(spans: readonly Span[]): Steps<Span[]> {
    const seen: Span[] = []
    for (const span of spans) {
      yield { what: scattering, done: seen.length, of: spans.length }
      const panel = this.evaluate(span, this.room)
      this.evaluations++
      this.budget.measure(panel, this.task.integrals)
      this.budget.add(false)
      seen.push(this.finished(span, panel))
    }
    return seen
  }

  /** Halves every panel until its share of the error is below the threshold, or rounding. */
  private *pass(spans: readonly Span[], threshold: number): Steps<Span[]> {
    const pending = [...spans].reverse()
    const done: Span[] = []
    for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
      yield { what: scattering, done: done.length, of: done.length + pending.length + 1 }
      const panel = this.measured(span)
      const share = this.budget.share()
      const stalls = stallsOf(span, share)
      let splits =
        share > threshold && stalls < stallLimit && !isIndivisible(span) && done.length + pending.length < this.limit
      if (splits && stalls >= stallsBeforeLook && this.isSpread(span, share)) {
        splits = false
        this.measured({ ...span, panel })
      }
      if (splits) {
        pending.push(...halves(span, share, stalls))
        this.evaluations += 2
      } else {
        this.budget.add(share > threshold)
        done.push(panel ? this.finished(span, panel) : span)
      }
    }
    return done
  }

  /** Measures a span, by its remembered sums where there are such; else by its panel, which is returned. */
  private measured(span: Span): Panel | undefined {
    if (span.sums?.judged) {
      this.budget.measure(span.sums.judged, this.ofSums)
      return undefined
    }
    const { panel = this.evaluate(span, this.room) } = span
    this.budget.measure(panel, this.task.integrals)
    return panel
  }

  /** Whether more parts of a span than a peak or kink can be in hold an eighth of what each would of an even error. */
  private isSpread(span: Span, share: number): boolean {
    const shares = partsOf(span, lookedAt).map((part) => {
      this.budget.measure(this.evaluate(part, undefined), this.task.integrals)
      return this.budget.share()
    })
    this.evaluations += lookedAt
    return shares.filter((each) => each > share / lookedAt ** 2).length > 2
  }

  /** With the panel, which was measured last; where sums are kept, with those alone. */
  private finished(span: Span, panel: Panel): Span {
    const { kept, integrals } = this.task
    if (!kept) return { ...span, panel }
    const { levelCount } = this.scatterer
    const { open } = span.stretch
    const judged = (): Panel => summedPanel(panel, levelCount, this.budget.measured)
    const sums =
      kept === integrals
        ? judged()
        : summedPanel(
            panel,
            levelCount,
            kept.map((integral) => rateIntegrals(levelCount, [panel], integral)),
          )
    this.remembered += 3 * open * open * (kept === integrals ? kept.length : kept.length + integrals.length)
    if (this.remembered > mostRemembered) return { ...span, sums: { kept: sums } }
    return { ...span, sums: { kept: sums, judged: kept === integrals ? sums : judged() } }
  }

  /** In the room where there is one given, else in memory of its own. */
  private evaluate({ stretch, from, to }: Span, room: Float64Array | undefined): Panel {
    const { planes, precision } = this.task
    const { levels } = this.scatterer.system
    const grid = panelGrid(stretch, from, to)
    const size = stretch.open * stretch.open * planes * panelSize
    const probabilities = room?.subarray(0, size) ?? new Float64Array(size)
    this.probabilities(grid.energies, stretch.open, probabilities)
    return panelOf(grid, planes, probabilities, precision, levels.at(-1)! - levels[0]!)
  }

  private notConverged(spans: readonly Span[], worst: number): NotConverged {
    const { stretch, to } = spans.reduce((a, b) => (b.parentShare > a.parentShare ? b : a))
    const where = `${stretch.map.at(to).fromLower} above level ${stretch.lower}`
    return new NotConverged(
      `the rates did not reach a relative error of ${this.task.relativeError}, but ${worst.toExponential(1)} ` +
        `with ${this.energiesEvaluated} energies; ` +
        `the worst of them lie ${where}`,
      { reached: worst, wanted: this.task.relativeError, where },
    )
  }
}

function firstSpans(cuts: readonly Stretch[]): Span[] {
  return cuts.flatMap((stretch) => {
    const [start, ...rest] = stretch.edges
    const edges = [start!, ...stretch.layers, ...rest]
    return edges.slice(1).map((to, i): Span => ({ stretch, from: edges[i]!, to, parentShare: Infinity, stalls: 0 }))
  })
}

/** How often in a row halving was in vain, for a panel with this share: a half should have much less. */
function stallsOf({ stretch, from, to, parentShare, stalls }: Span, share: number): number {
  return share < roundingAtMost && share > parentShare / 4 && stretch.phase(from, to) <= quietPhase ? stalls + 1 : 0
}

function halves({ stretch, from, to }: Span, parentShare: number, stalls: number): [Span, Span] {
  const middle = (from + to) / 2
  return [
    { stretch, from: middle, to, parentShare, stalls },
    { stretch, from, to: middle, parentShare, stalls },
  ]
}

/** Equal parts of a span. */
function partsOf({ stretch, from, to }: Span, count: number): Span[] {
  const edge = (i: number): number => from + (i / count) * (to - from)
  return Array.from({ length: count }, (_, i) => ({
    stretch,
    from: edge(i),
    to: edge(i + 1),
    parentShare: Infinity,
    stalls: 0,
  }))
}

/** Too narrow to be halved. */
const isIndivisible = ({ from, to, stretch: { map } }: Span): boolean => to - from < 1e-13 * (map.end - map.start)
