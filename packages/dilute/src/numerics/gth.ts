/**
 * The stationary distribution of an irreducible Markov process by the elimination of Grassmann, Taksar and
 * Heyman (Oper. Res. 33, 1107 (1985)): additions, multiplications and divisions of non-negative numbers only,
 * so that the tiniest population keeps its relative accuracy.
 * `rates` is n × n, row-major, `[to][from]`, the diagonal ignored; it is not changed.
 * @throws RangeError when some state cannot reach state 0, and for rates that are not finite.
 */
export function stationaryDistribution(n: number, rates: Float64Array): Float64Array {
  const a = rates.slice()
  for (let k = n - 1; k > 0; k--) censor(n, a, k)
  const p = new Float64Array(n)
  p[0] = 1
  for (let k = 1; k < n; k++) {
    let inflow = 0
    for (let j = 0; j < k; j++) inflow += a[k * n + j]! * p[j]!
    p[k] = inflow
    rescale(p, k)
  }
  return normalized(p)
}

/** Keeps the running populations below 10¹⁰⁰; what is 10⁻³⁰⁰ of the largest may vanish. */
function rescale(p: Float64Array, k: number): void {
  if (p[k]! < 1e100) return
  const largest = p[k]!
  for (let j = 0; j <= k; j++) p[j] = p[j]! / largest
}

function normalized(p: Float64Array): Float64Array {
  const total = p.reduce((sum, x) => sum + x, 0)
  if (!(total < Infinity)) throw new RangeError('the rates must be finite numbers')
  return p.map((x) => x / total)
}

/** Removes state k: what passed through it becomes direct; row k keeps a_kj / (rate out of k), for the way back. The diagonal is never read. */
function censor(n: number, a: Float64Array, k: number): void {
  let out = 0
  for (let j = 0; j < k; j++) out += a[j * n + k]!
  if (!(out > 0)) throw new RangeError(`state ${k} cannot reach the states before it: the process is reducible`)
  for (let j = 0; j < k; j++) a[k * n + j] = a[k * n + j]! / out
  for (let i = 0; i < k; i++) {
    const weight = a[i * n + k]!
    if (weight === 0) continue
    for (let j = 0; j < k; j++) a[i * n + j]! += weight * a[k * n + j]!
  }
}
