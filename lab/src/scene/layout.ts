/**
 * Where things stand in the scene: sites of the ring, their feet in the gas, bonds and flux. Pixels of a drawing of 480
 * × 360.
 */
import type { StudyConfig } from 'dilute/study'
import { subscript } from '../state/knobs.js'
import { shown } from '../plot/words.js'
import { rounded } from './drag.js'

export const width = 480
export const height = 360
/** The line of the gas. */
export const axisY = 300
const centerX = width / 2
const ringRadius = 84

export interface Site {
  readonly index: number
  /** Where it is drawn, and the point of the gas where it scatters. */
  readonly x: number
  readonly y: number
  readonly footX: number
  readonly footY: number
  /** Strength on the line, scattering length elsewhere, or the height of a potential; null where no number says it. */
  readonly amount: number | null
  /** V of strengths and potentials, a of scattering lengths. */
  readonly symbol: 'V' | 'a'
  /** What that is, in words. */
  readonly kind: string
  /** The amount as the size of a dot. */
  readonly strength: number
  readonly strengthPath: string | null
  readonly position: readonly number[]
  readonly positionPaths: readonly string[]
}

export interface SceneLayout {
  readonly dimension: 1 | 2 | 3
  readonly sites: readonly Site[]
  readonly bonds: readonly { readonly from: number; readonly to: number; readonly size: number }[]
  /** Flux quanta through a ring; null for other systems. */
  readonly flux: number | null
  /** Pixels a unit of length. */
  readonly unit: number
}

type Interaction = NonNullable<StudyConfig['interaction']>
type Placed = Omit<Site, 'index' | 'x' | 'y' | 'footX' | 'footY'>

export function sceneLayout(config: StudyConfig, gas: number): SceneLayout {
  const bath = config.baths?.[gas]
  const { dimension } = (bath?.gas ?? config.gas)!
  const placed = placedSites(
    bath?.interaction ?? config.interaction!,
    dimension,
    bath === undefined ? 'interaction' : `baths.${gas}.interaction`,
  )
  const reach = Math.max(1, ...placed.flatMap(({ position }) => position.map(Math.abs)))
  const unit = Math.min(70, 150 / reach)
  const sites = placed.map((one, index) => siteAt(one, index, placed, dimension, unit))
  return {
    dimension,
    sites,
    bonds: bondsOf(config),
    flux: 'ring' in config.system ? config.system.ring.flux : null,
    unit,
  }
}

function placedSites(interaction: Interaction, dimension: number, path: string): Placed[] {
  if ('potentials' in interaction)
    return interaction.potentials.map((potential, i) => placedPotential(potential, `${path}.potentials.${i}`))
  const { contact } = interaction
  const { key, amounts, symbol, kind } =
    'strengths' in contact
      ? ({ key: 'strengths', amounts: contact.strengths, symbol: 'V', kind: 'strength' } as const)
      : ({
          key: 'scatteringLengths',
          amounts: contact.scatteringLengths,
          symbol: 'a',
          kind: 'scattering length',
        } as const)
  return amounts.map((amount, i) => {
    const given = contact.positions?.[i] ?? (dimension === 1 ? 0 : Array<number>(dimension).fill(0))
    const position = typeof given === 'number' ? [given] : [...given]
    const place = `${path}.contact.positions.${i}`
    return {
      ...{ amount, symbol, kind, strength: amount },
      strengthPath: `${path}.contact.${key}.${i}`,
      position,
      positionPaths: position.length === 1 && dimension === 1 ? [place] : position.map((_, axis) => `${place}.${axis}`),
    }
  })
}

type PotentialConfig = Extract<Interaction, { potentials: unknown }>['potentials'][number]

type Term = readonly [kind: string, numbers: Readonly<Record<string, unknown>>]

/** A potential of one term by the height or the strength of that; of another form or of several terms by none. */
function placedPotential(potential: PotentialConfig, path: string): Placed {
  const terms: readonly object[] = [potential].flat()
  const [kind, numbers] = termOf(terms[0])
  const numberAt = (keys: readonly string[]): [key: string, value: number] | undefined =>
    keys.flatMap((key): [string, number][] => (typeof numbers[key] === 'number' ? [[key, numbers[key]]] : []))[0]
  const below = Array.isArray(potential) ? `${path}.0.${kind}` : `${path}.${kind}`
  const [height, center] = terms.length > 1 ? [] : [numberAt(['height', 'strength']), numberAt(['center', 'position'])]
  const amount = terms.length === 0 ? 0 : (height?.[1] ?? null)
  return {
    ...{ amount, symbol: 'V', strength: amount ?? 1 },
    kind: height === undefined ? 'potential' : `${height[0]} of the potential`,
    strengthPath: height === undefined ? null : `${below}.${height[0]}`,
    position: [center?.[1] ?? 0],
    positionPaths: center === undefined ? [] : [`${below}.${center[0]}`],
  }
}

