/** The numbers of a study that a slider can turn: found in its configuration, each with a range that makes sense. */
import type { StudyConfig } from 'dilute/study'
import type { Tree } from '../engine/protocol.js'
import { valueAt } from './tree.js'

export interface Knob {
  readonly path: string
  readonly group: string
  /** Its symbol with its index, as in V₁, and what it is in words. */
  readonly symbol: string
  readonly name: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
}

interface Rule extends Pick<Knob, 'symbol' | 'name' | 'min' | 'max' | 'scale'> {
  readonly pattern: RegExp
}

const linear = (pattern: RegExp, symbol: string, name: string, min: number, max: number): Rule => ({
  pattern,
  symbol,
  name,
  min,
  max,
  scale: 'linear',
})
const log = (pattern: RegExp, symbol: string, name: string, min: number, max: number): Rule => ({
  pattern,
  symbol,
  name,
  min,
  max,
  scale: 'log',
})

const rules: readonly Rule[] = [
  linear(/^system\.ring\.flux$/, 'φ', 'flux through the ring, in quanta', -1, 1),
  linear(/^system\.ring\.tunneling$/, 'τ', 'tunnelling between neighbours', -1.5, 1.5),
  linear(/^system\.(?:ring|lattice)\.onsite\.(\d+)$/, 'ε', 'energy of site', -1, 1),
  log(/gas\.(?:\w+\.)?beta$/, 'β', 'inverse temperature', 0.05, 50),
  log(/gas\.temperature$/, 'T', 'temperature of the gas', 0.05, 50),
  log(/gas\.mass$/, 'm', 'mass of a gas particle', 0.1, 10),
  log(/gas\.(?:\w+\.)?density$/, 'ν', 'density of the gas', 0.001, 10),
  linear(/contact\.strengths\.(\d+)$/, 'V', 'coupling of site', -3, 3),
  linear(/contact\.scatteringLengths\.(\d+)$/, 'a', 'scattering length of site', 0.05, 3),
  linear(/contact\.positions\.(\d+)$/, 'q', 'position of site', -3, 3),
  linear(/contact\.positions\.(\d+)\.0$/, 'x', 'position along x of site', -3, 3),
  linear(/contact\.positions\.(\d+)\.1$/, 'y', 'position along y of site', -3, 3),
  linear(/contact\.positions\.(\d+)\.2$/, 'z', 'position along z of site', -3, 3),
  linear(/potentials\.(\d+)\.(?:\d+\.)?\w+\.height$/, 'V', 'height of the potential of site', -3, 3),
  linear(/potentials\.(\d+)\.(?:\d+\.)?\w+\.strength$/, 'V', 'strength of the potential of site', -3, 3),
  log(/potentials\.(\d+)\.(?:\d+\.)?\w+\.width$/, 'w', 'width of the potential of site', 0.1, 2),
  linear(/potentials\.(\d+)\.(?:\d+\.)?\w+\.(?:center|position)$/, 'q', 'centre of the potential of site', -2, 2),
]

/** Of systems with many sites the study's text is the better place. */
const most = 60

export function knobsOf(config: StudyConfig, tree: Tree): readonly Knob[] {
  const numbers = [...leaves(completed(config), []), ...temperatures(tree)]
  return numbers
    .filter(({ path, value }) => isTurnable(tree, path, value))
    .flatMap(({ path, value }) => knobAt(config, path, value))
    .slice(0, most)
}

interface Leaf {
  readonly path: readonly string[]
  readonly value: number
}

/** Where a study has units, a number is turned only where it stands in the text as it is reckoned with. */
function isTurnable(tree: Tree, path: readonly string[], value: number): boolean {
  const written = valueAt(tree, path)
  if (path.at(-1) === 'beta' && valueAt(tree, [...path.slice(0, -1), 'temperature']) !== undefined) return false
  return tree['units'] === undefined
    ? typeof written !== 'string' || !isQuantity.test(written)
    : written === undefined
      ? value === 0
      : Number(written) === value
}

/** A number with its unit, as in 4 K. */
const isQuantity = /^[-+.\de]+\s*[^\d\s.+*/^()eE-]/

/** Of gases that say it in place of β. */
function temperatures({ gas, baths }: Tree): Leaf[] {
  const places = [
    { path: ['gas'], its: gas },
    ...(Array.isArray(baths) ? baths : []).map((bath: { gas?: unknown }, b) => ({
      path: ['baths', String(b), 'gas'],
      its: bath.gas,
    })),
  ]
  return places.flatMap(({ path, its }) => {
    const value = valueAt(its, ['temperature'])
    return typeof value === 'number' ? [{ path: [...path, 'temperature'], value }] : []
  })
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

function knobAt(config: StudyConfig, path: readonly string[], value: number): Knob[] {
  const written = path.join('.')
  const rule = rules.find(({ pattern }) => pattern.test(written))
  if (rule === undefined) return []
  const index = rule.pattern.exec(written)?.[1]
  const { symbol, name, min, max, scale } = rule
  return [
    {
      path: written,
      group: groupOf(config, path),
      symbol: symbol + (index === undefined ? directionOf(path) : subscript(index)),
      name: index === undefined ? name : `${name} ${index}`,
      value,
      scale,
      min: Math.min(min, value),
      max: Math.max(max, value),
    },
  ]
}

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
