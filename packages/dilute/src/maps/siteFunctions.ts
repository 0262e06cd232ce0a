import {
  complex,
  exponential,
  exponentialLessOne,
  multiple,
  product,
  quotient,
  timesI,
  type ComplexNumber,
} from '../numerics/index.js'
import type { Momenta } from '../scattering/index.js'

/** Dimensions in which all functions of scatterers apart from each other are elementary. */
export type SeparateDimension = 1 | 3

/**
 * What a level of momentum p (closed: iκ) brings to scattering between points a distance R apart, continued from real p
 * (docs/theory.md §5).
 */
export interface SiteFunctions {
  /** g(R). */
  readonly propagator: (p: ComplexNumber, distance: number) => ComplexNumber
  /** dg/dp. */
  readonly slope: (p: ComplexNumber, distance: number) => ComplexNumber
  /** 2πn(p), n(p) the states per energy and volume. */
  readonly shell: (p: ComplexNumber) => ComplexNumber
  /** What takes the poles at p_k = 0 out of a determinant with all g_k. */
  readonly regularOf: (momenta: Momenta) => ComplexNumber
}

/** @param mass m, of a gas particle. */
export function siteFunctions(dimension: SeparateDimension, mass: number): SiteFunctions {
  return dimension === 1 ? lineFunctions(mass) : spaceFunctions(mass)
}

/** Π(ip_k/m): i for each open level, −1 for each closed one. */
function regularLine(m: number, { value, open }: Momenta): ComplexNumber {
  let size = 1
  let quarters = 0
  for (let k = 0; k < value.length; k++) {
    size *= value[k]! / m
    quarters += open[k] === 1 ? 1 : 2
  }
  const signed = quarters % 4 < 2 ? size : -size
  return quarters % 2 === 0 ? complex(signed) : complex(0, signed)
}

function lineFunctions(m: number): SiteFunctions {
  const propagator = (p: ComplexNumber, distance: number): ComplexNumber =>
    quotient(multiple(m, timesI(exponential(timesI(multiple(distance, p))))), multiple(-1, p))
  return {
    propagator,
    slope(p, distance) {
      const { re, im } = quotient(complex(-1), p)
      return product(propagator(p, distance), complex(re, im + distance))
    },
    shell: (p) => quotient(complex(2 * m), p),
    regularOf: (momenta) => regularLine(m, momenta),
  }
}

function spaceFunctions(m: number): SiteFunctions {
  const scale = -m / (2 * Math.PI)
  return {
    propagator: (p, distance) =>
      distance === 0
        ? multiple(scale, timesI(p))
        : multiple(scale / distance, exponentialLessOne(timesI(multiple(distance, p)))),
    slope: (p, distance) => multiple(scale, timesI(exponential(timesI(multiple(distance, p))))),
    shell: (p) => multiple(m / Math.PI, p),
    regularOf: () => complex(1),
  }
}