/** `{ gaussian: { height, width } }`; an expression has no numbers of its own. */
function termOf(term: object | undefined): Term {
  const [kind = '', numbers] = (Object.entries(term ?? {})[0] ?? []) as [string?, unknown?]
  return [kind, typeof numbers === 'object' && numbers !== null ? (numbers as Readonly<Record<string, unknown>>) : {}]
}

/** What is written beside a dot: V₀ = 1.5, or V₂(r) for a potential that no number says. */
export function amountOf({ index, symbol, amount }: Site, dimension: number): string {
  const name = `${symbol}${subscript(index)}`
  return amount === null ? `${name}(${dimension === 1 ? 'q' : 'r'})` : `${name} = ${shown(legible(amount))}`
}

/** To a thousandth, small ones to three digits. */
export const legible = (value: number): number =>
  Math.abs(value) < 0.1 ? Number(value.toPrecision(3)) : rounded(value, 0.001)

function siteAt(placed: Placed, index: number, all: readonly Placed[], dimension: number, unit: number): Site {
  const angle = -Math.PI / 2 + (2 * Math.PI * index) / all.length
  const [q, up, depth] = placed.position as [number, number?, number?]
  const footX = centerX + q * unit + (depth ?? 0) * unit * 0.4
  const footY = axisY - (dimension === 1 ? 0 : (up ?? 0) * unit * 0.7 + (depth ?? 0) * unit * 0.3)
  return {
    index,
    ...placed,
    footX,
    footY,
    x: footX + ringRadius * narrowing(all, unit) * Math.cos(angle),
    y: footY - 162 + ringRadius * Math.sin(angle),
  }
}

/** Dots far apart stand above their feet; those at one point in a ring. */
function narrowing(all: readonly Placed[], unit: number): number {
  const places = all.map(({ position }) => position[0]!)
  return Math.max(0.3, 1 - ((Math.max(...places) - Math.min(...places)) * unit) / (2 * ringRadius))
}

function bondsOf({ system }: StudyConfig): SceneLayout['bonds'] {
  if ('ring' in system) {
    const { sites, tunneling } = system.ring
    return Array.from({ length: sites }, (_, i) => ({ from: i, to: (i + 1) % sites, size: Math.abs(tunneling) }))
  }
  if ('lattice' in system)
    return system.lattice.bonds.map(({ from, to, amplitude: [re, im] }) => ({ from, to, size: Math.hypot(re, im) }))
  const { hamiltonian } = system
  return hamiltonian
    .flatMap((row, i) => row.slice(0, i).map(([re, im], j) => ({ from: j, to: i, size: Math.hypot(re, im) })))
    .filter(({ size }) => size > 0)
}

/** The radius of a dot that scatters so strongly. */
export const dotRadius = (strength: number): number => 11 + 7 * Math.sqrt(Math.min(4, Math.abs(strength)))

/** Clear of the dots, as near to their middle as there is room for a dial. */
export function dialPlace(sites: readonly Site[], radius: number): { readonly x: number; readonly y: number } {
  const middle = { x: mean(sites.map(({ x }) => x)), y: mean(sites.map(({ y }) => y)) }
  const isClear = ({ x, y }: { readonly x: number; readonly y: number }): boolean =>
    sites.every((site) => Math.hypot(site.x - x, site.y - y) > dotRadius(site.strength) + radius + 7)
  return placesAround(middle, radius).find(isClear) ?? middle
}

/** From the middle outwards, all of the dial in the picture and above the gas. */
function placesAround(middle: { readonly x: number; readonly y: number }, radius: number) {
  const [reach, step, directions] = [160, 8, 16]
  return Array.from({ length: (reach / step) * directions }, (_, i) => {
    const away = step * Math.floor(i / directions),
      angle = (2 * Math.PI * i) / directions
    return { x: middle.x + away * Math.sin(angle), y: middle.y - away * Math.cos(angle) }
  }).filter(({ x, y }) => Math.abs(x - centerX) < centerX - radius - 8 && y > radius + 8 && y < axisY - radius - 8)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** How long what is written beside a dot is, about. */
const amountLength = 84

export type Side = 'left' | 'right' | 'above' | 'below'

/** Where there is room for what is written beside a dot: outside, unless another dot is there. */
export function amountSide(site: Site, sites: readonly Site[]): Side {
  const sides = site.x < centerX - 4 ? (['left', 'right'] as const) : (['right', 'left'] as const)
  const free = sides.find((side) => !isTaken(side, site, sites))
  return free ?? (site.y < mean(sites.map(({ y }) => y)) ? 'above' : 'below')
}

const isTaken = (side: 'left' | 'right', { index, x, y, strength }: Site, sites: readonly Site[]): boolean =>
  sites.some((other) => {
    const away = (side === 'left' ? x - other.x : other.x - x) - dotRadius(strength) - dotRadius(other.strength)
    return other.index !== index && away > -20 && away < amountLength && Math.abs(other.y - y) < 24
  })
