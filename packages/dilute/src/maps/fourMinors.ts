import type { ComplexMatrix } from '../numerics/index.js'

/** Pairs k < l of four levels, and both others, a < b. */
const pairs = [
  [0, 1, 2, 3],
  [0, 2, 1, 3],
  [0, 3, 1, 2],
  [1, 2, 0, 3],
  [1, 3, 0, 2],
  [2, 3, 0, 1],
] as const

/** Where in the output are minors of two levels, of three, det W, Σ_l|W_kl| and what belongs to pairs. */
const places = { pairs: 4, triples: 10, determinant: 14, sums: 15, ofPairs: 19 } as const

/** How many numbers `fillMinors` sets. */
export const minorCount = places.ofPairs + 8 * pairs.length

/** What kernels/four.ts wants to know of W, Hermitian, 4 × 4. */
export function fillMinors(w: ComplexMatrix, out: Float64Array): void {
  for (let k = 0; k < 4; k++) {
    out[k] = w.re[5 * k]!
    out[places.sums + k] = rowSum(w, k)
  }
  for (let p = 0; p < pairs.length; p++) {
    const [k, l] = pairs[p]!
    out[places.pairs + p] = out[k]! * out[l]! - square(w, k, l)
  }
  fillTriple(w, 0, 1, 2, 0, out)
  fillTriple(w, 0, 1, 3, 1, out)
  fillTriple(w, 0, 2, 3, 2, out)
  fillTriple(w, 1, 2, 3, 3, out)
  for (let p = 0; p < pairs.length; p++) fillPair(w, p, out)
  out[places.determinant] = determinant(w, out)
}

const square = ({ re, im }: ComplexMatrix, k: number, l: number): number => re[4 * k + l]! ** 2 + im[4 * k + l]! ** 2

function rowSum(w: ComplexMatrix, k: number): number {
  let sum = 0
  for (let l = 0; l < 4; l++) sum += Math.sqrt(square(w, k, l))
  return sum
}

/** w_iw_jw_k + 2 Re W_ijW_jkW_ki − w_i|W_jk|² − w_j|W_ik|² − w_k|W_ij|². */
function fillTriple(w: ComplexMatrix, i: number, j: number, k: number, place: number, out: Float64Array): void {
  const { re, im } = w
  const [ij, jk, ki] = [4 * i + j, 4 * j + k, 4 * k + i]
  const x = re[ij]! * re[jk]! - im[ij]! * im[jk]!
  const y = re[ij]! * im[jk]! + im[ij]! * re[jk]!
  const cycle = x * re[ki]! - y * im[ki]!
  const squares = out[i]! * square(w, j, k) + out[j]! * square(w, i, k) + out[k]! * square(w, i, j)
  out[places.triples + place] = out[i]! * out[j]! * out[k]! + 2 * cycle - squares
}

/**
 * Of a pair k, l: W_kl; C^a and C^b; and E = W_klm_ab − w_bW_kaW_al − w_aW_kbW_bl + W_kaW_abW_bl + W_kbW_baW_al, a
 * sum over the paths from k to l.
 */
function fillPair({ re, im }: ComplexMatrix, p: number, out: Float64Array): void {
  const [k, l, a, b] = pairs[p]!
  const to = places.ofPairs + 8 * p
  const [kl, ka, al, kb, bl, ab] = [4 * k + l, 4 * k + a, 4 * a + l, 4 * k + b, 4 * b + l, 4 * a + b]
  const [u, v] = [re[kl]!, im[kl]!]
  const [aRe, aIm] = [re[ka]! * re[al]! - im[ka]! * im[al]!, re[ka]! * im[al]! + im[ka]! * re[al]!]
  const [bRe, bIm] = [re[kb]! * re[bl]! - im[kb]! * im[bl]!, re[kb]! * im[bl]! + im[kb]! * re[bl]!]
  const [x, y] = [re[ka]! * re[ab]! - im[ka]! * im[ab]!, re[ka]! * im[ab]! + im[ka]! * re[ab]!]
  const [s, t] = [re[kb]! * re[ab]! + im[kb]! * im[ab]!, im[kb]! * re[ab]! - re[kb]! * im[ab]!]
  // the minor of both others has the place opposite to the pair's
  const minor = out[places.pairs + 5 - p]!
  out[to] = u
  out[to + 1] = v
  out[to + 2] = aRe - u * out[a]!
  out[to + 3] = aIm - v * out[a]!
  out[to + 4] = bRe - u * out[b]!
  out[to + 5] = bIm - v * out[b]!
  const ways = x * re[bl]! - y * im[bl]! + s * re[al]! - t * im[al]!
  const others = x * im[bl]! + y * re[bl]! + s * im[al]! + t * re[al]!
  out[to + 6] = u * minor - out[b]! * aRe - out[a]! * bRe + ways
  out[to + 7] = v * minor - out[b]! * aIm - out[a]! * bIm + others
}

/** Σ_l W_0l adj(W)_l0, adj(W) = −E beside the diagonal. */
function determinant({ re, im }: ComplexMatrix, out: Float64Array): number {
  let sum = out[0]! * out[places.triples + 3]!
  for (let l = 1; l < 4; l++) {
    const e = places.ofPairs + 8 * (l - 1) + 6
    sum -= re[l]! * out[e]! + im[l]! * out[e + 1]!
  }
  return sum
}
