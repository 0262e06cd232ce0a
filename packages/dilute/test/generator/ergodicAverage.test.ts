import { describe, expect, test } from 'vitest'
import { contactStrengths, ringSystem, thermalGas } from '../../src/model/index.js'
import { contactScatterer, type Scatterer } from '../../src/scattering/index.js'
import { collisionTable, secularGenerator, withHamiltonian, type SecularGenerator } from '../../src/generator/index.js'
import { amplitudesAt, conjugate, times, transitionsAt, type C } from '../support/batches.js'

/*
 * The paper's other route to (7): L as the ergodic average (8) of L₀ (9), on a gas of discrete momenta, for Fig. 1.
 *
 * One collision turns ρ ⊗ |p⟩⟨p| into S(ρ ⊗ |p⟩⟨p|)S†. S holds energy to no better than 1/τ, τ the time that the
 * collision may take: S − 1 = −2πi Δ(E_p′ + 𝓔_k − E_p − 𝓔_l) T, Δ a delta of width η ~ 1/τ. The gain is quadratic in S
 * − 1, and per unit time one of the two deltas is used up: (2π)²ΔΔ′/τ → 2π f(x) f(x′), with f² a delta of unit area and
 *     x = E_p′ − E_p + ω_kl,   x′ = E_p′ − E_p + ω_k′l′,   ω_kl = 𝓔_k − 𝓔_l.
 * So there is one delta per pair of amplitudes, shared half and half. At given p and p′ it lets through every pair of
 * transitions whose ω_kl and ω_k′l′ agree to within η, whichever levels they start from: total energies E_p + 𝓔_l and
 * E_p + 𝓔_l′ differ, kinetic ones do not. That is L₀, of Lindblad's form with operators A_p′p = Σ_kl f(x) t_{kp′,lp}
 * |k⟩⟨l|, and not secular. In one dimension, (2π)t = T:
 *     L₀ρ = −i[H₀, ρ] + ν ∫∫ dp dp′ G(p) (AρA† − ½{A†A, ρ}),   H₀ = ν ∫dp G(p) ½(t + t†) forward.
 * (8) turns the entry from ρ_ll′ to ρ_kk′ with e^{i(Ω_kk′ − Ω_ll′)t}, and Ω_kk′ − Ω_ll′ = ω_kl − ω_k′l′: what is left
 * has ω_kl = ω_k′l′, the same p and p′, and two different total energies, which is g_{kk′,ll′} of docs/theory.md §9.1:
 * ∫dp′ δ(E_p′ − E_p + ω) = m/p′ makes t t* m/(p p′) · v of it, that is M M* times the flux.
 *
 * Discretised: midpoints in p and p′, n = 12/η of each, f² a Gaussian of width η: neighbours in p′ are then at most
 * about η apart in energy, which a sum over a Gaussian takes without loss. What remains is the smearing of energy at
 * thresholds. There a region of p, p′ ~ √η, where elastic amplitudes t go as p, has the weight ∫∫dp dp′ p²/η ~ η: first
 * order in η, and it is the coherences that show it.
 */

const levels = 3
const beta = 2
const density = 0.8
const system = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 })
const gas = thermalGas({ dimension: 1, mass: 1, density, beta })
const secular = secularGenerator({ table: collisionTable(scatterer, { betas: [beta] }), gas })

/** A superoperator in the basis of the levels, [kk′][ll′]. */
type Superoperator = C[][]

const zeros = (): Superoperator => Array.from({ length: 9 }, () => Array.from({ length: 9 }, () => ({ re: 0, im: 0 })))
const add = (to: C, { re, im }: C, factor = 1): void => {
  to.re += factor * re
  to.im += factor * im
}

