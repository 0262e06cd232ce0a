import {
  censored,
  defended,
  ExtendedArray,
  extended,
  minus,
  modulus,
  once,
  over,
  plus,
  scaled,
  smaller,
  squareRoot,
  times,
  toBar,
  toNumber,
  zero,
  type ComplexVector,
  type Extended,
  type GradedMode,
} from '../numerics/index.js'
import { differencesIn, eliminationError, type Differences } from './circulation.js'
import type { BalancedFlows, Dissipation, ReversibleMode } from './dissipation.js'

/** Balanced flows with their absolute errors and the differences of heights in them. */
export interface UncertainFlows extends BalancedFlows {
  readonly errors: ExtendedArray
  readonly differences: (source: ExtendedArray) => ExtendedArray
  readonly backwards: (source: ExtendedArray) => ExtendedArray
}

/** A complex number for every entry; null where no imaginary part can be but zero. */
interface ComplexArray {
  readonly re: ExtendedArray
  readonly im: ExtendedArray | null
}

/**
 * Error radii of eigenvalues: δλ = Σ δa_kl v_l (u_k − u_l)/uᵀv with the left and right eigenvectors u, v. The
 * differences of u and the right vector over p come from one step of inverse iteration, which keeps them small between
 * strongly linked levels. Eigenvalues closer than their radii share them.
 */
export function modeErrors(system: UncertainFlows, modes: readonly GradedMode[]): Float64Array {
  const gains: Gains[] = []
  modes.forEach((mode, i) =>
    gains.push(i > 0 && areConjugate(mode, modes[i - 1]!) ? gains[i - 1]! : gainsOf(system, mode)),
  )
  const radius = (i: number, j: number): number => {
    const {
      block: { size, rows },
      overlap,
    } = modes[i]!
    const moved = toNumber(over(movedBy(system, gains[i]!.left, gains[j]!.right), size))
    return toBar(scaled(size, defended(moved, Math.sqrt(overlap * modes[j]!.overlap), 1, rows)))
  }
  const own = Float64Array.from(modes, (mode, i) => radius(i, i) + toNumber(mode.rounding))
  const place = modes.map(({ re, im }) => [toNumber(re), toNumber(im)] as const)
  return own.map((error, i) =>
    place.reduce((sum, [re, im], j) => {
      const apart = Math.hypot(re - place[i]![0], im - place[i]![1])
      return j === i || apart > 4 * (own[i]! + own[j]!) ? sum : sum + Math.max(radius(i, j), apart)
    }, error),
  )
}

/** Whether one is the complex conjugate of the other, to the last bit: their moduli are the same. */
function areConjugate(a: GradedMode, b: GradedMode): boolean {
  const alike = (x: ComplexVector, y: ComplexVector): boolean =>
    x.re.every((value, k) => value === y.re[k] && x.im[k]! === -y.im[k]!)
  return a.im.mantissa !== 0 && a.im.mantissa === -b.im.mantissa && alike(a.left, b.left) && alike(a.right, b.right)
}

/** |u_k − u_l| and |v_l/p_l|. */
interface Gains {
  readonly left: ExtendedArray
  readonly right: ExtendedArray
}

function gainsOf(system: UncertainFlows, mode: GradedMode): Gains {
  const { size } = system
  const roots = ExtendedArray.from(size, (k) => (isGround(system, k) ? zero : squareRoot(system.weights.at(k))))
  const left = stepped(system, system.differences, mode, mode.left, roots)
  const right = stepped(system, system.backwards, mode, mode.right, roots)
  return {
    left: moduli(left),
    right: ExtendedArray.from(size, (l) =>
      isGround(system, l) ? zero : rightGain(mode, l, roots.at(l), fromAverage(system, right, l)),
    ),
  }
}

/**
 * |v_l/p_l| from the step, as far as the entry of the vector itself allows: a step where a class hardly leaks magnifies
 * rounding.
 */
function rightGain({ right: { re, im } }: GradedMode, l: number, root: Extended, step: Extended): Extended {
  const [size, doubt] = [Math.hypot(re[l]!, im[l]!), 8 * Number.EPSILON]
  const [least, most] = [over(extended(Math.max(0, size - doubt)), root), over(extended(size + doubt), root)]
  if (smaller(step, least)) return least
  return smaller(step, most) ? step : most
}

const isGround = ({ grounded }: BalancedFlows, k: number): boolean => grounded && k === 0

/** Differences of heights with Σ_k F_kl (u_k − u_l) = λ p_l u_l. */
function stepped(
  { size }: BalancedFlows,
  solve: UncertainFlows['differences'],
  { re, im }: GradedMode,
  { re: x, im: y }: ComplexVector,
  roots: ExtendedArray,
): ComplexArray {
  const source = (part: (l: number) => Extended): ExtendedArray =>
    solve(ExtendedArray.from(size, (l) => times(roots.at(l), part(l))))
  if (im.mantissa === 0 && y.every((part) => part === 0)) return { re: source((l) => scaled(re, -x[l]!)), im: null }
  return {
    re: source((l) => minus(scaled(im, y[l]!), scaled(re, x[l]!))),
    im: source((l) => scaled(plus(scaled(re, y[l]!), scaled(im, x[l]!)), -1)),
  }
}

