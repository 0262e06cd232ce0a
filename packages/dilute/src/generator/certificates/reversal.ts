import { adjoint, complexZeros, multiply, type ComplexMatrix } from '../../numerics/index.js'
import type { AntiunitarySymmetry, System } from '../../model/index.js'
import type { GeneratorBlock } from '../generatorBlocks.js'

/** v with Θ|l⟩ = Σ_k v_kl |k⟩ in the basis of the levels, N × N: U†(PD)U*, joining equal levels only. */
export function reversalInLevels(
  { eigenvectors: u, sites: n }: System,
  { permutation, phases }: AntiunitarySymmetry,
): ComplexMatrix {
  const conjugate = { ...u, im: u.im.map((y) => -y) }
  const unitary = complexZeros(n, n)
  permutation.forEach((image, i) => {
    unitary.re[image * n + i] = Math.cos(phases[i]!)
    unitary.im[image * n + i] = Math.sin(phases[i]!)
  })
  return multiply(multiply(adjoint(u), unitary), conjugate)
}

/** The block of ΘDΘ⁻¹, X ↦ vX*v† acting on both sides of D: R M* R† with R_{kk′,ll′} = v_kl v*_k′l′. */
export function reversedBlock({ pairs, matrix }: GeneratorBlock, v: ComplexMatrix): ComplexMatrix {
  const rotation = rotationOf(pairs, v)
  const conjugate = { ...matrix, im: matrix.im.map((y) => -y) }
  return multiply(multiply(rotation, conjugate), adjoint(rotation))
}

function rotationOf(pairs: GeneratorBlock['pairs'], v: ComplexMatrix): ComplexMatrix {
  const out = complexZeros(pairs.length, pairs.length)
  pairs.forEach(([k, kPrime], row) =>
    pairs.forEach(([l, lPrime], column) => {
      const [a, b] = [k * v.columns + l, kPrime * v.columns + lPrime]
      out.re[row * pairs.length + column] = v.re[a]! * v.re[b]! + v.im[a]! * v.im[b]!
      out.im[row * pairs.length + column] = v.im[a]! * v.re[b]! - v.re[a]! * v.im[b]!
    }),
  )
  return out
}
