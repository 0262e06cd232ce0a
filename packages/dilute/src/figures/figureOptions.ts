import { unitsOf, type Units } from '../tell/units.js'

/** A gas as far as small print names it; one that is not thermal has no β. */
export interface FigureGas {
  readonly dimension: number
  readonly mass: number
  readonly density?: number
  readonly beta?: number
  /** On a line: what moves to the right and to the left, each from a reservoir of its own. */
  readonly right?: FigureMovers
  readonly left?: FigureMovers
}

/** The particles of one direction. */
export interface FigureMovers {
  readonly density: number
  readonly beta: number
}

/** An interaction as far as small print names it. */
export interface FigureInteraction {
  readonly contact?:
    | {
        readonly strengths?: readonly number[]
        readonly scatteringLengths?: readonly number[]
        /** Where the sites stand, by one number on a line. */
        readonly positions?: readonly (number | readonly number[])[] | undefined
      }
    | undefined
  readonly potentials?: readonly unknown[] | undefined
}

/** The parts of a study that a figure names in its small print; a study as it is read has them. */
export interface FigureStudy {
  readonly gas?: FigureGas | undefined
  readonly interaction?: FigureInteraction | undefined
  /** What one unit of mass of a study with units is in its units of ħ²/(energy·length²), which `gas.mass` has. */
  readonly scales?: { readonly mass: number } | undefined
  /** Several gases in place of one. */
  readonly baths?:
    | readonly {
        readonly name: string
        readonly gas: FigureGas
        readonly interaction: FigureInteraction
      }[]
    | undefined
}

/** How a figure is drawn, and of which study. */
export interface FigureOptions {
  /** The study behind the results: its gases and interactions are named below the figure. */
  readonly study?: FigureStudy | undefined
  /** A sentence to stand below the figure. */
  readonly caption?: string | undefined
}

/** The units of results, with the dimension of the space that the gases of the study share. */
export function figureUnits(results: object, study: FigureStudy | undefined): Units | undefined {
  return inSpace(unitsOf(results), study)
}

/** Units with that dimension. */
export function inSpace(units: Units | undefined, { gas, baths = [] }: FigureStudy = {}): Units | undefined {
  const [dimension, ...others] = new Set(
    [...(gas ? [gas] : []), ...baths.map((bath) => bath.gas)].map((one) => one.dimension),
  )
  return units === undefined || dimension === undefined || others.length > 0 ? units : { ...units, dimension }
}
