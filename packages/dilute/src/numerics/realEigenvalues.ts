import { largestOf } from './extremes.js'
import { OutOfDomain } from './failures.js'

/**
 * The eigenvalues of a real n × n matrix (row-major, any symmetry) as [re, im], largest real part first, complex ones
 * in exact conjugate pairs: reduction to Hessenberg form by elimination, then the double-shift QR algorithm (EISPACK
 * elmhes and hqr).
 * @throws RangeError for entries that are not finite; Error should QR not converge.
 */
export function realEigenvalues(n: number, a: Float64Array): [number, number][] {
  let largest = 0
  for (const x of a) {
    if (!Number.isFinite(x)) throw new OutOfDomain('matrix', `the matrix must be finite, but has the entry ${x}`)
    largest = Math.max(largest, Math.abs(x))
  }
  const unit = largest === 0 ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)))
  const h = Array.from({ length: n }, (_, i) => Float64Array.from(a.subarray(i * n, i * n + n), (x) => x / unit))
  toHessenberg(h)
  return hessenbergEigenvalues(h)
    .map(([re, im]): [number, number] => [re * unit, im * unit])
    .sort((x, y) => y[0] - x[0] || y[1] - x[1])
}

/** Gaussian similarity transformations with pivoting; what lies below the sub-diagonal is set to zero. */
function toHessenberg(h: Float64Array[]): void {
  for (let m = 1; m + 1 < h.length; m++) {
    let pivot = m
    for (let i = m + 1; i < h.length; i++) if (Math.abs(h[i]![m - 1]!) > Math.abs(h[pivot]![m - 1]!)) pivot = i
    if (h[pivot]![m - 1] === 0) continue
    if (pivot !== m) exchange(h, pivot, m)
    for (let i = m + 1; i < h.length; i++) eliminateRow(h, i, m)
  }
}

function exchange(h: Float64Array[], i: number, j: number): void {
  ;[h[i], h[j]] = [h[j]!, h[i]!]
  for (const row of h) [row[i], row[j]] = [row[j]!, row[i]!]
}

function eliminateRow(h: Float64Array[], i: number, m: number): void {
  const factor = h[i]![m - 1]! / h[m]![m - 1]!
  if (factor === 0) return
  for (let j = m - 1; j < h.length; j++) h[i]![j]! -= factor * h[m]![j]!
  h[i]![m - 1] = 0
  for (const row of h) row[m]! += factor * row[i]!
}

const sweepsPerEigenvalue = 60

/** QR with Francis's double shift, deflating one or two eigenvalues at the lower end at a time. */
function hessenbergEigenvalues(h: Float64Array[]): [number, number][] {
  const norm = Math.max(largestOf(h.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0))), Number.MIN_VALUE)
  const found: [number, number][] = []
  let end = h.length - 1
  let shift = 0
  for (let sweeps = 0; end >= 0; sweeps++) {
    const start = blockStart(h, end, norm)
    if (start === end) {
      found.push([h[end]![end]! + shift, 0])
      end -= 1
      sweeps = -1
    } else if (start === end - 1) {
      found.push(...eigenvaluesOfBlock(h, end, shift))
      end -= 2
      sweeps = -1
    } else {
      if (sweeps === sweepsPerEigenvalue) throw new Error('the eigenvalues of a real matrix did not converge')
      if (sweeps % 10 === 9) shift += exceptionalShift(h, end)
      doubleShiftSweep(h, start, end, sweeps % 10 === 9)
    }
  }
  return found
}

/** The first row of the unreduced block that ends at `end`; the negligible entry before it is set to zero. */
function blockStart(h: Float64Array[], end: number, norm: number): number {
  for (let l = end; l > 0; l--) {
    const local = Math.abs(h[l - 1]![l - 1]!) + Math.abs(h[l]![l]!) || norm
    if (Math.abs(h[l]![l - 1]!) <= (Number.EPSILON / 2) * local) {
      h[l]![l - 1] = 0
      return l
    }
  }
  return 0
}

function eigenvaluesOfBlock(h: Float64Array[], end: number, shift: number): [number, number][] {
  const [x, y] = [h[end]![end]!, h[end - 1]![end - 1]!]
  const product = h[end]![end - 1]! * h[end - 1]![end]!
  const half = (y - x) / 2
  const discriminant = half * half + product
  const root = Math.sqrt(Math.abs(discriminant))
  if (discriminant < 0)
    return [
      [x + half + shift, root],
      [x + half + shift, -root],
    ]
  const far = half + (half >= 0 ? root : -root)
  return [
    [x + far + shift, 0],
    [(far === 0 ? x : x - product / far) + shift, 0],
  ]
}

