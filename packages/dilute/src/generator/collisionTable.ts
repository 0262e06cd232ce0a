import { isDirected, isThermal, shellDensity, type Gas, type MomentumDensity, type ShellDensity, type StationaryGas } from '../model/index.js'
import { orthonormalTransitions, pairBatch, probeEnergies, type ComplexBatch, type PairedTransitions, type Resonance, type Scatterer } from '../scattering/index.js'
import { fillPanel, panelGrid, panelSize, type AmplitudePrecision, type Panel, type Planes } from './panel.js'
import { emptyIntegrals, rateIntegrals, summedIntegral, summedPanel, type PanelIntegral, type RateIntegrals } from './rateIntegrals.js'
import { shellIntegral } from './shellIntegrals.js'
import { stretches, type Stretch } from './stretches.js'
import { thermalIntegral } from './thermalIntegrals.js'

/** What a table is built for: inverse temperatures, gases, or both. */
export interface CollisionTableOptions {
  /** Every inverse temperature that will be asked for; the table serves any value between the smallest and the largest. */
  readonly betas?: readonly number[]
  /** Gases that will be asked for. Thermal and directed ones count with their β's; any density of the same kind is served. */
  readonly gases?: readonly Gas[]
  /** Bound on the estimated relative error of every rate; 10⁻¹⁰ unless given. */
  readonly relativeError?: number
  readonly onProgress?: (progress: { readonly panels: number; readonly of: number }) => void
}

/**
 * Transition probabilities on an adaptive set of energies: the only expensive thing, built once and asked for every β and density. Built for a single
 * β it keeps their integrals alone.
 */
export interface CollisionTable {
  readonly scatterer: Scatterer
  readonly panels: readonly Panel[]
  /** All stretches of energy, ascending; panels lie on those where a transition can happen. */
  readonly stretches: readonly Stretch[]
  /** 2 where incoming directions are kept apart, for gases whose right- and left-movers differ. */
  readonly planes: Planes
  /** Momentum densities that the panels resolve, besides thermal ones. */
  readonly densities: readonly MomentumDensity[]
  /** The β that alone is served, at any density of the gas; null where there were several, or another gas. */
  readonly only: number | null
  readonly relativeError: number
  /** How well amplitudes are known. */
  readonly precision: AmplitudePrecision
  /** The largest of the solver's own estimates of its error in S; null where amplitudes are a closed formula. */
  readonly amplitudeError: number | null
  /** Total energies at which amplitudes were computed. */
  readonly energiesEvaluated: number
  /** Total energies and widths of the resonances found. */
  readonly resonances: readonly Resonance[]
}

/** The quadrature did not reach its tolerance. */
export class NotConverged extends Error {
  override readonly name = 'NotConverged'
}

const panelLimit = 30_000
/** A share below this that halving does not reduce, this many times in a row, is rounding: amplitudes near a narrow resonance. */
const roundingAtMost = 1e-7
const stallLimit = 3
/** Rates worse than this are not given at all. */
const worstAccepted = 1e-4
const sampledBetas = 12

/**
 * Evaluates the amplitudes on panels between thresholds and refines, by bisection, wherever the error of any rate at any β
 * asked for exceeds its share. Resonances are looked for first, since adaptive quadrature alone can miss a narrow one. Where rounding
 * forbids the tolerance (amplitudes across a resonance of width Γ are good to about ε/Γ) it stops, and the error bars tell.
 * @throws RangeError for betas or a tolerance that make no sense, NotConverged where neither tolerance nor rounding is reached.
 */
export function collisionTable(scatterer: Scatterer, { betas = [], gases = [], relativeError = 1e-10, onProgress }: CollisionTableOptions): CollisionTable {
  const everyBeta = [...betas, ...gases.flatMap(betasOf)]
  const others = gases.filter((gas) => !isThermal(gas) && !isDirected(gas)) as StationaryGas[]
  const shells = others.map(shellDensity)
  const planes = shells.some(({ directed }) => directed) || gases.some(isDirected) ? 2 : 1
  check(scatterer, everyBeta, shells.length, relativeError)
  const { levels } = scatterer.system
  const integrals = [...thermalIntegrals(levels, representative(everyBeta), planes), ...shells.map((shell) => shellIntegral(levels, shell))]
  const densities = others.map(({ momentumDensity }) => momentumDensity)
  const only = integrals.length === 1 ? everyBeta[0] ?? null : null
  const amplitudeError = worstEstimate(scatterer, hottest(everyBeta, shells))
  const precision = amplitudePrecision(scatterer, amplitudeError)
  const refinement = new Refinement(scatterer, { planes, integrals, alone: only !== null, precision, relativeError, onProgress })
  const everywhere = stretches(scatterer, everyBeta, shells)
  const cuts = everywhere.filter(({ open }) => open > 1)
  const panels = refinement.run(cuts)
  return {
    scatterer, panels, stretches: everywhere, planes, densities, only, relativeError, precision, amplitudeError,
    energiesEvaluated: refinement.evaluated * panelSize, resonances: totalEnergies(scatterer, cuts),
  }
}

