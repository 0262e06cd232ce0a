/** What a figure shows of the columns of a sweep, as plain data. */
import type { Units } from '../../tell/units.js'

/** A parameter that varies in a figure, with others that vary together with it. */
export interface PictureAxis {
  /** Its path in the study. */
  readonly path: string
  /** Along a line ascending, of a sample one a point. */
  readonly values: readonly number[]
  /** Parameters tied to it, with their values at its own first and last one. */
  readonly tied: readonly { readonly path: string; readonly from: number; readonly to: number }[]
  /** How many values it has where these are only some of them. */
  readonly of?: number
}

/**
 * The numbers of a column: along a line and of a sample one a point, on a map `[x · ny + y]`. NaN where there is none.
 */
export interface Series {
  readonly name: string
  readonly values: Float64Array
  readonly errors?: Float64Array | undefined
}

/** The largest or the smallest number of a plot, out of all points. */
export interface Extreme {
  readonly kind: 'largest' | 'smallest'
  readonly name: string
  readonly value: number
  readonly error: number | null
  /** The values of the axes there. */
  readonly at: readonly number[]
}

/** One quantity, or its entries; a map has one. */
export interface PicturePlot {
  readonly series: readonly Series[]
  /** Entries of the quantity that are left out. */
  readonly omitted: number
  /** Null where nothing has a value. */
  readonly extreme: Extreme | null
  /** Points without a value. */
  readonly missing: number
}

/** A parameter that varies in the sweep and not in the figure. */
export interface Held {
  readonly path: string
  readonly at: number
  readonly of: number
}

export interface Picture {
  /** Curves along one axis, a map over two, or a sample with its points in their plane, coloured. */
  readonly kind: 'curves' | 'map' | 'sample'
  readonly title?: string | undefined
  readonly units?: Units | undefined
  /** How many levels the system has. */
  readonly levelCount: number
  /** The names of several gases, in the order of the study. */
  readonly gases: readonly string[]
  readonly axes: readonly PictureAxis[]
  readonly plots: readonly PicturePlot[]
  /** Quantities that are left out. */
  readonly omitted: number
  /** Along one axis, where in it levels coincide that are single elsewhere. */
  readonly coincident: readonly number[]
  readonly held: readonly Held[]
  readonly points: number
}
