import type { System } from '../../model/index.js'
import type { Layout } from './layout.js'
import type { Sides } from './matching.js'
import type { Profile } from './profile.js'
import type { DiscretizationSource } from './resolutions.js'
import type { ChannelProblem } from './sectorModes.js'
import type { Exterior } from './waves.js'

/** What a search for poles needs. */
export interface PoleTask {
  readonly system: System
  readonly problem: ChannelProblem
  readonly layout: Layout
  /** To where the potentials are said to end, tails that no wave on the real axis feels among them. */
  readonly whole: Layout
  readonly profile: () => Profile
  /** Over 𝓔₀, what no bound state lies below. */
  readonly depth: () => number
  /** Of the whole layout, or of a part of it. */
  readonly resolutionsOf: (layout: Layout) => DiscretizationSource
  /** Waves outside a layout. */
  readonly exteriorOf: (layout: Layout) => Exterior
  readonly sides: Sides
  /** Bound on the estimated error of a sector. */
  readonly tolerance: number
}