/** L₀ with `points` momenta before and after the collision, energy conserved to within `width`. */
function nonSecular(source: Scatterer, points: number, width: number): Superoperator {
  const gain = zeros()
  const loss = Array.from({ length: levels ** 2 }, () => ({ re: 0, im: 0 }))
  const shift = Array.from({ length: levels ** 2 }, () => ({ re: 0, im: 0 }))
  const [step, afterStep] = [Math.sqrt((2 * 20) / beta) / points, Math.sqrt(2 * (20 / beta + 1)) / points]
  for (let i = 0; i < points; i++) {
    const p = (i + 0.5) * step
    const weight = density * step * Math.sqrt(beta / (2 * Math.PI)) * Math.exp((-beta * p * p) / 2)
    const t = Array.from({ length: levels }, (_, l) => amplitudesAt(source, l, (p * p) / 2, [[1], [-1]]))
    for (let k = 0; k < levels; k++) {
      for (let l = 0; l < levels; l++) {
        for (const side of [0, 1]) {
          add(shift[k * levels + l]!, t[l]!(2 * k + side, 2 * l + side), weight / 2)
          add(shift[k * levels + l]!, conjugate(t[k]!(2 * l + side, 2 * k + side)), weight / 2)
        }
      }
    }
    for (let j = 0; j < points; j++)
      addCollision(((j + 0.5) * afterStep) ** 2 / 2 - (p * p) / 2, weight * afterStep, t, width, gain, loss)
  }
  return assembled(gain, loss, shift)
}

/** AρA† and A†A of all four pairs of directions for one |p|, |p′|. */
function addCollision(
  gained: number,
  weight: number,
  t: ReturnType<typeof amplitudesAt>[],
  width: number,
  gain: Superoperator,
  loss: C[],
): void {
  const half = (k: number, l: number): number => {
    const x = gained + system.levels[k]! - system.levels[l]!
    return Math.exp((-x * x) / (4 * width * width)) / Math.sqrt(width * Math.sqrt(2 * Math.PI))
  }
  const f = Array.from({ length: 9 }, (_, kl) => half(Math.floor(kl / 3), kl % 3))
  if (Math.max(...f) < 1e-7) return
  for (const out of [0, 1]) {
    for (const into of [0, 1]) {
      const a = f.map((share, kl) => {
        const { re, im } = t[kl % 3]!(2 * Math.floor(kl / 3) + out, 2 * (kl % 3) + into)
        return { re: share * re, im: share * im }
      })
      for (let kl = 0; kl < 9; kl++) {
        for (let k2l2 = 0; k2l2 < 9; k2l2++) {
          const product = times(a[kl]!, conjugate(a[k2l2]!))
          const [k, l, k2, l2] = [Math.floor(kl / 3), kl % 3, Math.floor(k2l2 / 3), k2l2 % 3]
          add(gain[k * 3 + k2]![l * 3 + l2]!, product, weight)
          if (k === k2) add(loss[l2 * 3 + l]!, product, weight)
        }
      }
    }
  }
}

/** Gain − ½(Γρ + ρΓ) − i[H₀, ρ], Γ_l′l = Σ_k A*_kl′ A_kl. */
function assembled(gain: Superoperator, loss: C[], shift: C[]): Superoperator {
  const left = loss.map(({ re, im }, e) => ({ re: -re / 2 + shift[e]!.im, im: -im / 2 - shift[e]!.re }))
  const right = loss.map(({ re, im }, e) => ({ re: -re / 2 - shift[e]!.im, im: -im / 2 + shift[e]!.re }))
  return gain.map((row, to) =>
    row.map((entry, from) => {
      const [k, k2, l, l2] = [Math.floor(to / 3), to % 3, Math.floor(from / 3), from % 3]
      const out = { ...entry }
      if (k2 === l2) add(out, left[k * 3 + l]!)
      if (k === l) add(out, right[l2 * 3 + k2]!)
      return out
    }),
  )
}

/**
 * (8): (1/2T) ∫_{−T}^{T} e^{iΩ_to t} L₀ e^{−iΩ_from t} dt, by the trapezoidal rule with steps well below a period of
 * any frequency.
 */
function averaged(superoperator: Superoperator, time: number): Superoperator {
  const steps = 40 * Math.ceil(time)
  const frequency = (pair: number): number => system.levels[Math.floor(pair / 3)]! - system.levels[pair % 3]!
  return superoperator.map((row, to) =>
    row.map(({ re, im }, from) => {
      const turning = frequency(to) - frequency(from)
      let mean = 0
      for (let s = 0; s <= steps; s++)
        mean += (Math.cos(turning * time * ((2 * s) / steps - 1)) * (s === 0 || s === steps ? 0.5 : 1)) / steps
      return { re: mean * re, im: mean * im }
    }),
  )
}

