import { InvalidModel } from '../invalidModel.js'
import type { Potential } from './potential.js'
import { limited, requireInterval } from './shapes.js'

/** What an end of a support is: V is negligible there, or it jumps to zero there. */
export type SupportEnd = 'negligible' | 'jump'

/**
 * Both ends alike; or the lower and the upper one, where the lower is `inner` at the centre or at the hard core of a
 * central potential: any value is allowed.
 */
export type SupportEnds = SupportEnd | readonly [from: SupportEnd | 'inner', to: SupportEnd]

export const endsApart = (ends: SupportEnds): readonly [SupportEnd | 'inner', SupportEnd] =>
  typeof ends === 'string' ? [ends, ends] : ends

/** Arguments of `functionPotential`. */
export interface FunctionPotential {
  /** V(q), an energy. */
  readonly value: (q: number) => number
  readonly from: number
  readonly to: number
  /** Points between `from` and `to` where V or one of its derivatives jumps. */
  readonly breaks?: readonly number[] | undefined
  /** 'negligible' unless given. */
  readonly ends?: SupportEnds | undefined
}

/** V at an end of the support, relative to its largest value, that counts as nothing. */
const negligible = 1e-12
const samplesPerPiece = 256
/** Halvings after which a difference that has not shrunk is a jump. */
const halvings = 40

/**
 * Any function on a bounded support.
 * @throws InvalidModel where it is not finite, jumps at a point not listed in `breaks`, or has not died away at an end.
 */
export function functionPotential({ value, from, to, breaks = [], ends = 'negligible' }: FunctionPotential): Potential {
  requireInterval(from, to)
  breaks.forEach((q, i) => {
    if (!(q > from && q < to)) throw new InvalidModel(`breaks[${i}]`, `a point between ${from} and ${to}`, String(q))
  })
  const inside = [...new Set(breaks)].sort((a, b) => a - b)
  const largest = inspect(value, [from, ...inside, to])
  const kinds = endsApart(ends)
  ;[from, to].forEach((end, i) => {
    if (kinds[i] === 'negligible') checkTail(value, end, largest)
  })
  // within the support of another potential its ends are where a derivative jumps
  return limited(value, from, to, [from, ...inside, to])
}

/** The largest |V| on a grid; throws where V is not finite or jumps between two edges. */
function inspect(value: (q: number) => number, edges: readonly number[]): number {
  let largest = 0
  edges.slice(1).forEach((to, piece) => {
    const from = edges[piece]!
    const points = Array.from({ length: samplesPerPiece }, (_, i) => from + ((to - from) * (i + 0.5)) / samplesPerPiece)
    const values = points.map((q) => finite(value, q))
    largest = Math.max(largest, ...values.map(Math.abs))
    const step = Math.max(...values.slice(1).map((v, i) => Math.abs(v - values[i]!)))
    values.slice(1).forEach((v, i) => {
      if (Math.abs(v - values[i]!) > step / 4) checkJump(value, points[i]!, points[i + 1]!)
    })
  })
  return largest
}

function finite(value: (q: number) => number, q: number): number {
  const v = value(q)
  if (!Number.isFinite(v))
    throw new InvalidModel('value', 'a finite number everywhere on the support', `V(${q}) = ${v}`)
  return v
}

/**
 * Halves towards the larger difference: a smooth function's shrinks with the interval, from the largest that is met on
 * the way, which may be far larger than that of the ends.
 */
function checkJump(value: (q: number) => number, from: number, to: number): void {
  let [a, b] = [from, to]
  let most = Math.abs(value(b) - value(a))
  for (let i = 0; i < halvings; i++) {
    const middle = (a + b) / 2
    const [left, right] = [Math.abs(finite(value, middle) - value(a)), Math.abs(value(b) - value(middle))]
    if (left > right) b = middle
    else a = middle
    most = Math.max(most, left, right)
  }
  if (most > 0 && Math.abs(value(b) - value(a)) > 0.1 * most) {
    throw new InvalidModel(
      'breaks',
      `the point near ${b}, where V jumps from ${value(a)} to ${value(b)}`,
      'a function without it',
    )
  }
}

function checkTail(value: (q: number) => number, end: number, largest: number): void {
  const tail = finite(value, end)
  if (Math.abs(tail) > negligible * largest) {
    throw new InvalidModel(
      'support',
      `V below ${negligible} of its largest value at its ends, or ends that are declared jumps`,
      `V(${end}) = ${tail}`,
    )
  }
}
