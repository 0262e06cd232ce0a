import { italic, sub, upright, type RichText } from '../drawing/richText.js'

const symbols: readonly (readonly [RegExp, (index: string) => RichText])[] = [
  [/^gas\.beta$/, () => [italic('β')]],
  [/^baths\.([^.]+)\.gas\.beta$/, (name) => [italic('β'), sub(name)]],
  [/^gas\.density$/, () => [italic('ν')]],
  [/^gas\.mass$/, () => [italic('m')]],
  [/^system\.ring\.flux$/, () => [italic('φ')]],
  [/^system\.ring\.tunneling$/, () => [italic('τ')]],
  [/^system\.(?:ring|lattice)\.onsite\.(\d+)$/, (i) => [italic('H'), sub(`${i}${i}`)]],
  [/^interaction\.contact\.strengths\.(\d+)$/, (i) => [italic('V'), sub(i)]],
  [/^interaction\.contact\.scatteringLengths\.(\d+)$/, (i) => [italic('a'), sub(i)]],
  [/^interaction\.contact\.positions\.(\d+)$/, (i) => [italic('q'), sub(i)]],
]

/** Of one among several gases, and of the movers of one direction. */
const ofOneGas = /^(?:baths\.(\d+)\.gas|gas\.(right|left))\.(beta|density|mass)$/
const gasSymbols: Readonly<Record<string, string>> = { beta: 'β', density: 'ν', mass: 'm' }

/** The symbol of a swept parameter, or its path in the study where it has none; `gases` are the names of several gases. */
export function parameterSymbol(path: string, gases: readonly string[] = []): RichText {
  const [, number, direction, quantity] = ofOneGas.exec(path) ?? []
  if (quantity !== undefined) return [italic(gasSymbols[quantity]!), sub(direction ?? gases[Number(number)] ?? `gas ${number}`)]
  for (const [pattern, symbol] of symbols) {
    const match = pattern.exec(path)
    if (match) return symbol(match[1] ?? '')
  }
  return [upright(path)]
}

/** The symbol with its meaning: `φ (flux through the ring, in quanta)`. */
export function parameterLabel(path: string, gases: readonly string[] = []): RichText {
  const word = words.find(([pattern]) => pattern.test(path))?.[1]
  return word === undefined ? parameterSymbol(path, gases) : [...parameterSymbol(path, gases), upright(` (${word})`)]
}

/** Sites are counted from 0 in study files; figures that name one say so. */
export function namesSite(path: string): boolean {
  return /\.\d+$/.test(path) && parameterSymbol(path)[0]?.style === 'italic'
}

const words: readonly (readonly [RegExp, string])[] = [
  [/^(gas|baths\.[^.]+\.gas)(\.right|\.left)?\.beta$/, 'inverse temperature'],
  [/^(gas|baths\.[^.]+\.gas)(\.right|\.left)?\.density$/, 'gas density'],
  [/^gas\.mass$/, 'mass of the gas particles'],
  [/^system\.ring\.flux$/, 'flux through the ring, in quanta'],
  [/^system\.ring\.tunneling$/, 'tunneling amplitude'],
  [/\.onsite\.\d+$/, 'energy of that site'],
  [/\.strengths\.\d+$/, 'strength of the contact at that site'],
  [/\.scatteringLengths\.\d+$/, 'scattering length at that site'],
  [/^interaction\.contact\.positions\.\d+$/, 'position of that site'],
]
