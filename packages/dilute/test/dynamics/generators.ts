import fc from 'fast-check'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  thermalGas,
  type Complex,
  type System,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { bohrBlocks, collisionTable, secularGenerator, type SecularGenerator } from '../../src/generator/index.js'
import { complexZeros, type ComplexMatrix } from '../../src/numerics/index.js'
import type { InitialState } from '../../src/dynamics/index.js'
import { build } from '../numerics/matrices.js'
import { around, hermitian } from '../support/models.js'

/** The generator of contact scatterers of these strengths at one point of a line, m = ν = 1. */
export function generatorOf(system: System, strengths: readonly number[], beta: number): SecularGenerator {
  const scatterer = contactScatterer({ system, interaction: contactStrengths({ strengths }), mass: 1 })
  const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta })
  return secularGenerator({ table: collisionTable(scatterer, { betas: [beta] }), gas })
}

export const ring = (flux = 3 / 4): System => ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux })

/** Fig. 1 at β = 2: levels −½, 0, ½, whose coherences feed each other. */
export const fig1 = (): SecularGenerator => generatorOf(ring(), [1, 0.7, 1.5], 2)

/** H = |v⟩⟨v|, v complex: two degenerate levels below one, all coupled. */
export function twoDegenerate(): SecularGenerator {
  const v: Complex[] = [
    [0.8, 0],
    [0.3, 0.4],
    [-0.2, 0.5],
  ]
  const h = v.map(([a, b]) => v.map(([c, d]): Complex => [a * c + b * d, b * c - a * d]))
  return generatorOf(hamiltonianSystem(h), [1, 0.7, 1.5], 2)
}

/**
 * Three unconnected equal sites, of which the gas sees the first: every level degenerate, sites 1 and 2 a space of its
 * own.
 */
export const partlySeen = (): SecularGenerator => generatorOf(hamiltonianSystem(diagonal([0, 0, 0])), [1, 0, 0], 2)

export const diagonal = (energies: readonly number[]): Complex[][] =>
  energies.map((energy, i) => energies.map((_, j): Complex => [i === j ? energy : 0, 0]))

/**
 * A generator of blocks that need no scattering: rates [to][from] between given levels, coherences decaying at half the
 * losses.
 */
export function ratesOnly(levels: readonly number[], rates: readonly (readonly number[])[]): SecularGenerator {
  const system = hamiltonianSystem(diagonal(levels))
  const n = levels.length
  const loss = levels.map((_, l) => rates.reduce((sum, row, k) => sum + (k === l ? 0 : row[l]!), 0))
  const populations = complexZeros(n, n)
  rates.forEach((row, k) =>
    row.forEach((rate, l) => {
      populations.re[k * n + l] = k === l ? -loss[l]! : rate
    }),
  )
  const pairs = levels.flatMap((_, k) => levels.flatMap((__, l): [number, number][] => (k === l ? [] : [[k, l]])))
  const coherences = pairs.map(([k, l]) => {
    const matrix = complexZeros(1, 1)
    matrix.re[0] = -(loss[k]! + loss[l]!) / 2
    return { frequency: levels[k]! - levels[l]!, pairs: [[k, l] as const], matrix, errors: Float64Array.of(0) }
  })
  const diagonalPairs = levels.map((_, k) => [k, k] as const)
  return {
    system,
    blocks: [
      { frequency: 0, pairs: diagonalPairs, matrix: populations, errors: new Float64Array(n * n) },
      ...coherences,
    ],
    estimatedError: 0,
    levelShift: complexZeros(n, n),
    levelShiftError: new Float64Array(n * n),
  }
}

export interface GeneratedEvolution {
  readonly generator: SecularGenerator
  readonly beta: number
  readonly initial: InitialState
}

const seeds = (length: number): fc.Arbitrary<number[]> =>
  fc.array(around(-1, 1), { minLength: length, maxLength: length })

const apart = (levels: Float64Array): boolean => levels.every((level, k) => k === 0 || level - levels[k - 1]! > 0.05)

/**
 * Contact scatterers at one point of a line, two or three levels well apart, any temperature; a pure or a mixed initial
 * state.
 */
const scattered: fc.Arbitrary<GeneratedEvolution> = fc
  .integer({ min: 2, max: 3 })
  .chain((n) =>
    fc.record({
      system: hermitian(n)
        .map(hamiltonianSystem)
        .filter(({ levels }) => apart(levels)),
      strengths: fc.array(around(0.3, 2), { minLength: n, maxLength: n }),
      beta: around(0.3, 3),
      seed: seeds(8),
      mixed: fc.boolean(),
    }),
  )
  .map(({ system, strengths, beta, seed, mixed }) => ({
    generator: generatorOf(system, strengths, beta),
    beta,
    initial: initialState(system.sites, seed, mixed),
  }))