const length = (re: Extended, im: Extended): Extended => {
  if (im.mantissa === 0) return modulus(re)
  return squareRoot(plus(times(re, re), times(im, im)))
}

/** In the place of the real parts, where these are all. */
function moduli({ re, im }: ComplexArray): ExtendedArray {
  if (im !== null) return re.map((x, e) => length(x, im.at(e)))
  for (let e = 0; e < re.length; e++) re.setModulus(e, re, e)
  return re
}

/** The height of a node above the stationary average, or above the ground. */
function fromAverage(system: BalancedFlows, { re, im }: ComplexArray, l: number): Extended {
  const { size, grounded, weights } = system
  const height = (gaps: ExtendedArray | null): Extended => {
    if (gaps === null) return zero
    if (grounded) return gaps.at(l * size)
    const average = new ExtendedArray(1)
    for (let j = 0; j < size; j++) average.addProduct(0, weights, j, gaps, l * size + j)
    return average.at(0)
  }
  return length(height(re), height(im))
}

/** Σ δF_kl |v_l/p_l| |u_k − u_l|. */
function movedBy({ errors, size }: UncertainFlows, left: ExtendedArray, right: ExtendedArray): Extended {
  const [moved, gain] = [new ExtendedArray(1), new ExtendedArray(1)]
  for (let e = 0; e < errors.length; e++) {
    if (errors.isZero(e)) continue
    gain.setProduct(0, left, e, right, e % size)
    moved.addProduct(0, errors, e, gain, 0)
  }
  return moved.at(0)
}

/**
 * The error of the smallest rate of the reversible part, μ = ½ΣF_kl (φ_k − φ_l)² with Σpφ² = 1: through every flow and
 * through the populations that symmetrize it. Rates that lie as close as their errors mix, and share them.
 */
export function reversibleError(system: UncertainFlows, { reversible, symmetric }: Dissipation): number {
  const ascending = [...reversible].reverse()
  const solve = once(() => differencesIn(censored(system.size, symmetric)))
  const gaps = ascending.map((mode) => once(() => symmetricGaps(system, solve(), mode)))
  const [slowest] = ascending
  if (slowest === undefined) return 0
  const moved = (i: number, j: number): number =>
    toBar(mixing(system, ascending[i]!, ascending[j]!, gaps[i]!(), gaps[j]!()))
  const reach = 8 * toBar(plus(boundOfMixing(system, gaps[0]!()), scaled(slowest.rate, eliminationError(system.size))))
  const near = ascending.findIndex(({ rate }) => toNumber(minus(rate, slowest.rate)) > reach)
  const group = Array.from({ length: near < 0 ? ascending.length : near }, (_, i) => i)
  const rounding = toBar(scaled(slowest.rate, 8 * system.size * Number.EPSILON))
  return Math.max(...group.map((i) => group.reduce((sum, j) => sum + moved(i, j), 0))) + rounding
}

/** Σ|δF_kl| times what it changes of ⟨φ_i|…|φ_j⟩. */
function mixing(
  system: UncertainFlows,
  a: ReversibleMode,
  b: ReversibleMode,
  ofA: ExtendedArray,
  ofB: ExtendedArray,
): Extended {
  const { size, flows, errors } = system
  const halves = new ExtendedArray(size * size)
  for (let e = 0; e < size * size; e++) {
    halves.setProduct(e, ofA, e, ofB, e)
    halves.setScaled(e, halves, e, 0.5)
  }
  const drift = new ExtendedArray(size)
  for (let e = 0; e < size * size; e++) if (e % (size + 1) !== 0) drift.addProduct(e % size, flows, e, halves, e)
  const overlap = a === b ? drift.sum() : scaled(plus(a.rate, b.rate), 0.5)
  const source = ExtendedArray.from(size, (l) => minus(scaled(overlap, a.vector[l]! * b.vector[l]!), drift.at(l)))
  const gains = system.differences(source)
  const moved = new ExtendedArray(1)
  for (let e = 0; e < size * size; e++) {
    gains.addEntry(e, halves, e)
    moved.addProductModulus(0, errors, e, gains, e)
  }
  return moved.at(0)
}

/** Without what the populations do: how far modes at most reach for each other. */
function boundOfMixing({ errors, size }: UncertainFlows, gaps: ExtendedArray): Extended {
  const [bound, square] = [new ExtendedArray(1), new ExtendedArray(1)]
  for (let e = 0; e < gaps.length; e++) {
    square.setProduct(0, gaps, e, gaps, e)
    bound.addProduct(0, errors, e, square, 0)
  }
  return scaled(bound.at(0), size)
}

/** φ_k − φ_l, from one step of inverse iteration on the symmetrized flows. */
function symmetricGaps(
  { size, weights }: BalancedFlows,
  solve: Differences,
  { rate, vector }: ReversibleMode,
): ExtendedArray {
  return solve(ExtendedArray.from(size, (l) => scaled(times(rate, squareRoot(weights.at(l))), -vector[l]!)))
}
