import type { System } from '../../model/index.js'
import { discretize, type Discretization } from './discretization.js'
import type { Layout } from './layout.js'
import type { Profile } from './profile.js'
import type { ChannelProblem } from './sectorModes.js'

/** Phase kL/2 over the whole layout that the lowest resolution carries. */
const firstPhase = 28
/** Each further resolution carries this many times the kinetic energy. */
const growth = 4

/** Discretisations by E − 𝓔₀. */
export interface DiscretizationSource {
  at(energy: number): Discretization
}

/** Made when first asked for and kept. */
export class Resolutions implements DiscretizationSource {
  private readonly made: Discretization[] = []
  private readonly first: number

  /**
   * `profile`: that of the whole layout; `layoutUpTo`: the parts of the layout that waves up to a kinetic energy get
   * to; all of them unless given.
   */
  constructor(
    private readonly system: System,
    private readonly problem: ChannelProblem,
    layout: Layout,
    private readonly profile: () => Profile,
    private readonly tolerance: number,
    private readonly layoutUpTo: (kinetic: number) => Layout = () => layout,
  ) {
    const length = layout.to - layout.from
    const spread = system.levels.at(-1)! - system.levels[0]!
    this.first = length > 0 ? Math.max(spread, (2 * firstPhase) ** 2 / length ** 2 / (2 * problem.mass)) : Infinity
  }

  /** The one for E − 𝓔₀ = `energy`. */
  at(energy: number): Discretization {
    const index = energy <= this.first ? 0 : Math.ceil(Math.log(energy / this.first) / Math.log(growth))
    const reach = this.first === Infinity ? 0 : this.first * growth ** index
    const { system, problem, tolerance } = this
    return (this.made[index] ??= discretize({
      system,
      problem,
      layout: this.layoutUpTo(reach),
      profile: this.profile(),
      tolerance,
      reach,
    }))
  }
}
