import {
  complex,
  eulerGamma,
  multiple,
  naturalLogarithm,
  product,
  quotient,
  sum,
  type ComplexNumber,
} from '../numerics/index.js'
import type { Dimension } from '../model/index.js'

/** What a channel of momentum p (closed: iκ) brings to scattering at one point, where its propagator is g. */
export interface ChannelFunctions {
  /** 1/g. */
  readonly inverse: ComplexNumber
  /** d(1/g)/dp. */
  readonly slope: ComplexNumber
  /** 2πn(p)/|g|², n(p) the states per energy and volume; of real p, and continued from there. */
  readonly shell: ComplexNumber
}

/** Of one channel as a function of its momentum, docs/theory.md §5.1 and §5.2. */
export type Channel = (p: ComplexNumber) => ChannelFunctions

/** `ChannelFunctions` but for the slope at many real momenta: 1/g, and of open channels the shell. */
export interface ChannelPlanes {
  readonly inverse: { readonly re: Float64Array; readonly im: Float64Array }
  readonly shell: Float64Array
}

/** Fills one place, at p of an open channel or at iκ of a closed one; of so many, none leaves objects behind. */
export type RealChannel = (momentum: number, isOpen: boolean, planes: ChannelPlanes, place: number) => void

/** @param mass m, of a gas particle. */
export function realChannelOf(dimension: Dimension, mass: number): RealChannel {
  return { 1: realLine, 2: realPlane, 3: realSpace }[dimension](mass)
}

const realLine =
  (m: number): RealChannel =>
  (p, isOpen, { inverse, shell }, place) => {
    inverse.re[place] = isOpen ? 0 : -p / m
    inverse.im[place] = isOpen ? p / m : 0
    if (isOpen) shell[place] = (2 / m) * p
  }

const realPlane = (m: number): RealChannel => {
  const channel = planeChannel(m)
  return (p, isOpen, planes, place) => {
    const { inverse, shell } = channel(isOpen ? complex(p) : complex(0, p))
    planes.inverse.re[place] = inverse.re
    planes.inverse.im[place] = inverse.im
    if (isOpen) planes.shell[place] = shell.re
  }
}

const realSpace =
  (m: number): RealChannel =>
  (p, isOpen, { inverse, shell }, place) => {
    const size = (2 * Math.PI) / m / p
    inverse.re[place] = isOpen ? 0 : size
    inverse.im[place] = isOpen ? size : 0
    if (isOpen) shell[place] = (4 * Math.PI) / m / p
  }

/** @param mass m, of a gas particle. */
export function channelOf(dimension: Dimension, mass: number): Channel {
  return { 1: lineChannel, 2: planeChannel, 3: spaceChannel }[dimension](mass)
}

/** g = −im/p. */
const lineChannel =
  (m: number): Channel =>
  (p) => ({ inverse: { re: -p.im / m, im: p.re / m }, slope: complex(0, 1 / m), shell: multiple(2 / m, p) })

/** g = (m/π)[ln(p/2) + γ] − im/2. */
const planeChannel =
  (m: number): Channel =>
  (p) => {
    const even = sum(multiple(m / Math.PI, naturalLogarithm(multiple(0.5, p))), complex((m * eulerGamma) / Math.PI))
    const g = sum(even, complex(0, -m / 2))
    const slope = quotient(complex(-m / Math.PI), product(p, product(g, g)))
    return {
      inverse: quotient(complex(1), g),
      slope,
      shell: quotient(complex(m), product(g, sum(even, complex(0, m / 2)))),
    }
  }

/** g = −imp/2π. */
const spaceChannel =
  (m: number): Channel =>
  (p) => {
    const inverse = quotient(complex(0, (2 * Math.PI) / m), p)
    return { inverse, slope: multiple(-1, quotient(inverse, p)), shell: quotient(complex((4 * Math.PI) / m), p) }
  }