/**
 * Evenly spaced or degenerate levels, so that the blocks are large, with any jumps that obey the KMS condition at β.
 */
const structured: fc.Arbitrary<GeneratedEvolution> = fc
  .record({
    levels: fc.constantFrom([0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 0, 1], [0, 1, 1, 2], [0, 0, 0]),
    beta: around(0.3, 3),
    jumps: seeds(32),
    seed: seeds(8),
    mixed: fc.boolean(),
  })
  .map(({ levels, beta, jumps, seed, mixed }) => ({
    generator: jumping(levels, beta, jumps),
    beta,
    initial: initialState(levels.length, seed, mixed),
  }))

export const evolutions: fc.Arbitrary<GeneratedEvolution> = fc.oneof(fc.noBias(scattered), structured)

/**
 * D(ρ) = Σ_ω A_ωρA_ω† − ½{A_ω†A_ω, ρ}: A_ω takes the part of one operator that raises the energy by ω, times e^{−βω/4};
 * lowering parts are the adjoints of the raising ones, so that the Gibbs state at β stays.
 */
function jumping(levels: readonly number[], beta: number, seed: readonly number[]): SecularGenerator {
  const n = levels.length
  const system = hamiltonianSystem(diagonal(levels))
  const jump = (k: number, l: number): Complex => {
    const [to, from] = [Math.max(k, l), Math.min(k, l)]
    const size = Math.exp((-beta / 4) * (levels[k]! - levels[l]!))
    const [re, im] = [seed[(2 * (to * n + from)) % 32]!, seed[(2 * (to * n + from) + 1) % 32]!]
    return [size * re, k === l ? 0 : k > l ? size * im : -size * im]
  }
  const blocks = bohrBlocks(system).map((block) => ({
    ...block,
    errors: new Float64Array(block.pairs.length ** 2),
    matrix: build(block.pairs.length, block.pairs.length, (row, column) => {
      const [[k, k2], [l, l2]] = [block.pairs[row]!, block.pairs[column]!]
      return minus(gain(levels, jump, k, k2, l, l2), loss(levels, jump, k, k2, l, l2))
    }),
  }))
  return { system, blocks, estimatedError: 0, levelShift: complexZeros(n, n), levelShiftError: new Float64Array(n * n) }
}

type Jump = (k: number, l: number) => Complex

const timesConjugate = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c + b * d, b * c - a * d]
const minus = ([a, b]: Complex, [c, d]: Complex): Complex => [a - c, b - d]

function gain(levels: readonly number[], jump: Jump, k: number, k2: number, l: number, l2: number): Complex {
  return levels[k]! - levels[l]! === levels[k2]! - levels[l2]! ? timesConjugate(jump(k, l), jump(k2, l2)) : [0, 0]
}

/** ½(Γ_kl δ_k′l′ + δ_kl Γ_l′k′) with Γ_kl = Σ_j A*_jk A_jl between levels of equal energy. */
function loss(levels: readonly number[], jump: Jump, k: number, k2: number, l: number, l2: number): Complex {
  const operator = (i: number, j: number): Complex => {
    if (levels[i] !== levels[j]) return [0, 0]
    return levels
      .map((_, to) => timesConjugate(jump(to, j), jump(to, i)))
      .reduce(([a, b], [c, d]): Complex => [a + c, b + d])
  }
  const [left, right]: [Complex, Complex] = [k2 === l2 ? operator(k, l) : [0, 0], k === l ? operator(l2, k2) : [0, 0]]
  return [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2]
}

function initialState(n: number, seed: readonly number[], mixed: boolean): InitialState {
  const raw = Array.from({ length: n }, (_, i): Complex => [seed[2 * i]! + (i === 0 ? 2 : 0), seed[2 * i + 1]!])
  const norm = Math.sqrt(raw.reduce((sum, [re, im]) => sum + re * re + im * im, 0))
  const ket = raw.map(([re, im]): Complex => [re / norm, im / norm])
  if (!mixed) return { ket }
  return {
    density: ket.map(([a, b], i) =>
      ket.map(([c, d], j): Complex => [(a * c + b * d) / 2 + (i === j ? 1 / (2 * n) : 0), (b * c - a * d) / 2]),
    ),
  }
}

/** The largest modulus of a − b. */
export function distance(a: ComplexMatrix, b: ComplexMatrix): number {
  return a.re.reduce((most, x, i) => Math.max(most, Math.hypot(x - b.re[i]!, a.im[i]! - b.im[i]!)), 0)
}
