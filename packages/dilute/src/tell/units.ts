/** The units of what is told, where a study names them; without them ħ = k_B = 1 and numbers stand alone. */
import { brief, superscript } from './numbers.js'

/** `1 nK/ħ is 130.92 per second`, where results say what a second is; else nothing. */
export function perSecondText(results: object): string | null {
  const { secondsPerTime } = results as { readonly secondsPerTime?: number }
  const unit = unitOf(unitsOf(results), 'rate')
  return secondsPerTime === undefined || unit === null ? null : `1 ${unit} is ${brief(1 / secondsPerTime)} per second.`
}

/** The units of a study; what it leaves out is in units of the others with ħ = k_B = 1. */
export interface Units {
  readonly energy?: string
  readonly length?: string
  readonly mass?: string
  readonly temperature?: string
  /** Of space, where it is known: densities are per length, area or volume. */
  readonly dimension?: number
}

/** What a number measures. */
export type Dimension =
  | 'energy'
  | 'inverse energy'
  | 'time'
  | 'rate'
  | 'heat current'
  | 'heat noise'
  | 'heat skewness'
  | 'length'
  | 'density'
  | 'cross section'

/** The units that stand in results, if any; with the dimension of space where that stands there too. */
export function unitsOf(results: object): Units | undefined {
  const { units, dimension } = results as { readonly units?: Units; readonly dimension?: number }
  return units === undefined || dimension === undefined ? units : { ...units, dimension }
}

/**
 * The unit of a dimension, `meV/ħ`; null for pure numbers and without units. Cross sections are lengths to the power d
 * − 1; densities have no unit where the dimension d of space is not known.
 */
export function unitOf(units: Units | undefined, dimension: Dimension, space = units?.dimension ?? 3): string | null {
  const { energy, length } = units ?? {}
  if (dimension === 'length') return length ?? null
  if (dimension === 'density') return length === undefined || !units?.dimension ? null : `1/${length}${power(space)}`
  if (dimension === 'cross section') return length === undefined || space === 1 ? null : `${length}${power(space - 1)}`
  return energy === undefined ? null : ofEnergy(energy, dimension)
}

/** Times are in ħ/energy, and k_B = 1. */
function ofEnergy(energy: string, dimension: Exclude<Dimension, 'length' | 'density' | 'cross section'>): string {
  const base = /^\p{L}+$/u.test(energy) ? energy : `(${energy})`
  const units = {
    energy,
    'inverse energy': `1/${energy}`,
    time: `ħ/${energy}`,
    rate: `${energy}/ħ`,
    'heat current': `${base}²/ħ`,
    'heat noise': `${base}³/ħ`,
    'heat skewness': `${base}⁴/ħ`,
  }
  return units[dimension]
}

/** The unit after a number: ` meV`, or nothing. */
export function after(units: Units | undefined, dimension: Dimension, space?: number): string {
  const unit = unitOf(units, dimension, space)
  return unit === null ? '' : ` ${unit}`
}

function power(n: number): string {
  return n === 1 ? '' : superscript(String(n))
}
