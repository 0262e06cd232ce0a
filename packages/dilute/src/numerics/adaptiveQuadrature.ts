import { gaussWeights, kronrodNodes, kronrodWeights } from './gaussKronrod.js'

/** An integrand with several components at once; fills `out`. */
export type VectorFunction = (x: number, out: Float64Array) => void

export interface VectorIntegral {
  readonly value: Float64Array
  /** Σ |Kronrod − Gauss| over panels, per component. */
  readonly error: Float64Array
  readonly evaluations: number
}

export interface AdaptiveOptions {
  readonly components: number
  /** First panels, ascending. */
  readonly edges: readonly number[]
  /** Bound on every component's estimated error relative to the integral of its modulus, plus 10⁻¹⁴ of the largest component's. */
  readonly relativeError: number
  readonly panelLimit?: number
  /** What is good enough when the panels are used up, for integrands that carry rounding noise: an error relative
   * to the largest component; `relativeError` unless given. */
  readonly acceptable?: number
}

/** Components smaller than this beside the largest one are rounding. */
const roundingFloor = 1e-14

interface PanelSum {
  readonly from: number
  readonly to: number
  readonly value: Float64Array
  readonly error: Float64Array
  readonly modulus: Float64Array
}

/**
 * ∫ f over the panels between `edges` by 21-point Gauss–Kronrod rules, halving the panels whose error is more than their share.
 * The estimate is generous for smooth integrands; a kink inside a panel can fool it, so put kinks at edges.
 * @throws RangeError when the tolerance is not reached within the panel limit or the integrand is not finite.
 */
export function adaptiveIntegral(f: VectorFunction, { components, edges, relativeError, panelLimit = 4000, acceptable = relativeError }: AdaptiveOptions): VectorIntegral {
  let panels = edges.slice(1).map((to, i) => panelSum(f, components, edges[i]!, to))
  let evaluations = panels.length
  for (;;) {
    const [value, error, modulus] = (['value', 'error', 'modulus'] as const).map((part) => total(panels, part, components))
    const usedUp = panels.length >= panelLimit / 2
    const largest = Math.max(...modulus!)
    const bound = modulus!.map((m) => (usedUp ? acceptable * largest : relativeError * m + roundingFloor * largest))
    if (error!.every((e, c) => e <= bound[c]!)) {
      return { value: value!, error: error!, evaluations: evaluations * kronrodNodes.length }
    }
    const bad = (panel: PanelSum): boolean => panel.error.some((e, c) => !(e * panels.length <= bound[c]!))
    const [good, rest] = [panels.filter((panel) => !bad(panel)), panels.filter(bad)]
    if (!value!.every(Number.isFinite)) throw new RangeError('the integrand is not finite')
    if (panels.length + rest.length > panelLimit) throw new RangeError(`no relative error of ${relativeError} within ${panelLimit} panels`)
    panels = [...good, ...rest.flatMap(({ from, to }) => [panelSum(f, components, from, (from + to) / 2), panelSum(f, components, (from + to) / 2, to)])]
    evaluations += 2 * rest.length
  }
}

function panelSum(f: VectorFunction, components: number, from: number, to: number): PanelSum {
  const half = (to - from) / 2
  const [value, coarse, modulus, at] = Array.from({ length: 4 }, () => new Float64Array(components)) as [Float64Array, Float64Array, Float64Array, Float64Array]
  kronrodNodes.forEach((node, e) => {
    f(from + half * (1 + node), at)
    for (let c = 0; c < components; c++) {
      value[c]! += half * kronrodWeights[e]! * at[c]!
      coarse[c]! += half * gaussWeights[e]! * at[c]!
      modulus[c]! += half * kronrodWeights[e]! * Math.abs(at[c]!)
    }
  })
  return { from, to, value, modulus, error: value.map((v, c) => Math.abs(v - coarse[c]!)) }
}

function total(panels: readonly PanelSum[], part: 'value' | 'error' | 'modulus', components: number): Float64Array {
  const sum = new Float64Array(components)
  for (const panel of panels) for (let c = 0; c < components; c++) sum[c]! += panel[part][c]!
  return sum
}
