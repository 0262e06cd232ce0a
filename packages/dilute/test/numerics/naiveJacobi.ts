import type { ComplexMatrix } from '../../src/numerics/index.js'
import { at, build, conjugateTranspose, naiveProduct } from './matrices.js'

/**
 * Eigenvalues of a Hermitian matrix of norm about one by cyclic complex Jacobi rotations, each a full matrix product:
 * slow, simple, ascending.
 */
export function naiveEigenvalues(matrix: ComplexMatrix): number[] {
  let a = matrix
  const n = a.rows
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [x, y] = at(a, p, q)
        if (Math.hypot(x, y) <= 1e-17) continue
        const rotation = jacobiRotation(n, p, q, x, y, at(a, p, p)[0], at(a, q, q)[0])
        const b = naiveProduct(naiveProduct(conjugateTranspose(rotation), a), rotation)
        a = build(n, n, (i, j) => ((i === p && j === q) || (i === q && j === p) ? [0, 0] : at(b, i, j)))
        turned = true
      }
    }
    if (!turned) break
  }
  return Array.from({ length: n }, (_, i) => at(a, i, i)[0]).sort((x, y) => x - y)
}

/** R with (R†AR)_pq = 0: tan 2θ = 2|a_pq|/(a_qq − a_pp), the phase of a_pq taken out. */
function jacobiRotation(
  n: number,
  p: number,
  q: number,
  x: number,
  y: number,
  app: number,
  aqq: number,
): ComplexMatrix {
  const size = Math.hypot(x, y)
  const angle = 0.5 * Math.atan2(2 * size, aqq - app)
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const [u, v] = [x / size, y / size]
  return build(n, n, (i, j) => {
    if (i === p && j === p) return [c, 0]
    if (i === q && j === q) return [c, 0]
    if (i === p && j === q) return [s * u, s * v]
    if (i === q && j === p) return [-s * u, s * v]
    return [i === j ? 1 : 0, 0]
  })
}
