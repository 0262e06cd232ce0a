import { InvalidModel, requireFinite, requirePositive } from '../invalidModel.js'
import type { Potential } from './potential.js'

/**
 * Below this share of its height a tail is rounding of rounding, and the support ends: less far out deep wells still
 * feel it. Scatterers leave out what is not felt, by mass and strength.
 */
const logNegligible = Math.log(2 ** -106)

/** Height (an energy), width and centre (lengths) of a potential of a given shape. */
export interface Shape {
  readonly height: number
  readonly width: number
  readonly center?: number | undefined
}

/**
 * height·exp(−(q−center)²/2width²). Throws InvalidModel for a width that is not positive or a value that is not finite.
 */
export function gaussianPotential(shape: Shape): Potential {
  return bell(shape, Math.sqrt(-2 * logNegligible), (x) => Math.exp((-x * x) / 2), [])
}

/** height/cosh²((q−center)/width), the potential of Pöschl and Teller. Throws as `gaussianPotential`. */
export function poschlTellerPotential(shape: Shape): Potential {
  return bell(shape, -logNegligible / 2 + Math.LN2, (x) => 1 / Math.cosh(x) ** 2, [])
}

/** height·e^{−|q−center|/width}, with its kink at the centre. Throws as `gaussianPotential`. */
export function exponentialPotential(shape: Shape): Potential {
  return bell(shape, -logNegligible, (x) => Math.exp(-Math.abs(x)), [0])
}

/** height·f((q−center)/width) for |q−center| up to `reach` widths. */
function bell(
  { height, width, center = 0 }: Shape,
  reach: number,
  f: (x: number) => number,
  breaks: readonly number[],
): Potential {
  requireFinite('height', height)
  requirePositive('width', width)
  requireFinite('center', center)
  if (height === 0) return nothing
  return limited(
    (q) => height * f((q - center) / width),
    center - reach * width,
    center + reach * width,
    breaks.map((x) => center + x * width),
  )
}

/**
 * A well or barrier: height for from < q < to. Throws InvalidModel for an empty interval or a value that is not finite.
 */
export function squarePotential({
  height,
  from,
  to,
}: {
  readonly height: number
  readonly from: number
  readonly to: number
}): Potential {
  requireFinite('height', height)
  requireInterval(from, to)
  return height === 0 ? nothing : limited(() => height, from, to, [from, to])
}

/** Arguments of `woodsSaxonPotential`: an energy and three lengths. */
export interface WoodsSaxon {
  readonly height: number
  readonly radius: number
  readonly diffuseness: number
  readonly center?: number | undefined
}

/**
 * height/(1 + e^{(|q−center|−radius)/diffuseness}), with its kink at the centre.
 * @throws InvalidModel for a radius or diffuseness that is not positive, or a value that is not finite.
 */
export function woodsSaxonPotential({ height, radius, diffuseness, center = 0 }: WoodsSaxon): Potential {
  requireFinite('height', height)
  requirePositive('radius', radius)
  requirePositive('diffuseness', diffuseness)
  requireFinite('center', center)
  if (height === 0) return nothing
  const reach = radius - logNegligible * diffuseness
  const value = (q: number): number => height / (1 + Math.exp((Math.abs(q - center) - radius) / diffuseness))
  return limited(value, center - reach, center + reach, [center])
}

/** strength·δ(q − position). Throws InvalidModel for a value that is not finite. */
export function deltaPotential({
  strength,
  position = 0,
}: {
  readonly strength: number
  readonly position?: number | undefined
}): Potential {
  requireFinite('strength', strength)
  requireFinite('position', position)
  return strength === 0 ? nothing : Object.freeze({ ...nothing, deltas: [{ strength, position }] })
}

const nothing: Potential = Object.freeze({ value: () => 0, support: [], breaks: [], deltas: [] })

/** V between `from` and `to`, zero outside. */
export function limited(value: (q: number) => number, from: number, to: number, breaks: readonly number[]): Potential {
  return Object.freeze({
    value: (q: number) => (q >= from && q <= to ? value(q) : 0),
    support: [[from, to]] as const,
    breaks,
    deltas: [],
  })
}

/** @throws InvalidModel unless from < to, both finite. */
export function requireInterval(from: number, to: number): void {
  requireFinite('from', from)
  requireFinite('to', to)
  if (to <= from) throw new InvalidModel('to', `a number above from = ${from}`, String(to))
}
