import { gaussWeights, kronrodNodes, kronrodWeights } from './gaussKronrod.js'

/**
 * An integrand with several components at once, on one panel of one piece of the path: fills `out`, component c at abscissa e in
 * out[c·21 + e].
 */
export type PanelFunction = (piece: number, abscissae: Float64Array, out: Float64Array) => void

export interface VectorIntegral {
  readonly value: Float64Array
  /** Σ |Kronrod − Gauss| over panels, per component. */
  readonly error: Float64Array
  readonly evaluations: number
}

export interface AdaptiveOptions {
  readonly components: number
  /** The first panels of each piece of the path: ascending edges, in a variable of the piece's own. */
  readonly pieces: readonly (readonly number[])[]
  /** Bound on every component's estimated error relative to the integral of its modulus, plus 10⁻¹⁴ of the largest component's. */
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
}

/**
 * ∫ f over all pieces by 21-point Gauss–Kronrod rules, halving the panels whose error is more than their share.
 * The estimate is generous for smooth integrands; a kink inside a panel can fool it, so put kinks at edges.
 * @throws RangeError when the tolerance is not reached within the panel limit or the integrand is not finite.
 */
export function adaptiveIntegral(f: PanelFunction, { components, pieces, relativeError, panelLimit = 4000, acceptable = relativeError }: AdaptiveOptions): VectorIntegral {
  const sum = panelSums(f, components)
  let panels = pieces.flatMap((edges, piece) => edges.slice(1).map((to, i) => sum(piece, edges[i]!, to)))
  let evaluations = panels.length
  for (;;) {
    const [value, error, modulus] = [total(panels, 'value', components), total(panels, 'error', components), total(panels, 'modulus', components)]
    const usedUp = panels.length >= panelLimit / 2
    const largest = Math.max(...modulus)
    const bound = modulus.map((m) => (usedUp ? acceptable * largest : relativeError * m + roundingFloor * largest))
    if (error.every((e, c) => e <= bound[c]!)) return { value, error, evaluations: evaluations * size }
    const bad = (panel: PanelSum): boolean => panel.error.some((e, c) => !(e * panels.length <= bound[c]!))
    const [good, rest] = [panels.filter((panel) => !bad(panel)), panels.filter(bad)]
    if (!value.every(Number.isFinite)) throw new RangeError('the integrand is not finite')
    if (panels.length + rest.length > panelLimit) throw new RangeError(`no relative error of ${relativeError} within ${panelLimit} panels`)
    panels = [...good, ...rest.flatMap(({ piece, from, to }) => [sum(piece, from, (from + to) / 2), sum(piece, (from + to) / 2, to)])]
    evaluations += 2 * rest.length
  }
}

function panelSums(f: PanelFunction, components: number): (piece: number, from: number, to: number) => PanelSum {
  const abscissae = new Float64Array(size)
  const values = new Float64Array(components * size)
  return (piece, from, to) => {
    const half = (to - from) / 2
    for (let e = 0; e < size; e++) abscissae[e] = from + half * (1 + kronrodNodes[e]!)
    f(piece, abscissae, values)
    return { piece, from, to, ...weighted(values, components, half) }
  }
}

function weighted(values: Float64Array, components: number, half: number): Pick<PanelSum, 'value' | 'error' | 'modulus'> {
  const [value, error, modulus] = [new Float64Array(components), new Float64Array(components), new Float64Array(components)]
  for (let c = 0; c < components; c++) {
    let [fine, coarse, size1] = [0, 0, 0]
    for (let e = 0; e < size; e++) {
      const x = values[c * size + e]!
      fine += kronrodWeights[e]! * x
      coarse += gaussWeights[e]! * x
      size1 += kronrodWeights[e]! * Math.abs(x)
    }
    value[c] = half * fine
    error[c] = half * Math.abs(fine - coarse)
    modulus[c] = half * size1
  }
  return { value, error, modulus }
}

function total(panels: readonly PanelSum[], part: 'value' | 'error' | 'modulus', components: number): Float64Array {
  const sum = new Float64Array(components)
  for (const panel of panels) for (let c = 0; c < components; c++) sum[c]! += panel[part][c]!
  return sum
}
