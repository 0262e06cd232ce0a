/**
 * The numbers of a study that a hand can change: found in its configuration, those that a slider can turn with a range
 * that makes sense.
 */
import type { StudyConfig } from 'dilute/study'
import type { Tree } from '../engine/protocol.js'
import { valueAt } from './tree.js'
import { unitFor, type Measure } from './units.js'

/** A number of the study, wherever it stands. */
interface Parameter {
  readonly path: string
  readonly group: string
  /** Its symbol with its index, as in V₁, and what it is in words. */
  readonly symbol: string
  readonly name: string
  /** Of a bare number; empty where the study names none. */
  readonly unit: string
}

/** One that a slider can turn. */
export interface Knob extends Parameter {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
}

/** One that is typed, since a study with units writes it as a quantity, or reckons with another number than it says. */
export interface Quantity extends Parameter {
  readonly text: string
}

export const isKnob = (one: Knob | Quantity): one is Knob => 'value' in one

interface Rule extends Pick<Knob, 'symbol' | 'name' | 'min' | 'max' | 'scale'> {
  readonly pattern: RegExp
  readonly measure: Measure
}

type Row = readonly [pattern: RegExp, symbol: string, name: string, measure: Measure, min: number, max: number]

const ruleOf =
  (scale: 'linear' | 'log') =>
  ([pattern, symbol, name, measure, min, max]: Row): Rule => ({ pattern, symbol, name, measure, min, max, scale })

const linear: readonly Row[] = [
  [/^system\.ring\.flux$/, 'φ', 'flux through the ring, in quanta', 'number', -1, 1],
  [/^system\.ring\.tunneling$/, 'τ', 'tunnelling between neighbours', 'energy', -1.5, 1.5],
  [/^system\.(?:ring|lattice)\.onsite\.(\d+)$/, 'ε', 'energy of site', 'energy', -1, 1],
  [/contact\.strengths\.(\d+)$/, 'V', 'coupling of site', 'strength', -3, 3],
  [/contact\.scatteringLengths\.(\d+)$/, 'a', 'scattering length of site', 'length', 0.05, 3],
  [/contact\.positions\.(\d+)$/, 'q', 'position of site', 'length', -3, 3],
  [/contact\.positions\.(\d+)\.0$/, 'x', 'position along x of site', 'length', -3, 3],
  [/contact\.positions\.(\d+)\.1$/, 'y', 'position along y of site', 'length', -3, 3],
  [/contact\.positions\.(\d+)\.2$/, 'z', 'position along z of site', 'length', -3, 3],
  [/potentials\.(\d+)\.(?:\d+\.)?\w+\.height$/, 'V', 'height of the potential of site', 'energy', -3, 3],
  [/potentials\.(\d+)\.(?:\d+\.)?\w+\.strength$/, 'V', 'strength of the potential of site', 'strength', -3, 3],
  [/potentials\.(\d+)\.(?:\d+\.)?\w+\.(?:center|position)$/, 'q', 'centre of the potential of site', 'length', -2, 2],
]
const log: readonly Row[] = [
  [/gas\.(?:\w+\.)?beta$/, 'β', 'inverse temperature', 'inverse energy', 0.05, 50],
  [/gas\.(?:\w+\.)?temperature$/, 'T', 'temperature of the gas', 'temperature', 0.05, 50],
  [/gas\.mass$/, 'm', 'mass of a gas particle', 'mass', 0.1, 10],
  [/gas\.(?:\w+\.)?density$/, 'ν', 'density of the gas', 'density', 0.001, 10],
  [/potentials\.(\d+)\.(?:\d+\.)?\w+\.width$/, 'w', 'width of the potential of site', 'length', 0.1, 2],
]
const rules: readonly Rule[] = [...linear.map(ruleOf('linear')), ...log.map(ruleOf('log'))]

/** Of systems with many sites the study's text is the better place. */
const most = 60

/** The numbers of a study and of its text, which say the same. */
export function parametersOf(config: StudyConfig, tree: Tree): readonly (Knob | Quantity)[] {
  return [...leaves(completed(config), [])]
    .flatMap((leaf) => parameterAt(config, tree, asWritten(leaf, tree)))
    .slice(0, most)
}

