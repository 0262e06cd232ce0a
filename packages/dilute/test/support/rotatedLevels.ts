import { hamiltonianSystem, type Complex, type System } from '../../src/model/index.js'

/** The same system with another basis in every degenerate pair of levels: a rotation by 0.7 with a phase. */
export function rotatedLevels(system: System): System {
  const n = system.sites
  const u = { ...system.eigenvectors, re: system.eigenvectors.re.slice(), im: system.eigenvectors.im.slice() }
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)]
  for (const [k, l] of system.groups.filter((group) => group.length === 2) as [number, number][]) {
    for (let i = 0; i < n; i++) {
      const [p, q] = [i * n + k, i * n + l]
      const [a, b, x, y] = [u.re[p]!, u.im[p]!, -u.im[q]!, u.re[q]!]
      ;[u.re[p], u.im[p], u.re[q], u.im[q]] = [c * a + s * x, c * b + s * y, c * x - s * a, c * y - s * b]
    }
  }
  return { ...system, eigenvectors: u }
}

/**
 * The system of H with a Hermitian matrix of this size added: rounding, as another program or another order of sums
 * would leave.
 */
export function nudged({ hamiltonian: h, sites: n }: System, size: number): System {
  const noise = (i: number, j: number): Complex => [
    size * Math.cos(3 * (i + j) + i * j),
    i === j ? 0 : size * Math.sin(i + j + 1) * Math.sign(i - j),
  ]
  return hamiltonianSystem(
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j): Complex => [
        h.re[i * n + j]! + noise(i, j)[0],
        h.im[i * n + j]! + noise(i, j)[1],
      ]),
    ),
  )
}
