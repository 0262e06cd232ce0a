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
