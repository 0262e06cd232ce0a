/**
 * Where things stand in the scene: sites of the ring, their feet in the gas, bonds and flux. Pixels of a drawing of 480
 * × 360.
 */
import type { StudyConfig } from 'dilute/study'

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
  /** Strength on the line, scattering length elsewhere, or the height of a potential. */
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
type Placed = Pick<Site, 'strength' | 'strengthPath' | 'position' | 'positionPaths'>

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
  const [key, amounts] =
    'strengths' in contact
      ? (['strengths', contact.strengths] as const)
      : (['scatteringLengths', contact.scatteringLengths] as const)
  return amounts.map((strength, i) => {
    const given = contact.positions?.[i] ?? (dimension === 1 ? 0 : Array<number>(dimension).fill(0))
    const position = typeof given === 'number' ? [given] : [...given]
    const place = `${path}.contact.positions.${i}`
    return {
      strength,
      strengthPath: `${path}.contact.${key}.${i}`,
      position,
      positionPaths: position.length === 1 && dimension === 1 ? [place] : position.map((_, axis) => `${place}.${axis}`),
    }
  })
}

type PotentialConfig = Extract<Interaction, { potentials: unknown }>['potentials'][number]

function placedPotential(potential: PotentialConfig, path: string): Placed {
  const term = (Array.isArray(potential) ? (potential[0] ?? {}) : potential) as Record<
    string,
    Record<string, number | undefined>
  >
  const [kind, { height, strength, center, position }] = Object.entries(term)[0] ?? ['', {}]
  const amount = height ?? strength,
    key = height === undefined ? 'strength' : 'height'
  const at = center ?? position
  const below = Array.isArray(potential) ? `${path}.0.${kind}` : `${path}.${kind}`
  return {
    strength: amount ?? 0,
    strengthPath: amount === undefined ? null : `${below}.${key}`,
    position: [at ?? 0],
    positionPaths: at === undefined ? [] : [`${below}.${center === undefined ? 'position' : 'center'}`],
  }
}

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
