import type { ComplexMatrix } from '../numerics/index.js'

/**
 * arg det A, continuous in A, for matrices whose Hermitian part is positive (1 + iηR, 1 − r·r′): elimination without
 * pivoting leaves pivots in the right half plane, and their arguments add up without jumps. A is spoilt.
 */
export function determinantPhase(a: ComplexMatrix): number {
  const { rows: n, re, im } = a
  let phase = 0
  for (let c = 0; c < n; c++) {
    phase += Math.atan2(im[c * n + c]!, re[c * n + c]!)
    eliminateBelow(a, c)
  }
  return phase
}

/**
 * The same for matrices whose anti-Hermitian part is not negative (what open channels add to B − A): pivots lie in the
 * closed upper half plane, those that rounding puts below it among them.
 */
export function upperDeterminantPhase(a: ComplexMatrix): number {
  const { rows: n, re, im } = a
  let phase = 0
  for (let c = 0; c < n; c++) {
    phase += Math.atan2(Math.max(im[c * n + c]!, 0), re[c * n + c]!)
    eliminateBelow(a, c)
  }
  return phase
}

/** log det A, up to multiples of 2πi, by elimination with pivoting. A is spoilt. */
export function logDeterminant(a: ComplexMatrix): { re: number; im: number } {
  const { rows: n, re, im } = a
  const out = { re: 0, im: 0 }
  for (let c = 0; c < n; c++) {
    const pivot = largestBelow(a, c)
    if (pivot !== c) {
      out.im += Math.PI
      for (let k = c; k < n; k++) {
        ;[re[c * n + k], re[pivot * n + k]] = [re[pivot * n + k]!, re[c * n + k]!]
        ;[im[c * n + k], im[pivot * n + k]] = [im[pivot * n + k]!, im[c * n + k]!]
      }
    }
    out.re += Math.log(Math.hypot(re[c * n + c]!, im[c * n + c]!))
    out.im += Math.atan2(im[c * n + c]!, re[c * n + c]!)
    eliminateBelow(a, c)
  }
  return out
}

function largestBelow({ rows: n, re, im }: ComplexMatrix, c: number): number {
  let best = c
  for (let r = c + 1; r < n; r++) {
    if (Math.hypot(re[r * n + c]!, im[r * n + c]!) > Math.hypot(re[best * n + c]!, im[best * n + c]!)) best = r
  }
  return best
}

function eliminateBelow({ rows: n, re, im }: ComplexMatrix, c: number): void {
  const [x, y] = [re[c * n + c]!, im[c * n + c]!]
  const scale = x * x + y * y
  if (scale === 0) return
  for (let r = c + 1; r < n; r++) {
    const [u, v] = [re[r * n + c]!, im[r * n + c]!]
    const [fr, fi] = [(u * x + v * y) / scale, (v * x - u * y) / scale]
    for (let k = c + 1; k < n; k++) {
      const [s, t] = [re[c * n + k]!, im[c * n + k]!]
      re[r * n + k] = re[r * n + k]! - fr * s + fi * t
      im[r * n + k] = im[r * n + k]! - fr * t - fi * s
    }
  }
}
