/** A study after parsing: every number evaluated, every default filled in, shapes checked, not yet a model. */
import type { Complex } from '../results.js'

/** A study file as data, arithmetic evaluated and defaults filled in. */
export interface StudyConfig {
  readonly title?: string | undefined
  readonly system: SystemConfig
  /** The one gas and its interaction; absent where there are baths. */
  readonly gas?: GasConfig | undefined
  readonly interaction?: InteractionConfig | undefined
  /** Several gases that act on the same system. */
  readonly baths?: readonly BathConfig[] | undefined
  readonly scattering: ScatteringConfig
  readonly normalization: 'physical' | 'paper'
  /** Whether the collisional level shift, a part of (9), is added to H_S. */
  readonly levelShift?: boolean | undefined
  readonly sweep?: readonly SweepAxis[] | undefined
  /** The results that a sweep keeps of every point. */
  readonly record?: readonly string[] | undefined
  /** Relative error of the rates of a sweep. */
  readonly tolerance?: number | undefined
  /** Where an evolution starts. */
  readonly initial?: InitialConfig | undefined
  /** Optional parts of the results. */
  readonly report?: readonly ReportPart[] | undefined
}

/** A gas with its name and its own interaction. */
export interface BathConfig {
  readonly name: string
  readonly gas: GasConfig
  readonly interaction: InteractionConfig
}

/** Contacts, or one potential per site. */
export type InteractionConfig = { readonly contact: ContactConfig } | PotentialsConfig

/** On a line V_ι(q); in space V_ι(r) about one centre, outside a hard core. */
export interface PotentialsConfig {
  readonly potentials: readonly PotentialConfig[]
  readonly core?: number | undefined
}

/** A sum of terms; none for a site that does not scatter. A single term keeps its place in the study without a number. */
export type PotentialConfig = PotentialTerm | readonly PotentialTerm[]

interface ShapeConfig {
  readonly height: number
  readonly width: number
  readonly center?: number | undefined
}

/** Arguments as those of the constructors in the model. */
export type PotentialTerm =
  | { readonly gaussian: ShapeConfig }
  | { readonly poschlTeller: ShapeConfig }
  | { readonly exponential: ShapeConfig }
  | { readonly square: { readonly height: number; readonly from: number; readonly to: number } }
  | { readonly woodsSaxon: { readonly height: number; readonly radius: number; readonly diffuseness: number; readonly center?: number | undefined } }
  | { readonly delta: { readonly strength: number; readonly position?: number | undefined } }
  | { readonly tabulated: { readonly positions: readonly number[]; readonly values: readonly number[]; readonly ends?: 'negligible' | 'jump' | undefined } }
  | {
    readonly expression: string; readonly from: number; readonly to: number
    readonly breaks?: readonly number[] | undefined; readonly ends?: 'negligible' | 'jump' | undefined
  }

/** The gas of a study: in equilibrium, of two beams, or of any momentum density. */
export type GasConfig = ThermalGasConfig | DirectedGasConfig | StationaryGasConfig

/** A gas in equilibrium. */
export interface ThermalGasConfig {
  readonly dimension: 1 | 2 | 3
  readonly mass: number
  readonly density: number
  readonly beta: number
}

/** A gas on a line whose right- and left-movers have a density and a β of their own. */
export interface DirectedGasConfig {
  readonly dimension: 1
  readonly mass: number
  readonly right: { readonly density: number; readonly beta: number }
  readonly left: { readonly density: number; readonly beta: number }
}

/** A gas of any stationary momentum density. */
export interface StationaryGasConfig {
  readonly dimension: 1 | 2 | 3
  readonly mass: number
  readonly density: number
  readonly momentumDensity: MomentumDensityConfig
}

/** G(p) of the signed momentum on the line, of |p| elsewhere: an expression with its support, or samples. */
export type MomentumDensityConfig =
  | { readonly expression: string; readonly from: number; readonly to: number; readonly kinks?: readonly number[] | undefined }
  | { readonly momenta: readonly number[]; readonly values: readonly number[] }

/** What results have only when it is asked for. */
export type ReportPart = 'generator' | 'counting' | 'certificates'

/** The Hamiltonian of the system, in one of three ways. */
export type SystemConfig =
  | { readonly ring: { readonly sites: number; readonly tunneling: number; readonly flux: number; readonly onsite?: readonly number[] | undefined } }
  | { readonly hamiltonian: readonly (readonly Complex[])[] }
  | { readonly lattice: { readonly onsite: readonly number[]; readonly bonds: readonly { readonly from: number; readonly to: number; readonly amplitude: Complex }[] } }

/** Positions are numbers in one dimension, pairs or triples in two and three. */
export type ContactConfig =
  | { readonly strengths: readonly number[]; readonly positions?: readonly number[] | undefined }
  | { readonly scatteringLengths: readonly number[]; readonly positions?: readonly (readonly number[])[] | undefined }

/** How amplitudes are found: exactly, or by a Born series of some order. */
export type ScatteringConfig = { readonly method: 'exact' } | { readonly method: 'born' } | { readonly method: 'series'; readonly order: number }

/** ket and density in the site basis; gibbs is an inverse temperature. */
export type InitialConfig =
  | { readonly site: number }
  | { readonly level: number }
  | { readonly ket: readonly Complex[] }
  | { readonly density: readonly (readonly Complex[])[] }
  | { readonly gibbs: number }

/** One axis of a sweep: a path in the study, and its values one by one or as a range. */
export type SweepAxis =
  | { readonly set: string; readonly from: number; readonly to: number; readonly points: number; readonly scale: 'linear' | 'log' }
  | { readonly set: string; readonly values: readonly number[] }
