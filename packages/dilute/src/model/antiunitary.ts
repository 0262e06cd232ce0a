import { largestEntry } from '../numerics/index.js'
import { exchangeTests, hasPotentials, sitesOf, type ExchangeTest, type Interaction } from './exchange.js'
import { InvalidModel } from './invalidModel.js'
import { bonds } from './connectedEigensystem.js'
import { couplingTest } from './loops.js'
import type { System } from './system.js'

/**
 * Θ = P·D·K, K complex conjugation in the site basis, D site phases, P a permutation of sites, with ΘH_SΘ⁻¹ = H_S.
 * Where the scatterers share it, detailed balance holds.
 */
export interface AntiunitarySymmetry {
  /** Site i goes to site permutation[i]. */
  readonly permutation: readonly number[]
  /** D's phases in radians, one per site, above −π and up to π. */
  readonly phases: readonly number[]
  /** max |H_{π(i)π(j)} − d_i d_j* H*_ij| / max |H_ij|. */
  readonly residual: number
}

/** `symmetry: null, complete: false` means that the search was cut short. */
export interface AntiunitarySearch {
  readonly symmetry: AntiunitarySymmetry | null
  readonly complete: boolean
}

const tolerance = 1e-10
const stepLimit = 200_000

/**
 * Looks for an antiunitary symmetry of the system that the interaction shares: equal couplings on permuted sites and
 * all distances between scatterers kept (an isometry of finitely many points), or potentials on permuted sites that are
 * equal, as they are or all reflected about one point; a scatterer of strength zero has no place. Without
 * `interaction`, of the system alone. A depth-first search over permutations, the identity first, pruned by moduli,
 * phases and distances.
 * @throws InvalidModel where the interaction has not one entry per site.
 */
export function findAntiunitarySymmetry(system: System, interaction?: Interaction): AntiunitarySearch {
  if (interaction && sitesOf(interaction) !== system.sites) {
    throw new InvalidModel(
      hasPotentials(interaction) ? 'interaction.potentials' : 'interaction.contact',
      `${system.sites} scatterers, one per site`,
      `${sitesOf(interaction)}`,
    )
  }
  let complete = true
  const measure = loosely(system)
  for (const test of exchangeTests(interaction)) {
    const search = new Search(system, test, measure)
    if (search.place(0)) {
      const { permutation } = search
      const phases = search.phases.map(principal)
      return { symmetry: { permutation, phases, residual: residual(system, permutation, phases) }, complete: true }
    }
    complete &&= search.steps <= stepLimit
  }
  return { symmetry: null, complete }
}

/** How far a coupling may be off, relative to itself, for a symmetry that decides. */
const exact = 1e-13
/** By how much what is off may mix neighbouring levels: ln I is then below any tolerance that is judged by. */
const mixed = 1e-9

/**
 * Whether the system has an antiunitary symmetry, shared by the interaction, that enforces detailed balance between all
 * levels. A weak coupling counts like a strong one, since the weak rates that it makes are balanced or not by its phase
 * alone; and where levels nearly coincide little is enough to mix them.
 */
export function enforcesBalance(system: System, interaction: Interaction): boolean {
  const measure = strictly(system)
  return exchangeTests(interaction, exact).some((test) => {
    const search = new Search(system, test, measure)
    if (!search.place(0)) return false
    const off = residual(system, search.permutation, search.phases.map(principal)) * scaleOf(system)
    return off <= mixed * leastDistance(system)
  })
}

/** Between levels that are not equal; ∞ where there are none. */
function leastDistance({ levels, groups }: System): number {
  return groups.slice(1).reduce((least, [k]) => Math.min(least, levels[k!]! - levels[k! - 1]!), Infinity)
}

/** Which sites count as coupled, and how far H_π(i)π(j) may be from what H_ij says. */
interface Measure {
  readonly coupled: (i: number, j: number) => boolean
  readonly allowed: (i: number, j: number) => number
}

/** To a small part of the largest entry of H. */
function loosely(system: System): Measure {
  const allowed = tolerance * scaleOf(system)
  return { coupled: couplingTest(system), allowed: () => allowed }
}

/** Every coupling to a small part of itself. */
function strictly(system: System): Measure {
  const { hamiltonian: h, sites: n } = system
  const scale = scaleOf(system)
  return {
    coupled: bonds(h),
    allowed: (i, j) => exact * (i === j ? scale : Math.hypot(h.re[i * n + j]!, h.im[i * n + j]!)),
  }
}