function dense({ blocks }: SecularGenerator): Superoperator {
  const out = zeros()
  for (const { pairs, matrix } of blocks) {
    pairs.forEach(([k, k2], row) =>
      pairs.forEach(([l, l2], column) => {
        const at = row * pairs.length + column
        out[k * 3 + k2]![l * 3 + l2] = { re: matrix.re[at]!, im: matrix.im[at]! }
      }),
    )
  }
  return out
}

const distance = (a: Superoperator, b: Superoperator): number =>
  Math.max(...a.flatMap((row, i) => row.map(({ re, im }, j) => Math.hypot(re - b[i]![j]!.re, im - b[i]![j]!.im))))

/** The largest entry between elements of different Bohr frequency, which the average must take away. */
function offBlocks(superoperator: Superoperator): number {
  const frequency = (pair: number): number => system.levels[Math.floor(pair / 3)]! - system.levels[pair % 3]!
  return Math.max(
    ...superoperator.flatMap((row, to) =>
      row.map(({ re, im }, from) => (Math.abs(frequency(to) - frequency(from)) < 1e-6 ? 0 : Math.hypot(re, im))),
    ),
  )
}

describe('the ergodic average (8) of L₀ (9)', () => {
  const expected = dense(withHamiltonian(secular, secular.levelShift))
  const size = distance(expected, zeros())
  const at = (width: number): Superoperator => nonSecular(scatterer, Math.ceil(12 / width), width)
  /** Many periods of every difference of Bohr frequencies, and no whole number of them. */
  const long = 1000

  test('is the secular generator with its level shift, to first order in the width of the energy delta', () => {
    const errors = [0.08, 0.04, 0.02].map((width) => distance(averaged(at(width), long), expected) / size)
    expect(errors[2]).toBeLessThan(4e-3)
    expect(errors[0]! / errors[1]!).toBeGreaterThan(1.7)
    expect(errors[1]! / errors[2]!).toBeGreaterThan(1.7)
  })

  test('L₀ itself is not secular; the average takes that away as 1/T', () => {
    const l0 = at(0.25)
    expect(offBlocks(l0)).toBeGreaterThan(0.2 * size)
    const [short, longer] = [10.3, 1030].map((time) => offBlocks(averaged(l0, time)))
    expect(short).toBeLessThan(0.3 * offBlocks(l0))
    expect(longer).toBeLessThan(5e-3 * offBlocks(l0))
  })

  test(
    'coherences of Fig. 1 feed each other through amplitudes at the same momenta and two total energies, not at ' +
      'one',
    () => {
      const apart = (a: C, b: C): number => Math.hypot(a.re - b.re, a.im - b.im) / Math.hypot(b.re, b.im)
      const found = averaged(at(0.02), long)[2 * 3 + 1]![1 * 3 + 0]!
      expect(apart(found, feeding(0))).toBeLessThan(0.01)
      expect(apart(found, feeding(1))).toBeGreaterThan(0.1)
      expect(apart(expected[2 * 3 + 1]![1 * 3 + 0]!, feeding(0))).toBeLessThan(1e-5)
    },
  )
})

/**
 * ν ∫dε G(ε) Σ M_21(ε+𝓔₁) M*_10(ε+𝓔_second), ε above ½, midpoints in √(ε − ½): second = 0 is docs/theory.md §9.1.
 */
function feeding(second: 0 | 1): C {
  const out = { re: 0, im: 0 }
  const step = 0.002
  for (let root = step / 2; root < 4; root += step) {
    const kinetic = 0.5 + root * root
    const weight = density * Math.sqrt(beta / (2 * Math.PI)) * Math.exp(-beta * kinetic) * 2 * root * step
    const [a, b] = [transitionsAt(scatterer, 1, kinetic), transitionsAt(scatterer, second, kinetic)]
    for (const side of [0, 1])
      for (const into of [0, 1]) add(out, times(a(4 + side, 2 + into), conjugate(b(2 + side, into))), weight)
  }
  return out
}