/** The largest energy scale of any gas. */
const hottest = (betas: readonly number[], shells: readonly ShellDensity[]): number => Math.max(...betas.map((beta) => 1 / beta), ...shells.map(({ scales }) => scales[1]))

function betasOf(gas: Gas): number[] {
  if (isThermal(gas)) return [gas.beta]
  return isDirected(gas) ? [gas.right.beta, gas.left.beta] : []
}

/** For every β; where directions are kept apart, for each of them alone. */
function thermalIntegrals(levels: Float64Array, betas: readonly number[], planes: Planes): PanelIntegral[] {
  const directions = planes === 1 ? [undefined] : [0, 1] as const
  return betas.flatMap((beta) => directions.map((direction) => thermalIntegral(levels, beta, direction)))
}

function check(scatterer: Scatterer, betas: readonly number[], others: number, relativeError: number): void {
  if (betas.length + others === 0 || !betas.every((beta) => beta > 0 && beta < Infinity)) throw new RangeError('betas must be positive numbers, at least one')
  if (!(relativeError > 0)) throw new RangeError(`relativeError must be positive, but is ${relativeError}`)
  if (scatterer.brokenLaws.thermalRates !== undefined) throw new NotConverged(scatterer.brokenLaws.thermalRates)
}

/** At most twelve of the betas, spread over the list, the extremes among them. */
function representative(betas: readonly number[]): number[] {
  const sorted = [...new Set(betas)].sort((a, b) => a - b)
  if (sorted.length <= sampledBetas) return sorted
  return Array.from({ length: sampledBetas }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (sampledBetas - 1))]!)
}

function totalEnergies({ system }: Scatterer, cuts: readonly Stretch[]): Resonance[] {
  return cuts.flatMap(({ lower, resonances }) => resonances.map(({ energy, width }) => ({ energy: system.levels[lower]! + energy, width })))
}

/** A panel on the way, with the error share of the panel it was judged by last and how often halving was in vain. */
interface Working {
  readonly panel: Panel
  readonly parentShare: number
  readonly stalls: number
}

/** Compares a panel's share with that of the panel it is a half of: a half should have much less. */
function judge({ panel, parentShare, stalls }: Working, share: number): Working {
  const inVain = share < roundingAtMost && share > parentShare / 4
  return { panel, parentShare: share, stalls: inVain ? stalls + 1 : 0 }
}

/** Too narrow to be halved. */
const indivisible = ({ from, to, stretch: { map } }: Panel): boolean => to - from < 1e-13 * (map.end - map.start)

/** A solver of potentials rounds S, not S − 1, to about this. */
const leastSolverError = 1e-13

/** Rounding, more where modes come from the square root of an almost singular overlap; and the solver's own estimate where it has one. */
function amplitudePrecision({ levels, modes, shell }: Scatterer, amplitudeError: number | null): AmplitudePrecision {
  const mixing = shell?.multiplicities ? 1 : modes
  return {
    relative: (shell?.overlap ? 64 : 8) * levels * mixing * Number.EPSILON,
    absolute: amplitudeError === null ? 0 : mixing * Math.max(leastSolverError, amplitudeError),
  }
}

/** At the energies where laws are tested too; `scale` is that of the hottest gas. */
function worstEstimate(scatterer: Scatterer, scale: number): number | null {
  const estimates = probeEnergies(scatterer.system, scale).flatMap((batch) => [...scatterer.estimatedErrors?.(batch) ?? []])
  return estimates.length === 0 ? null : Math.max(...estimates)
}

interface RefinementTask {
  readonly planes: Planes
  readonly integrals: readonly PanelIntegral[]
  /** Whether the one integral there is will be asked for alone. */
  readonly alone: boolean
  readonly precision: AmplitudePrecision
  readonly relativeError: number
  readonly onProgress: CollisionTableOptions['onProgress']
}

class Refinement {
  evaluated = 0
  private readonly planes: Planes
  private readonly precision: AmplitudePrecision
  private readonly relativeError: number
  private readonly onProgress: CollisionTableOptions['onProgress']
  private readonly solver: PairedTransitions
  private readonly batch: ComplexBatch
  private readonly scratch: RateIntegrals
  private readonly integrals: readonly PanelIntegral[]
  /** The one integral there is: panels are summed as soon as they are filled. */
  private readonly only: PanelIntegral | undefined