const scaleOf = ({ hamiltonian }: System): number => Math.max(largestEntry(hamiltonian), Number.MIN_VALUE)

/** The same phase above −π and up to π; within rounding of −π it is π. */
function principal(phase: number): number {
  const reduced = phase - 2 * Math.PI * Math.round(phase / (2 * Math.PI))
  return reduced <= -Math.PI * (1 - 1e-12) ? reduced + 2 * Math.PI : reduced
}

class Search {
  readonly permutation: number[] = []
  readonly phases: number[]
  steps = 0
  private readonly used: boolean[]
  private readonly order: number[]

  constructor(
    private readonly system: System,
    private readonly exchange: ExchangeTest,
    private readonly measure: Measure,
  ) {
    this.phases = new Array<number>(system.sites).fill(0)
    this.used = new Array<boolean>(system.sites).fill(false)
    this.order = connectedOrder(system, measure.coupled)
  }

  /** Gives the sites order[depth…] their images; true when all have one. */
  place(depth: number): boolean {
    if (depth === this.order.length) return true
    const site = this.order[depth]!
    for (const image of candidates(site, this.order.length)) {
      if (++this.steps > stepLimit) return false
      if (this.used[image] || !this.fits(site, image, depth)) continue
      this.used[image] = true
      if (this.place(depth + 1)) return true
      this.used[image] = false
    }
    return false
  }

  /** Whether site → image agrees with all sites placed before; sets the phase of site. */
  private fits(site: number, image: number, depth: number): boolean {
    if (!this.exchange.alike(site, image)) return false
    this.permutation[site] = image
    const placed = this.order.slice(0, depth)
    const neighbour = placed.find((i) => this.measure.coupled(i, site))
    this.phases[site] = neighbour === undefined ? 0 : this.phaseFrom(neighbour, site)
    return [...placed, site].every((i) => this.samePair(i, site))
  }

  /** d_site from H_{π(i)π(site)} = d_i d_site* H*_{i,site}. */
  private phaseFrom(i: number, site: number): number {
    return (
      this.phases[i]! -
      argument(this.system, this.permutation[i]!, this.permutation[site]!) -
      argument(this.system, i, site)
    )
  }

  private samePair(i: number, j: number): boolean {
    const { permutation } = this
    return (
      pairResidual(this.system, permutation, this.phases, i, j) <= this.measure.allowed(i, j) &&
      this.exchange.keepsPair(i, j, permutation[i]!, permutation[j]!)
    )
  }
}

/** Images to try for a site: itself first, so that the plainest symmetry is found. */
function candidates(site: number, sites: number): number[] {
  return [site, ...Array.from({ length: sites }, (_, i) => i).filter((i) => i !== site)]
}

/** The sites ordered so that each is coupled to one before it where it can be. */
function connectedOrder(system: System, coupled: (i: number, j: number) => boolean): number[] {
  const order: number[] = []
  const seen = new Set<number>()
  for (let root = 0; root < system.sites; root++) {
    const queue = seen.has(root) ? [] : [root]
    seen.add(root)
    for (const i of queue) {
      order.push(i)
      for (let j = 0; j < system.sites; j++)
        if (!seen.has(j) && coupled(i, j)) {
          seen.add(j)
          queue.push(j)
        }
    }
  }
  return order
}

function residual(system: System, permutation: readonly number[], phases: readonly number[]): number {
  let worst = 0
  for (let i = 0; i < system.sites; i++) {
    for (let j = 0; j < system.sites; j++) worst = Math.max(worst, pairResidual(system, permutation, phases, i, j))
  }
  return worst / scaleOf(system)
}

/** |H_{π(i)π(j)} − e^{i(φ_i−φ_j)} H*_ij|. */
function pairResidual(
  { hamiltonian: h, sites: n }: System,
  permutation: readonly number[],
  phases: readonly number[],
  i: number,
  j: number,
): number {
  const c = Math.cos(phases[i]! - phases[j]!)
  const s = Math.sin(phases[i]! - phases[j]!)
  const [x, y] = [h.re[i * n + j]!, -h.im[i * n + j]!]
  const image = permutation[i]! * n + permutation[j]!
  return Math.hypot(h.re[image]! - (c * x - s * y), h.im[image]! - (c * y + s * x))
}

function argument({ hamiltonian: h, sites: n }: System, i: number, j: number): number {
  return Math.atan2(h.im[i * n + j]!, h.re[i * n + j]!)
}