interface Leaf {
  readonly path: readonly string[]
  readonly value: number
}

/** β where the text says β, the temperature where it says that. */
function asWritten({ path, value }: Leaf, tree: Tree): Leaf {
  const said = [...path.slice(0, -1), 'temperature']
  const written = path.at(-1) === 'beta' ? valueAt(tree, said) : undefined
  if (written === undefined) return { path, value }
  return { path: said, value: tree['units'] === undefined ? 1 / value : Number(written) }
}

/** Where a study has units, a number is turned only where it stands in the text as it is reckoned with. */
function isTurnable(tree: Tree, { path, value }: Leaf): boolean {
  const written = valueAt(tree, path)
  if (tree['units'] === undefined) return true
  return written === undefined ? value === 0 : Number(written) === value
}

/** With positions written out where they are left to be zero. */
function completed(config: StudyConfig): unknown {
  const filled = (interaction: StudyConfig['interaction']): unknown => {
    if (interaction === undefined || !('contact' in interaction) || !('strengths' in interaction.contact))
      return interaction
    const { strengths, positions = strengths.map(() => 0) } = interaction.contact
    return { contact: { strengths, positions } }
  }
  const { system, gas, interaction, baths } = config
  return {
    system,
    gas,
    interaction: filled(interaction),
    baths: baths?.map((bath) => ({ ...bath, interaction: filled(bath.interaction) })),
  }
}

function* leaves(value: unknown, path: readonly string[]): Generator<Leaf> {
  if (typeof value === 'number') yield { path, value }
  else if (typeof value === 'object' && value !== null)
    for (const [key, entry] of Object.entries(value)) yield* leaves(entry, [...path, key])
}

function parameterAt(config: StudyConfig, tree: Tree, leaf: Leaf): (Knob | Quantity)[] {
  const path = leaf.path.join('.')
  const rule = rules.find(({ pattern }) => pattern.test(path))
  const written = valueAt(tree, leaf.path)
  if (rule === undefined) return []
  const parameter = parameterOf(config, leaf, rule)
  if (isTurnable(tree, leaf)) return [{ ...parameter, ...rangeOf(rule, leaf.value) }]
  return typeof written === 'string' || typeof written === 'number' ? [quantityOf(parameter, written)] : []
}

function parameterOf(config: StudyConfig, { path }: Leaf, { pattern, symbol, name, measure }: Rule): Parameter {
  const written = path.join('.')
  const index = pattern.exec(written)?.[1]
  return {
    path: written,
    group: groupOf(config, path),
    symbol: symbol + (index === undefined ? directionOf(path) : subscript(index)),
    name: index === undefined ? name : `${name} ${index}`,
    unit: unitFor(config.units, measure, dimensionOf(config, path)),
  }
}

const rangeOf = ({ min, max, scale }: Rule, value: number): Pick<Knob, 'value' | 'min' | 'max' | 'scale'> => ({
  value,
  scale,
  min: Math.min(min, value),
  max: Math.max(max, value),
})

/** A quantity says its own unit, a bare number has that of the study. */
const quantityOf = (parameter: Parameter, written: string | number): Quantity => ({
  ...parameter,
  text: String(written),
  unit: Number.isFinite(Number(written)) ? parameter.unit : '',
})

const dimensionOf = ({ gas, baths }: StudyConfig, [head, index]: readonly string[]): number | undefined =>
  (head === 'baths' ? baths?.[Number(index)]?.gas : gas)?.dimension

/** Of beams. */
const directionOf = (path: readonly string[]): string =>
  path.includes('right') ? '→' : path.includes('left') ? '←' : ''

function groupOf({ baths }: StudyConfig, [head, index, part]: readonly string[]): string {
  if (head === 'baths') return `${baths![Number(index)]!.name}: ${part === 'gas' ? 'gas' : 'interaction'}`
  return head === 'system' ? 'System' : head === 'gas' ? 'Gas' : 'Interaction'
}

/** A whole number in small digits below the line. */
export const subscript = (digits: number | string): string =>
  [...String(digits)].map((digit) => String.fromCharCode(0x2080 + Number(digit))).join('')
