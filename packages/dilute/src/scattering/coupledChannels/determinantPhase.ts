import type { ComplexMatrix } from '../../numerics/index.js'

/**
 * arg det A, continuous in A, for matrices whose Hermitian part is positive (1 + iηR, 1 − r·r′): elimination without pivoting leaves pivots in
 * the right half plane, and their arguments add up without jumps. A is spoilt.
 */
export function determinantPhase(a: ComplexMatrix): number {
  const { rows: n, re, im } = a
  let phase = 0
  for (let c = 0; c < n; c++) {
    const [x, y] = [re[c * n + c]!, im[c * n + c]!]
    phase += Math.atan2(y, x)
    const scale = x * x + y * y
    if (scale === 0) continue
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
  return phase
}
