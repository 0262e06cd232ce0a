import { InvalidModel, requireFinite, requireNonNegative } from '../invalidModel.js'
import type { Interval, Potential } from './potential.js'

/**
 * d = 1: Σ_ι V_ι(q)|ι⟩⟨ι|, (29); a gas particle sees the system through the potential of the site the system is at.
 * Immutable.
 */
export interface PotentialInteraction {
  readonly dimension: 1
  /** V_ι, one per site. */
  readonly potentials: readonly Potential[]
}

/** d = 3: Σ_ι V_ι(r)|ι⟩⟨ι|, all sites at one centre. Immutable. */
export interface CentralInteraction {
  readonly dimension: 3
  /** V_ι(r), one per site, on r > core alone. */
  readonly potentials: readonly Potential[]
  /** Radius of an impenetrable core, where every wave vanishes; zero is none. */
  readonly core: number
}

/** Potentials on a line. Throws InvalidModel for none, or for one without a finite support. */
export function potentialInteraction(potentials: readonly Potential[]): PotentialInteraction {
  checkPotentials(potentials)
  return Object.freeze({ dimension: 1, potentials: [...potentials] })
}

/**
 * Potentials V_ι(r) about one centre in space; what they are at r < core is left out.
 * @throws InvalidModel as `potentialInteraction`, for a negative core, and for a delta at or inside it.
 */
export function centralInteraction({
  potentials,
  core = 0,
}: {
  readonly potentials: readonly Potential[]
  readonly core?: number | undefined
}): CentralInteraction {
  requireNonNegative('core', core)
  checkPotentials(potentials)
  potentials.forEach(({ deltas }, i) => {
    for (const { position } of deltas) {
      if (position <= core)
        throw new InvalidModel(`potentials[${i}]`, `shells of radius above ${core}`, `a shell of radius ${position}`)
    }
  })
  return Object.freeze({ dimension: 3, potentials: potentials.map((potential) => outside(potential, core)), core })
}

function outside(potential: Potential, core: number): Potential {
  const support = potential.support
    .map(([from, to]): Interval => [Math.max(from, core), to])
    .filter(([from, to]) => to > from)
  return Object.freeze({ ...potential, support, breaks: potential.breaks.filter((r) => r > core) })
}

function checkPotentials(potentials: readonly Potential[]): void {
  if (potentials.length === 0) throw new InvalidModel('potentials', 'at least one, one per site', 'none')
  potentials.forEach(({ support }, i) => {
    for (const end of support.flat()) requireFinite(`potentials[${i}].support`, end)
  })
}
