/** A study after parsing: every number evaluated, every default filled in, shapes checked, not yet a model. */
import type { Complex } from '../results.js'

export interface StudyConfig {
  readonly title?: string | undefined
  readonly system: SystemConfig
  readonly gas: { readonly dimension: 1 | 2 | 3; readonly mass: number; readonly density: number; readonly beta: number }
  readonly interaction: { readonly contact: ContactConfig }
  readonly scattering: ScatteringConfig
  readonly normalization: 'physical' | 'paper'
  /** Whether the collisional level shift, a part of (9), is added to H_S. */
  readonly levelShift?: boolean | undefined
  readonly sweep?: readonly SweepAxis[] | undefined
  /** Where an evolution starts. */
  readonly initial?: InitialConfig | undefined
  /** Optional parts of the results. */
  readonly report?: readonly ReportPart[] | undefined
}

export type ReportPart = 'generator' | 'counting'

export type SystemConfig =
  | { readonly ring: { readonly sites: number; readonly tunneling: number; readonly flux: number; readonly onsite?: readonly number[] | undefined } }
  | { readonly hamiltonian: readonly (readonly Complex[])[] }
  | { readonly lattice: { readonly onsite: readonly number[]; readonly bonds: readonly { readonly from: number; readonly to: number; readonly amplitude: Complex }[] } }

/** Positions are numbers in one dimension, pairs or triples in two and three. */
export type ContactConfig =
  | { readonly strengths: readonly number[]; readonly positions?: readonly number[] | undefined }
  | { readonly scatteringLengths: readonly number[]; readonly positions?: readonly (readonly number[])[] | undefined }

export type ScatteringConfig = { readonly method: 'exact' } | { readonly method: 'born' } | { readonly method: 'series'; readonly order: number }

/** ket and density in the site basis; gibbs is an inverse temperature. */
export type InitialConfig =
  | { readonly site: number }
  | { readonly level: number }
  | { readonly ket: readonly Complex[] }
  | { readonly density: readonly (readonly Complex[])[] }
  | { readonly gibbs: number }

export type SweepAxis =
  | { readonly set: string; readonly from: number; readonly to: number; readonly points: number; readonly scale: 'linear' | 'log' }
  | { readonly set: string; readonly values: readonly number[] }