/** Subtracts the last diagonal entry everywhere, to leave a cycle; returns what was subtracted. */
function exceptionalShift(h: Float64Array[], end: number): number {
  const x = h[end]![end]!
  for (let i = 0; i <= end; i++) h[i]![i]! -= x
  return x
}

/** One Francis sweep on rows and columns start…end. */
function doubleShiftSweep(h: Float64Array[], start: number, end: number, exceptional: boolean): void {
  let [x, y, w] = [h[end]![end]!, h[end - 1]![end - 1]!, h[end]![end - 1]! * h[end - 1]![end]!]
  if (exceptional) {
    const s = Math.abs(h[end]![end - 1]!) + Math.abs(h[end - 1]![end - 2]!)
    x = y = 0.75 * s
    w = -0.4375 * s * s
  }
  let m = end - 2
  let [p, q, r] = firstColumn(h, m, x, y, w)
  while (m > start && !decoupled(h, m, p, q, r)) {
    m -= 1
    ;[p, q, r] = firstColumn(h, m, x, y, w)
  }
  for (let i = m + 2; i <= end; i++) {
    h[i]![i - 2] = 0
    if (i > m + 2) h[i]![i - 3] = 0
  }
  for (let k = m; k < end; k++) {
    if (k > m) [p, q, r] = [h[k]![k - 1]!, h[k + 1]![k - 1]!, k + 1 < end ? h[k + 2]![k - 1]! : 0]
    reflectBulge(h, k, m, start, end, p, q, r)
  }
}

/** The first column of (H − x)(H − y) − w from row m on, scaled. */
function firstColumn(h: Float64Array[], m: number, x: number, y: number, w: number): [number, number, number] {
  const z = h[m]![m]!
  const [r, s] = [x - z, y - z]
  const p = (r * s - w) / h[m + 1]![m]! + h[m]![m + 1]!
  const q = h[m + 1]![m + 1]! - z - r - s
  const t = h[m + 2]![m + 1]!
  const size = Math.abs(p) + Math.abs(q) + Math.abs(t)
  return [p / size, q / size, t / size]
}

/** Whether two small sub-diagonal entries in a row let the sweep start at m. */
function decoupled(h: Float64Array[], m: number, p: number, q: number, r: number): boolean {
  const u = Math.abs(h[m]![m - 1]!) * (Math.abs(q) + Math.abs(r))
  const v = Math.abs(p) * (Math.abs(h[m - 1]![m - 1]!) + Math.abs(h[m]![m]!) + Math.abs(h[m + 1]![m + 1]!))
  return u <= (Number.EPSILON / 2) * v
}

/** The Householder step that moves the bulge from column k − 1 on; a column of zeros needs none. */
function reflectBulge(
  h: Float64Array[],
  k: number,
  m: number,
  start: number,
  end: number,
  p0: number,
  q0: number,
  r0: number,
): void {
  const three = k + 1 < end
  const scale = Math.abs(p0) + Math.abs(q0) + Math.abs(r0)
  if (scale === 0) return
  const [p, q, r] = [p0 / scale, q0 / scale, r0 / scale]
  const s = Math.hypot(p, q, r) * (p < 0 ? -1 : 1)
  if (k > m) h[k]![k - 1] = -s * scale
  else if (start !== m) h[k]![k - 1] = -h[k]![k - 1]!
  const [x, y, z] = [(p + s) / s, q / s, r / s]
  const [qq, rr] = [q / (p + s), r / (p + s)]
  for (let j = k; j <= end; j++) {
    const t = h[k]![j]! + qq * h[k + 1]![j]! + (three ? rr * h[k + 2]![j]! : 0)
    h[k]![j]! -= t * x
    h[k + 1]![j]! -= t * y
    if (three) h[k + 2]![j]! -= t * z
  }
  for (let i = start; i <= Math.min(end, k + 3); i++) {
    const t = x * h[i]![k]! + y * h[i]![k + 1]! + (three ? z * h[i]![k + 2]! : 0)
    h[i]![k]! -= t
    h[i]![k + 1]! -= t * qq
    if (three) h[i]![k + 2]! -= t * rr
  }
}
