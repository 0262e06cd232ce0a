/** The parameters of a study by name and symbol, as axes, headings and small print call them. */
import { typographicBrief } from './numbers.js'
import { gasLabel } from './symbols.js'
import { italic, sub, upright, type RichText } from './text.js'
import { unitOf, type Units } from './units.js'

/** A kind of parameter: where it stands in a study, its letter and what is lowered, what it means, its unit. */
interface Parameter {
  readonly path: RegExp
  readonly letter: string
  readonly index?: (site: string) => string
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
const density = (units: Units): string | null => unitOf(units, 'density')
const itsSite = (i: string): string => i

const parameters: readonly Parameter[] = [
  { path: /^system\.ring\.flux$/, letter: 'φ', meaning: 'flux through the ring, in quanta' },
  { path: /^system\.ring\.tunneling$/, letter: 'τ', meaning: 'tunneling amplitude', unit: energy },
  {
    path: /^system\.(?:ring|lattice)\.onsite\.(\d+)$/,
    letter: 'H',
    index: (i) => `${i}${i}`,
    meaning: 'energy of that site',
    unit: energy,
  },
  {
    path: /interaction\.contact\.strengths\.(\d+)$/,
    letter: 'V',
    index: itsSite,
    meaning: 'strength of the contact at that site',
    unit: energyTimesLength,
  },
  {
    path: /interaction\.contact\.scatteringLengths\.(\d+)$/,
    letter: 'a',
    index: itsSite,
    meaning: 'scattering length at that site',
    unit: length,
  },
  {
    path: /interaction\.contact\.positions\.(\d+)$/,
    letter: 'q',
    index: itsSite,
    meaning: 'position of that site',
    unit: length,
  },
]

/** Of a gas, of one among several, or of the movers of one direction. */
const ofGas = /^(?:gas|baths\.[^.]+\.gas)(?:\.(right|left))?\.(beta|temperature|density|mass)$/
const gasParameters: Readonly<Record<string, Omit<Parameter, 'path'>>> = {
  beta: { letter: 'β', meaning: 'inverse temperature', unit: beta },
  temperature: { letter: 'T', meaning: 'temperature', unit: temperature },
  density: { letter: 'ν', meaning: 'gas density', unit: density },
  mass: { letter: 'm', meaning: 'mass of the gas particles', unit: mass },
}

/** The symbol of a parameter, or its path in the study where it has none; `gases` are the names of several gases. */
export function parameterSymbol(path: string, gases: readonly string[] = []): RichText {
  const [, direction, quantity] = ofGas.exec(path) ?? []
  const gas = gasName(path, gases)
  if (quantity !== undefined) return lowered(gasParameters[quantity]!.letter, [direction, gas])
  const found = parameters.find(({ path: pattern }) => pattern.test(path))
  if (found === undefined) return [upright(path)]
  const [, site = ''] = found.path.exec(path)!
  return lowered(found.letter, [found.index?.(site), gas])
}

/** `V₁,cold`: what is lowered says which of several it is. */
function lowered(letter: string, which: readonly (string | undefined)[]): RichText {
  const told = which.filter((one) => one !== undefined)
  return told.length === 0 ? [italic(letter)] : [italic(letter), sub(told.join(',\u00a0'))]
}

/** The name of the gas among several that a path belongs to, which has it by its name or its place in the study. */
function gasName(path: string, gases: readonly string[]): string | undefined {
  const [, place] = /^baths\.([^.]+)\./.exec(path) ?? []
  if (place === undefined) return undefined
  return gasLabel(/^\d+$/.test(place) ? (gases[Number(place)] ?? `gas ${place}`) : place)
}

/** The symbol with its meaning and unit: `φ (flux through the ring, in quanta)`. */
export function parameterLabel(path: string, gases: readonly string[] = [], units?: Units): RichText {
  const meaning = meaningOf(path)?.meaning,
    unit = parameterUnit(path, units)
  const words = [...(meaning === undefined ? [] : [meaning]), ...(unit === null ? [] : [`in ${unit}`])].join(', ')
  return words === '' ? parameterSymbol(path, gases) : [...parameterSymbol(path, gases), upright(` (${words})`)]
}

/** `φ = 0.25`, with its unit. */
export function parameterSetting(path: string, value: number, gases: readonly string[] = [], units?: Units): RichText {
  return [...parameterSymbol(path, gases), upright(`\u00a0=\u00a0${parameterValue(path, value, units)}`)]
}

/** `φ from 0 to 0.25`. */
export function parameterRange(
  path: string,
  [from, to]: readonly [number, number],
  gases: readonly string[] = [],
  units?: Units,
): RichText {
  const words = ` from ${typographicBrief(from)} to ${parameterValue(path, to, units)}`
  return [...parameterSymbol(path, gases), upright(words)]
}

/** A value that was chosen for it, with its unit. */
export function parameterValue(path: string, value: number, units?: Units): string {
  const unit = parameterUnit(path, units)
  return `${typographicBrief(value)}${unit === null ? '' : `\u00a0${unit}`}`
}

/** The unit that its numbers have in a study with units; null where there is none. */
export function parameterUnit(path: string, units: Units | undefined): string | null {
  return units === undefined ? null : (meaningOf(path)?.unit?.(units) ?? null)
}

function meaningOf(path: string): Pick<Parameter, 'meaning' | 'unit'> | undefined {
  const quantity = ofGas.exec(path)?.[2]
  return quantity === undefined ? parameters.find(({ path: pattern }) => pattern.test(path)) : gasParameters[quantity]
}

/** Sites are counted from 0 in study files; figures that name one say so. */
export function namesSite(path: string): boolean {
  return /\.\d+$/.test(path) && parameterSymbol(path)[0]?.style === 'italic'
}
