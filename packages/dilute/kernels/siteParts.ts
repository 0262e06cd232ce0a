/** What kernels of scatterers apart from each other have in common. */
import { both, imaginary, square } from './eliminate'

/** L = R diag(U*) of every open level. */
export function dress(n: usize, modes: usize, open: usize, roots: usize, states: usize, waves: usize): void {
  for (let k: usize = 0; k < open; k++) {
    for (let mode: usize = 0; mode < modes; mode++) {
      for (let i: usize = 0; i < n; i++) {
        const state = states + 16 * (k * n + i)
        const r = v128.load(roots)
        v128.store(waves, f64x2.mul(r, v128.load64_splat(state)))
        v128.store(waves + imaginary, f64x2.neg(f64x2.mul(r, v128.load64_splat(state + 8))))
        roots += 16
        waves += both
      }
    }
  }
}

/** M = 1 − VA, and 1 + |V_iA_ii|². */
export function assembleSites(n: usize, a: usize, strengths: usize, m: usize, references: usize): void {
  for (let i: usize = 0; i < n; i++) {
    const v = f64x2.splat(-load<f64>(strengths + 8 * i))
    for (let e = 2 * i * n; e < 2 * (i + 1) * n; e++) v128.store(m + 16 * e, f64x2.mul(v, v128.load(a + 16 * e)))
    const entry = m + both * (i * n + i)
    const x = v128.load(entry)
    v128.store(references + 16 * i, f64x2.add(f64x2.splat(1), square(x, v128.load(entry + imaginary))))
    v128.store(entry, f64x2.add(f64x2.splat(1), x))
  }
}

/** A determinant times X. */
export function turn(factor: usize, dr: usize, di: usize): void {
  const p = v128.load(factor)
  const q = v128.load(factor + imaginary)
  const x = v128.load(dr)
  const y = v128.load(di)
  v128.store(dr, f64x2.sub(f64x2.mul(p, x), f64x2.mul(q, y)))
  v128.store(di, f64x2.add(f64x2.mul(p, y), f64x2.mul(q, x)))
}

/** M⁻¹V in place; returns the sum of its entries' squares. */
export function scaleColumns(n: usize, strengths: usize, m: usize): v128 {
  let size = f64x2.splat(0)
  for (let j: usize = 0; j < n; j++) {
    const v = f64x2.splat(load<f64>(strengths + 8 * j))
    for (let entry = m + both * j; entry < m + both * n * n; entry += both * n) {
      const x = f64x2.mul(v, v128.load(entry))
      const y = f64x2.mul(v, v128.load(entry + imaginary))
      size = f64x2.add(size, square(x, y))
      v128.store(entry, x)
      v128.store(entry + imaginary, y)
    }
  }
  return size
}

/** Y = L_kτ, modes × n. */
export function multiplyWaves(n: usize, modes: usize, waves: usize, tau: usize, y: usize): void {
  for (let mode: usize = 0; mode < modes; mode++) {
    for (let j: usize = 0; j < n; j++) {
      let re = f64x2.splat(0)
      let im = f64x2.splat(0)
      for (let i = mode; i < n; i++) {
        const wave = waves + both * (mode * n + i)
        const entry = tau + both * (i * n + j)
        const p = v128.load(wave)
        const q = v128.load(wave + imaginary)
        const a = v128.load(entry)
        const b = v128.load(entry + imaginary)
        re = f64x2.add(re, f64x2.sub(f64x2.mul(p, a), f64x2.mul(q, b)))
        im = f64x2.add(im, f64x2.add(f64x2.mul(p, b), f64x2.mul(q, a)))
      }
      v128.store(y + both * (mode * n + j), re)
      v128.store(y + both * (mode * n + j) + imaginary, im)
    }
  }
}
