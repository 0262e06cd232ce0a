import { largestOf } from './extremes.js'
import { NotConverged, OutOfDomain } from './failures.js'
import { gaussWeights, kronrodNodes, kronrodWeights } from './gaussKronrod.js'

/**
 * An integrand with several components at once, on one panel of one piece of the path: fills `out`, component c at
 * abscissa e in out[c·21 + e]; and `noise`, where it knows it, with how far every one of these values may be off.
 * `noise` is zero unless filled.
 */
export type PanelFunction = (piece: number, abscissae: Float64Array, out: Float64Array, noise: Float64Array) => void

export interface VectorIntegral {
  readonly value: Float64Array
  /** Σ over panels of what |Kronrod − Gauss| says of Kronrod's rule, plus the integral of the noise, per component. */
  readonly error: Float64Array
  /** The integral of the modulus, per component. */
  readonly modulus: Float64Array
  readonly evaluations: number
}

export interface AdaptiveOptions {
  readonly components: number
  /** The first panels of each piece of the path: ascending edges, in a variable of the piece's own. */
  readonly pieces: readonly (readonly number[])[]
  /**
   * Bound on every component's quadrature error relative to the integral of its modulus, plus 10⁻¹⁴ of the largest
   * component's.
   */
  readonly relativeError: number
  readonly panelLimit?: number
  /** What is good enough when the panels are used up, for integrands that carry rounding noise: an error relative
   * to the largest component; `relativeError` unless given. */
  readonly acceptable?: number
}

/** Components smaller than this beside the largest one are rounding. */
const roundingFloor = 1e-14

const size = kronrodNodes.length

interface PanelSum {
  readonly piece: number
  readonly from: number
  readonly to: number
  readonly value: Float64Array
  readonly error: Float64Array
  readonly modulus: Float64Array
  readonly noise: Float64Array
}

/**
 * Both rules apply weights that add up to the panel's width: noise alone can make them differ by so many of its
 * integrals.
 */
const noiseInDifference = 2

/**
 * ∫ f over all pieces by 21-point Gauss–Kronrod rules, halving the panels whose error is more than their share, and
 * more than the noise of the integrand explains: below that, halving finds nothing. The estimate is generous for smooth
 * integrands; a kink inside a panel can fool it, so put kinks at edges.
 * @throws RangeError when the tolerance is not reached within the panel limit or the integrand is not finite.
 */
export function adaptiveIntegral(
  f: PanelFunction,
  { components, pieces, relativeError, panelLimit = 4000, acceptable = relativeError }: AdaptiveOptions,
): VectorIntegral {
  const sum = panelSums(f, components)
  let panels = pieces.flatMap((edges, piece) => edges.slice(1).map((to, i) => sum(piece, edges[i]!, to)))
  let evaluations = panels.length
  for (;;) {
    const [value, error, modulus, noise] = parts.map((part) => total(panels, part, components)) as Totals
    const usedUp = panels.length >= panelLimit / 2
    const largest = largestOf(modulus)
    const bound = modulus.map((m) => (usedUp ? acceptable * largest : relativeError * m + roundingFloor * largest))
    const bad = (panel: PanelSum): boolean =>
      panel.error.some((e, c) => !(e * panels.length <= bound[c]! || e <= noiseInDifference * panel.noise[c]!))
    const rest = error.every((e, c) => e <= bound[c]!) ? [] : panels.filter(bad)
    if (!value.every(Number.isFinite)) throw new OutOfDomain('integrand', 'the integrand is not finite')
    if (rest.length === 0)
      return { value, error: kronrodErrors(panels, noise), modulus, evaluations: evaluations * size }
    if (panels.length + rest.length > panelLimit)
      throw new NotConverged(`no relative error of ${relativeError} within ${panelLimit} panels`, {
        wanted: relativeError,
      })
    const remade = new Set(rest)
    const halves = rest.flatMap(({ piece, from, to }) => [
      sum(piece, from, (from + to) / 2),
      sum(piece, (from + to) / 2, to),
    ])
    panels = [...panels.filter((panel) => !remade.has(panel)), ...halves]
    evaluations += 2 * rest.length
  }
}

/**
 * |Kronrod − Gauss| is the error of Gauss's rule; that of Kronrod's is far smaller once they agree to many digits:
 * QUADPACK's (200 d)^{3/2}, d relative to the integral of the modulus, where that is less (Piessens et al., QUADPACK,
 * 1983).
 */
function kronrodErrors(panels: readonly PanelSum[], noise: Float64Array): Float64Array {
  const sum = noise.slice()
  for (const { error, modulus } of panels) {
    for (let c = 0; c < sum.length; c++) {
      if (error[c] !== 0)
        sum[c]! += Math.min(error[c]!, modulus[c]! * ((200 * error[c]!) / modulus[c]!) ** 1.5) + rounding * modulus[c]!
    }
  }
  return sum
}

/** Of a sum of 21 terms. */
const rounding = 4 * Number.EPSILON

const parts = ['value', 'error', 'modulus', 'noise'] as const
type Part = (typeof parts)[number]
type Totals = [Float64Array, Float64Array, Float64Array, Float64Array]

function panelSums(f: PanelFunction, components: number): (piece: number, from: number, to: number) => PanelSum {
  const abscissae = new Float64Array(size)
  const [values, noise] = [new Float64Array(components * size), new Float64Array(components * size)]
  return (piece, from, to) => {
    const half = (to - from) / 2
    for (let e = 0; e < size; e++) abscissae[e] = from + half * (1 + kronrodNodes[e]!)
    f(piece, abscissae, values, noise)
    return { piece, from, to, ...weighted(values, noise, components, half) }
  }
}

function weighted(values: Float64Array, noise: Float64Array, components: number, half: number): Pick<PanelSum, Part> {
  const plane = (): Float64Array => new Float64Array(components)
  const out = { value: plane(), error: plane(), modulus: plane(), noise: plane() }
  for (let c = 0; c < components; c++) {
    let [fine, coarse, sizes, off] = [0, 0, 0, 0]
    for (let e = 0; e < size; e++) {
      const x = values[c * size + e]!
      fine += kronrodWeights[e]! * x
      coarse += gaussWeights[e]! * x
      sizes += kronrodWeights[e]! * Math.abs(x)
      off += kronrodWeights[e]! * noise[c * size + e]!
    }
    out.value[c] = half * fine
    out.error[c] = half * Math.abs(fine - coarse)
    out.modulus[c] = half * sizes
    out.noise[c] = half * off
  }
  return out
}

function total(panels: readonly PanelSum[], part: Part, components: number): Float64Array {
  const sum = new Float64Array(components)
  for (const panel of panels) for (let c = 0; c < components; c++) sum[c]! += panel[part][c]!
  return sum
}
