/** The plan of a study, plain data. */
import type { Path } from '../problem/path.js'
import type { Study } from './study.js'

/** A number of the study that is swept. */
export interface PlannedParameter {
  /** Its path as results name it, written with dots: `interaction.contact.strengths.1`. */
  readonly name: string
  readonly path: Path
  /** One for each point of the axis. */
  readonly values: readonly number[]
}

/** Numbers that vary together. */
export interface PlannedAxis {
  readonly parameters: readonly PlannedParameter[]
  readonly points: number
}

/** What a study is to be solved at: the product of its axes; a single point without any. Plain data. */
export interface Plan {
  readonly study: Study
  readonly axes: readonly PlannedAxis[]
  readonly points: number
}
