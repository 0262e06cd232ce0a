/** The parameters of a study by name and symbol, as axes, headings and small print call them. */
import { italic, sub, upright, type RichText } from './text.js'
import { unitOf, type Units } from './units.js'

/** A kind of parameter: where it stands in a study, its symbol, what it means, its unit. */
interface Parameter {
  readonly path: RegExp
  readonly symbol: (index: string) => RichText
  readonly meaning: string
  readonly unit?: (units: Units) => string | null
}

const energyTimesLength = ({ energy, length }: Units): string | null =>
  energy === undefined || length === undefined ? null : `${energy} ${length}`
const energy = (units: Units): string | null => unitOf(units, 'energy')
const length = (units: Units): string | null => unitOf(units, 'length')
const beta = (units: Units): string | null => unitOf(units, 'inverse energy')
const temperature = ({ temperature: unit }: Units): string | null => unit ?? null
const mass = ({ mass: unit }: Units): string | null => unit ?? null
const withIndex =
  (letter: string) =>
  (i: string): RichText => [italic(letter), sub(i)]

const parameters: readonly Parameter[] = [
  { path: /^system\.ring\.flux$/, symbol: () => [italic('φ')], meaning: 'flux through the ring, in quanta' },
  { path: /^system\.ring\.tunneling$/, symbol: () => [italic('τ')], meaning: 'tunneling amplitude', unit: energy },
  {
    path: /^system\.(?:ring|lattice)\.onsite\.(\d+)$/,
    symbol: (i) => [italic('H'), sub(`${i}${i}`)],
    meaning: 'energy of that site',
    unit: energy,
  },
  {
    path: /interaction\.contact\.strengths\.(\d+)$/,
    symbol: withIndex('V'),
    meaning: 'strength of the contact at that site',
    unit: energyTimesLength,
  },
  {
    path: /interaction\.contact\.scatteringLengths\.(\d+)$/,
    symbol: withIndex('a'),
    meaning: 'scattering length at that site',
    unit: length,
  },
  {
    path: /interaction\.contact\.positions\.(\d+)$/,
    symbol: withIndex('q'),
    meaning: 'position of that site',
    unit: length,
  },
]

/** Of a gas, of one among several, or of the movers of one direction. */
const ofGas = /^(?:gas|baths\.([^.]+)\.gas)(?:\.(right|left))?\.(beta|temperature|density|mass)$/
const gasParameters: Readonly<Record<string, Omit<Parameter, 'path' | 'symbol'> & { readonly letter: string }>> = {
  beta: { letter: 'β', meaning: 'inverse temperature', unit: beta },
  temperature: { letter: 'T', meaning: 'temperature', unit: temperature },
  density: { letter: 'ν', meaning: 'gas density' },
  mass: { letter: 'm', meaning: 'mass of the gas particles', unit: mass },
}

/** The symbol of a parameter, or its path in the study where it has none; `gases` are the names of several gases. */
export function parameterSymbol(path: string, gases: readonly string[] = []): RichText {
  const [, gas, direction, quantity] = ofGas.exec(path) ?? []
  if (quantity !== undefined) return gasSymbol(gasParameters[quantity]!.letter, direction ?? gasName(gas, gases))
  for (const { path: pattern, symbol } of parameters) {
    const match = pattern.exec(path)
    if (match) return symbol(match[1] ?? '')
  }
  return [upright(path)]
}

function gasSymbol(letter: string, name: string | undefined): RichText {
  return name === undefined ? [italic(letter)] : [italic(letter), sub(name)]
}

/** Several gases are named by their place in the study. */
function gasName(place: string | undefined, gases: readonly string[]): string | undefined {
  if (place === undefined) return undefined
  return /^\d+$/.test(place) ? (gases[Number(place)] ?? `gas ${place}`) : place
}

/** The symbol with its meaning and unit: `φ (flux through the ring, in quanta)`. */
export function parameterLabel(path: string, gases: readonly string[] = [], units?: Units): RichText {
  const meaning = meaningOf(path)?.meaning,
    unit = parameterUnit(path, units)
  const words = [...(meaning === undefined ? [] : [meaning]), ...(unit === null ? [] : [`in ${unit}`])].join(', ')
  return words === '' ? parameterSymbol(path, gases) : [...parameterSymbol(path, gases), upright(` (${words})`)]
}

/** The unit that its numbers have in a study with units; null where there is none. */
export function parameterUnit(path: string, units: Units | undefined): string | null {
  return units === undefined ? null : (meaningOf(path)?.unit?.(units) ?? null)
}

function meaningOf(path: string): Pick<Parameter, 'meaning' | 'unit'> | undefined {
  const quantity = ofGas.exec(path)?.[3]
  return quantity === undefined ? parameters.find(({ path: pattern }) => pattern.test(path)) : gasParameters[quantity]
}

/** Sites are counted from 0 in study files; figures that name one say so. */
export function namesSite(path: string): boolean {
  return /\.\d+$/.test(path) && parameterSymbol(path)[0]?.style === 'italic'
}
