/** The units of a study. Inside, ħ = k_B = 1, and energies and lengths are those that the study names. */
import { hbar } from './constants.js'
import { kinds, samePowers, wordsOf, type UnitKind } from './kinds.js'
import { suggestion } from '../problem/suggestion.js'
import { energyUnit, unitNames, unitOf, type Unit } from './unit.js'

/** The units that a study names for its bare numbers, as it writes them. */
export interface Units {
  readonly energy: string
  readonly length: string
  /** ħ²/(energy·length²) unless named. */
  readonly mass?: string | undefined
  /** That of energies unless named. */
  readonly temperature?: string | undefined
}

/** What one unit of a study's numbers is. */
export interface Scales {
  /** Of its masses in ħ²/(energy·length²). */
  readonly mass: number
  /** Of its temperatures in its energies. */
  readonly temperature: number
  /** Of its times, ħ/energy, in seconds; absent where no units are named. */
  readonly second?: number
}

interface Sizes {
  readonly energy: number
  readonly length: number
  readonly mass: number
  readonly temperature: number
}

/** In SI units. */
function sizesOf({ energy, length, mass, temperature }: Units): Sizes {
  const [energySize, lengthSize] = [energyUnit(energy)!.size, unitOf(length)!.size]
  return {
    energy: energySize,
    length: lengthSize,
    mass: mass === undefined ? hbar ** 2 / (energySize * lengthSize ** 2) : unitOf(mass)!.size,
    temperature: temperature === undefined ? energySize : energyUnit(temperature)!.size,
  }
}

/** The scales of a study's numbers; 1 without units. */
export function scalesOf(units: Units | undefined): Scales {
  if (units === undefined) return { mass: 1, temperature: 1 }
  const { energy, length, mass, temperature } = sizesOf(units)
  return {
    mass: units.mass === undefined ? 1 : (mass * energy * length ** 2) / hbar ** 2,
    temperature: temperature / energy,
    second: hbar / energy,
  }
}

/**
 * A number with a unit as it is written, `4 K`; undefined for what is no such thing, a number or arithmetic for
 * example.
 */
export function quantityOf(text: string): { readonly number: string; readonly unit: string } | undefined {
  const { number, unit } = /^\s*(?<number>.*?[\w.)])\s+(?<unit>(?:1\s*)?\/?\s*[\p{L}].*?)\s*$/u.exec(text)?.groups ?? {}
  return number === undefined || unit === undefined || arithmetic.test(unit) ? undefined : { number, unit }
}

/** What begins like this goes on with arithmetic. */
const arithmetic = /^(1\s*)?\/?\s*(pi|e|i|sqrt|exp|log|sin|cos|tan|abs)\b/

export type Factor = { readonly factor: number } | { readonly expected: string; readonly found: string }

/** What a number in a unit is to be multiplied by to be a bare number of the study. */
export function factorTo(
  units: Units | undefined,
  kind: Exclude<UnitKind, 'swept'>,
  unit: string,
  dimension: number,
): Factor {
  const { words, example, powers } = kinds[kind]
  const expected = `${words}, such as "${example}"`
  const isEnergy = kind === 'energy' || kind === 'temperature'
  const meant = isEnergy ? energyUnit(unit) : unitOf(unit)
  if (meant === undefined) return { expected, found: `the unknown unit ${unit}${suggestion(unit, unitNames)}` }
  if (units === undefined)
    return {
      expected: 'a number without a unit, since the study names none (units: { energy: meV, length: nm } for example)',
      found: unit,
    }
  const size = sizeFor(sizesOf(units), kind, meant, powers(dimension))
  return size === undefined ? { expected, found: wordsOf(meant.powers) } : { factor: meant.size / size }
}

/**
 * The size of the study's own unit for this kind, where the unit that is meant measures the same; times may be those of
 * ħ/energy.
 */
function sizeFor(
  sizes: Sizes,
  kind: Exclude<UnitKind, 'swept'>,
  { powers }: Unit,
  wanted: Unit['powers'],
): number | undefined {
  if (kind === 'time' && samePowers(powers, [-1, 0, 0, 0])) return 1 / sizes.energy
  if (!samePowers(powers, wanted)) return undefined
  if (kind === 'temperature') return sizes.temperature
  const [energy, length, mass, time] = wanted
  return sizes.energy ** energy * sizes.length ** length * sizes.mass ** mass * (hbar / sizes.energy) ** time
}
