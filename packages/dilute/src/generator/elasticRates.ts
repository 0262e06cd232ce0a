import { gasDistribution, type Gas, type GasDistribution } from '../model/index.js'
import {
  orthonormalTransitions,
  transitionBatch,
  type ComplexBatch,
  type ShellTransitions,
  type Scatterer,
} from '../scattering/index.js'
import { panelGrid, panelSize, type PanelGrid } from './panel.js'
import { ruleError } from './rateIntegrals.js'
import { stretches, type Stretch } from './stretches.js'
import { normalized, type Normalization } from './gasRates.js'

/** Rates of elastic collisions, one per level, 1/time. */
export interface ElasticRates {
  readonly values: Float64Array
  /** Absolute estimated errors of the quadrature, summed over the panels. */
  readonly errors: Float64Array
}

/** A panel is halved while it may err by more in any level, at most so often. */
const panelError = 1e-8
const mostHalvings = 12

/**
 * How often a particle of a gas is scattered without changing the level: the one formula of the rates (20) on its
 * diagonal,
 *   a_kk = (2π)^{d−1} ∫dE Σ_μ νG_μ(E−𝓔_k) Σ_μ′ |S_{kμ′,kμ} − δ|².
 */
export function elasticRates(scatterer: Scatterer, gas: Gas, normalization: Normalization = 'physical'): ElasticRates {
  const scale = normalized(1, 1, gas.dimension, normalization)
  const distribution = gasDistribution(gas)
  const integrals = new ElasticIntegrals(scatterer, distribution)
  for (const stretch of stretches(scatterer, [], [distribution])) {
    stretch.edges.slice(1).forEach((to, i) => {
      integrals.add(stretch, stretch.edges[i]!, to, mostHalvings)
    })
  }
  return { values: integrals.values.map((x) => scale * x), errors: integrals.errors.map((x) => scale * x) }
}

/** ∫dE Σ_μ νG_μ(E−𝓔_k) Σ_μ′|S_{kμ′,kμ} − δ|² for every level k, panel by panel. */
class ElasticIntegrals {
  readonly values: Float64Array
  readonly errors: Float64Array
  private readonly solver: ShellTransitions
  private readonly batch: ComplexBatch

  constructor(
    private readonly scatterer: Scatterer,
    private readonly distribution: GasDistribution,
  ) {
    this.values = new Float64Array(scatterer.levelCount)
    this.errors = new Float64Array(scatterer.levelCount)
    this.solver = orthonormalTransitions(scatterer)
    this.batch = transitionBatch(this.solver.layout, panelSize)
  }

  add(stretch: Stretch, from: number, to: number, halvings: number): void {
    const grid = panelGrid(stretch, from, to)
    this.solver.transitions(grid.energies, this.batch)
    const parts = Array.from({ length: stretch.open }, (_, k) => this.part(grid, k))
    if (halvings > 0 && parts.some(({ value, error }) => error > panelError * value)) {
      const middle = (from + to) / 2
      this.add(stretch, from, middle, halvings - 1)
      this.add(stretch, middle, to, halvings - 1)
      return
    }
    parts.forEach(({ value, error }, k) => {
      this.values[k]! += value
      this.errors[k]! += error
    })
  }

  private part({ stretch, fromLower, kronrod, gauss }: PanelGrid, k: number): { value: number; error: number } {
    const { levels } = this.scatterer.system
    let [fine, coarse] = [0, 0]
    for (let e = 0; e < panelSize; e++) {
      const weighted = this.weighted(k, e, fromLower[e]! + levels[stretch.lower]! - levels[k]!)
      fine += kronrod[e]! * weighted
      coarse += gauss[e]! * weighted
    }
    return { value: fine, error: ruleError(fine, coarse) }
  }

  /** Σ_μ νG_μ Σ_μ′|S_{kμ′,kμ} − δ|² at one energy of the batch. */
  private weighted(k: number, energy: number, kinetic: number): number {
    const {
      solver: { layout },
      batch: { re, im },
    } = this
    let sum = 0
    for (let pair = 0; pair < layout.count; pair++) {
      const entry = layout.entry(k, k, pair) * panelSize + energy
      sum +=
        this.density(layout.incoming(pair), kinetic) * layout.multiplicity(pair) * (re[entry]! ** 2 + im[entry]! ** 2)
    }
    return sum
  }

  /** νG of what comes in with a function; one that is none of the two directions of the line comes from both alike. */
  private density(incoming: number, kinetic: number): number {
    const {
      distribution: { weight, directed },
      scatterer,
      solver: { layout },
    } = this
    if (!directed || scatterer.dimension > 1) return weight(kinetic, 1)
    if (layout.functions === 1) return (weight(kinetic, 1) + weight(kinetic, -1)) / 2
    return weight(kinetic, incoming === 1 ? -1 : 1)
  }
}