  constructor(private readonly scatterer: Scatterer, { integrals, alone, planes, precision, relativeError, onProgress }: RefinementTask) {
    this.planes = planes
    this.precision = precision
    this.relativeError = relativeError
    this.onProgress = onProgress
    this.solver = orthonormalTransitions(scatterer)
    this.batch = pairBatch(this.solver.pairs, panelSize)
    this.scratch = emptyIntegrals(scatterer.levels)
    this.only = alone ? integrals[0] : undefined
    this.integrals = this.only ? [summedIntegral(scatterer.levels)] : integrals
  }

  run(cuts: readonly Stretch[]): Panel[] {
    const first = cuts.flatMap((s) => s.edges.slice(1).map((to, i) => ({ stretch: s, from: s.edges[i]!, to })))
    let working: Working[] = this.evaluateAll(first, 0).map((panel) => ({ panel, parentShare: Infinity, stalls: 0 }))
    for (;;) {
      const { perPanel, worst } = this.worstShares(working.map(({ panel }) => panel))
      const judged = working.map((item, i) => judge(item, perPanel[i]!))
      const bad = (item: Working): boolean => (
        item.stalls < stallLimit && item.parentShare * working.length > this.relativeError && !indivisible(item.panel)
      )
      const unfinished = judged.filter(bad)
      if (worst <= this.relativeError || (unfinished.length === 0 && worst <= worstAccepted)) return working.map(({ panel }) => panel)
      if (unfinished.length === 0 || working.length + unfinished.length > panelLimit) throw this.notConverged(judged, worst)
      const good = judged.filter((item) => !bad(item))
      const children = this.evaluateAll(unfinished.flatMap(({ panel }) => halves(panel)), good.length)
      working = [...good, ...children.map((panel, c) => ({ ...unfinished[c >> 1]!, panel }))]
    }
  }

  private notConverged(judged: readonly Working[], worst: number): NotConverged {
    const { panel } = judged.reduce((a, b) => (b.parentShare > a.parentShare ? b : a))
    return new NotConverged(
      `the rates did not reach a relative error of ${this.relativeError}, but ${worst.toExponential(1)} with ${this.evaluated * panelSize} energies; `
      + `the worst of them lie ${panel.fromLower[panelSize - 1]} above level ${panel.stretch.lower}`,
    )
  }

  private evaluateAll(spans: readonly { stretch: Stretch; from: number; to: number }[], done: number): Panel[] {
    return spans.map(({ stretch, from, to }, i) => {
      this.onProgress?.({ panels: done + i, of: done + spans.length })
      return this.evaluate(stretch, from, to)
    })
  }

  private evaluate(stretch: Stretch, from: number, to: number): Panel {
    const { solver: { pairs, transitions }, planes, precision, batch } = this
    const grid = panelGrid(stretch, from, to)
    transitions(grid.energies, batch)
    this.evaluated++
    const panel = fillPanel(grid, batch, { pairs, planes, precision })
    return this.only ? summedPanel(panel, this.scatterer.levels, this.only) : panel
  }

  /** The largest error of each panel, and of all together, relative to any rate in any gas. */
  private worstShares(panels: readonly Panel[]): { perPanel: Float64Array; worst: number } {
    const perPanel = new Float64Array(panels.length)
    let worst = 0
    for (const integral of this.integrals) {
      const { value, error, floor } = rateIntegrals(this.scatterer.levels, panels, integral)
      const scale = value.map((v, i) => v + floor[i]! / this.relativeError)
      error.forEach((e, i) => { if (e > worst * scale[i]!) worst = e / scale[i]! })
      panels.forEach((panel, p) => { perPanel[p] = Math.max(perPanel[p]!, this.share(panel, integral, scale)) })
    }
    return { perPanel, worst }
  }

  /** The error of one panel relative to `scale`, for the worst pair. */
  private share(panel: Panel, integral: PanelIntegral, scale: Float64Array): number {
    this.scratch.error.fill(0)
    integral(panel, this.scratch)
    let worst = 0
    this.scratch.error.forEach((error, pair) => { if (error > worst * scale[pair]!) worst = error / scale[pair]! })
    return worst
  }
}

function halves({ stretch, from, to }: Panel): { stretch: Stretch; from: number; to: number }[] {
  const middle = (from + to) / 2
  return [{ stretch, from, to: middle }, { stretch, from: middle, to }]
}
