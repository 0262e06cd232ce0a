import {
  complex,
  exponential,
  exponentialLessOne,
  multiple,
  product,
  quotient,
  type ComplexNumber,
} from '../numerics/index.js'

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
  /** What takes the pole at p = 0 out of a determinant with g. */
  readonly regular: (p: ComplexNumber) => ComplexNumber
}

/** @param mass m, of a gas particle. */
export function siteFunctions(dimension: SeparateDimension, mass: number): SiteFunctions {
  return dimension === 1 ? lineFunctions(mass) : spaceFunctions(mass)
}

const timesI = ({ re, im }: ComplexNumber): ComplexNumber => ({ re: -im, im: re })

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
    regular: (p) => multiple(1 / m, timesI(p)),
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
    regular: () => complex(1),
  }
}
