/** Units by name, and what is made of them: `meV nm`, `1/nm`, `cm^-3`. */
import {
  atomicMass,
  bohrRadius,
  boltzmann,
  electronMass,
  electronvolt,
  hartree,
  lightSpeed,
  planck,
  protonMass,
} from './constants.js'
import { kinds, type Powers } from './kinds.js'

/** A unit: its size in SI units, and powers of energy, length, mass and time. */
export interface Unit {
  readonly size: number
  readonly powers: Powers
}

const prefixes = {
  T: 1e12,
  G: 1e9,
  M: 1e6,
  k: 1e3,
  c: 1e-2,
  m: 1e-3,
  µ: 1e-6,
  u: 1e-6,
  n: 1e-9,
  p: 1e-12,
  f: 1e-15,
} as const

/** A unit and those with a prefix. */
function prefixed(
  name: string,
  size: number,
  which: readonly (keyof typeof prefixes)[],
): (readonly [string, number])[] {
  return [[name, size], ...which.map((prefix): [string, number] => [`${prefix}${name}`, size * prefixes[prefix]])]
}

/** Temperatures are energies, k_B T; frequencies h·ν and wave numbers h·c/λ too. */
const energies = [
  ...prefixed('J', 1, ['m', 'µ', 'u', 'n', 'p', 'f']),
  ...prefixed('eV', electronvolt, ['M', 'k', 'm', 'µ', 'u', 'n', 'p', 'f']),
  ...prefixed('K', boltzmann, ['k', 'm', 'µ', 'u', 'n', 'p']),
  ...prefixed('Hz', planck, ['T', 'G', 'M', 'k', 'm']),
  ['hartree', hartree],
  ['Eh', hartree],
  ['rydberg', hartree / 2],
  ['Ry', hartree / 2],
] as const
const lengths = [
  ...prefixed('m', 1, ['k', 'c', 'm', 'µ', 'u', 'n', 'p', 'f']),
  ['angstrom', 1e-10],
  ['Å', 1e-10],
  ['bohr', bohrRadius],
  ['a0', bohrRadius],
  ['a₀', bohrRadius],
] as const
const masses = [
  ['kg', 1],
  ['g', 1e-3],
  ['u', atomicMass],
  ['Da', atomicMass],
  ['amu', atomicMass],
  ['m_e', electronMass],
  ['me', electronMass],
  ['m_p', protonMass],
  ['mp', protonMass],
] as const
const times = prefixed('s', 1, ['m', 'µ', 'u', 'n', 'p', 'f'])

const named = new Map<string, Unit>([
  ...entriesOf(energies, kinds.energy.powers(1)),
  ...entriesOf(lengths, kinds.length.powers(1)),
  ...entriesOf(masses, kinds.mass.powers(1)),
  ...entriesOf(times, kinds.time.powers(1)),
])

function entriesOf(units: readonly (readonly [string, number])[], powers: Powers): (readonly [string, Unit])[] {
  return units.map(([name, size]) => [name, { size, powers }])
}

/** The names of units of an energy, a length, a mass or a time. */
export const unitNames: readonly string[] = [...named.keys()]

/** Wave numbers measure energies, where one is meant. */
const waveNumbers = new Map<string, Unit>(
  [
    ['cm^-1', 1e2],
    ['m^-1', 1],
  ].map(([name, perMetre]) => [
    name as string,
    { size: planck * lightSpeed * Number(perMetre), powers: kinds.energy.powers(1) },
  ]),
)

/** One way of writing each unit: `µm⁻²` as `µm^-2`. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/μ/g, 'µ')
    .replace(/Å/g, 'Å')
    .replace(/\belectron mass(es)?\b/g, 'm_e')
    .replace(/\bproton mass(es)?\b/g, 'm_p')
    .replace(
      /[⁻¹²³]+/g,
      (power) => `^${[...power].map((sign) => ({ '⁻': '-', '¹': '1', '²': '2', '³': '3' })[sign]).join('')}`,
    )
}

/** A unit of an energy as people write it, a wave number included. */
export function energyUnit(text: string): Unit | undefined {
  const written = plain(text)
  return waveNumbers.get(written.replace(/^1\/(c?m)$/, '$1^-1')) ?? unitOf(written)
}

const factor = /^(?<name>[^\s\d/^*·]+?[₀0]?)(?:\^\(?(?<power>-?\d)\)?)?$/u

/** A product of units and their powers, `/` before a single factor; undefined for what is none. */
export function unitOf(text: string): Unit | undefined {
  const words = plain(text)
    .replace(/\s*\/\s*/g, ' /')
    .split(/[\s·*]+/)
    .filter((word) => word !== '')
  const factors = words.map(factorOf)
  if (factors.length === 0 || !factors.every((one) => one !== undefined)) return undefined
  return {
    size: factors.reduce((product, { size }) => product * size, 1),
    powers: [0, 1, 2, 3].map((i) => factors.reduce((sum, { powers }) => sum + powers[i]!, 0)) as unknown as Powers,
  }
}

function factorOf(word: string): Unit | undefined {
  if (word === '1') return { size: 1, powers: [0, 0, 0, 0] }
  const divided = word.startsWith('/')
  const { name = '', power = '1' } = factor.exec(divided ? word.slice(1) : word)?.groups ?? {}
  const unit = named.get(name)
  const times = Number(power) * (divided ? -1 : 1)
  return unit && { size: unit.size ** times, powers: unit.powers.map((each) => each * times) as unknown as Powers }
}
