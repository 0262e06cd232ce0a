import {
  centralInteraction,
  deltaPotential,
  gaussianPotential,
  hamiltonianSystem,
  poschlTellerPotential,
  scatteringLengths,
  squarePotential,
  sumOfPotentials,
  type Potential,
} from '../../src/model/index.js'
import { contactScatterer, partialWaves, type PartialWaves } from '../../src/scattering/index.js'
import { divide, minus, modulus, plus, times, transitionsAt, type C } from '../support/batches.js'
import { exactly, type Comparison } from './comparison.js'
import { energies, oneLevel, onLine, poleOrNaN, radial, sMatrix } from './models.js'

/** Textbook solutions: nothing is printed but a formula, whose digits stand for theirs. */

const transmission = (potential: Potential, k: number): number => {
  const s = transitionsAt(onLine(potential, 1), 0, (k * k) / 2)(0, 0)
  return Math.hypot(1 + s.re, s.im) ** 2
}

const poschlTeller = (height: number, k: number): number => {
  const root = (Math.PI / 2) * Math.sqrt(Math.abs(1 - 8 * height))
  const cos = 8 * height > 1 ? Math.cosh(root) : Math.cos(root)
  return 1 / (1 + (cos / Math.sinh(Math.PI * k)) ** 2)
}

/** 1/[(1 + iβ)² + β² e^{2ikL}], β = mV/k, squared. */
function twoDeltas(strength: number, distance: number, k: number): number {
  const beta = strength / k
  const [cos, sin] = [Math.cos(2 * k * distance), Math.sin(2 * k * distance)]
  return 1 / ((1 - beta ** 2 + beta ** 2 * cos) ** 2 + (2 * beta + beta ** 2 * sin) ** 2)
}

const sech = (height: number): Potential => poschlTellerPotential({ height, width: 1 })
const box = (height: number): Potential => squarePotential({ height, from: 0, to: 1 })

/** A barrier of width 1, over and under which one goes. */
function squareBarrier(height: number, k: number): number {
  const inside = k * k - 2 * height
  const q = Math.sqrt(Math.abs(inside))
  const wave = inside > 0 ? Math.sin(q) : Math.sinh(q)
  return 1 / (1 + ((height * wave) / (k * q)) ** 2)
}

const phaseShift = (s: C): number => Math.atan2(s.im, s.re) / 2

/**
 * −u″/2 with a well of radius 1: k cot δ₀ = −1/a + r k²/2, from two momenta so small that the next term is rounding.
 */
function effectiveRange(depth: number): { length: number; range: number } {
  const waves = radial(box(-depth), 1)
  const [one, two] = [0.002, 0.01].map((k) => k / Math.tan(phaseShift(sMatrix(waves, 0, 0, (k * k) / 2)[0]![0]!)))
  const slope = (two! - one!) / (0.01 ** 2 - 0.002 ** 2)
  return { length: -1 / (one! - slope * 0.002 ** 2), range: 2 * slope }
}

const wellLength = (depth: number): number => 1 - Math.tan(Math.sqrt(2 * depth)) / Math.sqrt(2 * depth)
const wellRange = (depth: number): number => {
  const a = wellLength(depth)
  return 1 - 1 / (2 * depth * a) - 1 / (3 * a * a)
}

/** The exponent of the inelastic probability against the momentum above the upper level, (2ℓ + 1) by Wigner. */
function wignerExponent(l: number): number {
  const system = hamiltonianSystem([
    [
      [0, 0],
      [0.4, 0],
    ],
    [
      [0.4, 0],
      [1.5, 0],
    ],
  ])
  const potentials = [gaussianPotential({ height: 2, width: 0.5 }), gaussianPotential({ height: -1, width: 0.6 })]
  const waves = partialWaves({ system, mass: 1, interaction: centralInteraction({ potentials }) })
  const probability = (above: number): number => modulus(sMatrix(waves, l, 1, above)[1]![0]!) ** 2
  return Math.log(probability(4e-10) / probability(1e-10)) / Math.log(2)
}

/** Levels of a well of radius 1, k cot k = −κ. */
function wellLevels(depth: number): number[] {
  const f = (k: number): number => k * Math.cos(k) + Math.sqrt(Math.max(0, 2 * depth - k * k)) * Math.sin(k)
  const roots: number[] = []
  for (let n = 0; (n + 0.5) * Math.PI < Math.sqrt(2 * depth); n++) {
    let [low, high] = [(n + 0.5) * Math.PI, Math.min((n + 1) * Math.PI, Math.sqrt(2 * depth))]
    for (let i = 0; i < 100; i++) {
      const middle = (low + high) / 2
      if (f(middle) * f(low) > 0) low = middle
      else high = middle
    }
    roots.push((low * low) / 2 - depth)
  }
  return roots
}

/** Winter's shell λδ(r − 1), mass 1: k cot k − ik + 2λ = 0 by Newton's method. */
function shellPole(strength: number, guess: C): { energy: number; width: number } {
  const f = (k: C): C => {
    const [up, down] = [cosine(k), sine(k)]
    return plus(times(k, divide(up, down)), { re: 2 * strength + k.im, im: -k.re })
  }
  let k = guess
  for (let i = 0; i < 60; i++) {
    const h = 1e-6
    const slope = times({ re: 1 / (2 * h), im: 0 }, minus(f({ re: k.re + h, im: k.im }), f({ re: k.re - h, im: k.im })))
    k = minus(k, divide(f(k), slope))
  }
  return { energy: (k.re ** 2 - k.im ** 2) / 2, width: -2 * k.re * k.im }
}

const sine = ({ re, im }: C): C => ({ re: Math.sin(re) * Math.cosh(im), im: Math.cos(re) * Math.sinh(im) })
const cosine = ({ re, im }: C): C => ({ re: Math.cos(re) * Math.cosh(im), im: -Math.sin(re) * Math.sinh(im) })

const shell = (strength: number): PartialWaves => radial(deltaPotential({ strength, position: 1 }), 1)

/** One point in the plane: δ of tan δ = π/2 over ln(ka/2) + γ; in space: −arctan ka. */
function pointPhases(dimension: 2 | 3, length: number, k: number): number {
  const interaction = scatteringLengths({ dimension, scatteringLengths: [length] })
  const s = transitionsAt(contactScatterer({ system: oneLevel(), mass: 1, interaction }), 0, (k * k) / 2)(0, 0)
  return phaseShift({ re: 1 + s.re, im: s.im })
}

const euler = 0.5772156649015329
const planePhase = (a: number, k: number): number => Math.atan(Math.PI / 2 / (Math.log((k * a) / 2) + euler))

export const closedForms: readonly Comparison[] = [
  {
    field: 'Scattering',
    name: 'V₀ sech² q: |t|²',
    source: 'L. D. Landau, E. M. Lifshitz, Quantum Mechanics, § 25',
    values: () =>
      exactly(
        [
          [-3, 0.3],
          [-2.2, 0.3],
          [-0.4, 0.1],
          [1.5, 0.8],
          [4, 2],
        ].map(([v, k]) => [`V₀ = ${v}, k = ${k}`, poschlTeller(v!, k!), transmission(sech(v!), k!)] as const),
        1e-10,
      ),
  },
  {
    field: 'Scattering',
    name: 'barriers and wells of width 1: |t|²',
    source: 'closed form; A. Messiah, Quantum Mechanics, ch. III',
    remark: 'the second and third are Ramsauer’s: k² + 2|V| = (nπ)², nothing is reflected',
    values: () =>
      exactly(
        [
          ['V = 3, k = 1.5', squareBarrier(3, 1.5), transmission(box(3), 1.5)],
          ['V = −3, k² = π² − 6', 1, transmission(box(-3), Math.sqrt(Math.PI ** 2 - 6))],
          ['V = −19, k² = 4π² − 38', 1, transmission(box(-19), Math.sqrt(4 * Math.PI ** 2 - 38))],
          ['V = 50, k = 1', squareBarrier(50, 1), transmission(box(50), 1)],
        ],
        1e-9,
      ),
  },
  {
    field: 'Scattering',
    name: 'two deltas: |t|²',
    source: 'closed form',
    values: () =>
      exactly(
        [
          [1, 2, 0.7],
          [5, 1, 2.9],
          [-1.3, 3, 0.4],
        ].map(([v, distance, k]) => {
          const potential = sumOfPotentials(
            [0, distance!].map((position) => deltaPotential({ strength: v!, position })),
          )
          return [
            `V = ${v}, L = ${distance}, k = ${k}`,
            twoDeltas(v!, distance!, k!),
            transmission(potential, k!),
          ] as const
        }),
        1e-11,
      ),
  },
  {
    field: 'Scattering',
    name: 'square well in space: scattering length and effective range',
    source: 'closed form; R. G. Newton, Scattering Theory, § 11',
    remark: 'read off k cot δ₀ at k = 0.002 and 0.01',
    values: () =>
      exactly(
        [1, 3, 12].flatMap((depth) => {
          const { length, range } = effectiveRange(depth)
          return [
            [`a, V = −${depth}`, wellLength(depth), length],
            [`r, V = −${depth}`, wellRange(depth), range],
          ] as const
        }),
        2e-5,
        6,
      ).map((v) => ({ ...v, within: 2e-5 * Math.abs(Number(v.printed)) + 1e-5 })),
  },
  {
    field: 'Scattering',
    name: 'Wigner’s threshold law: |S₁₀|² ∝ k₁^{2ℓ+1}',
    source: 'E. P. Wigner, Phys. Rev. 73, 1002 (1948)',
    remark: '10⁻¹⁰ and 4·10⁻¹⁰ above an upper level',
    values: () =>
      [0, 1, 2, 3].map((l) => ({
        quantity: `exponent, ℓ = ${l}`,
        printed: `${2 * l + 1}`,
        ours: wignerExponent(l),
        within: 2e-4,
        remark: 'the law is for k₁ → 0',
      })),
  },
  {
    field: 'Scattering',
    name: 'points of a given scattering length: phases',
    source: 'B. J. Verhaar et al., J. Phys. A 17, 595 (1984) (plane); H. Bethe, R. Peierls (1935) (space)',
    values: () =>
      exactly(
        [
          ...[
            [0.6, 0.01],
            [0.6, 1.3],
            [2, 5],
          ].map(([a, k]) => [`plane, a = ${a}, k = ${k}`, planePhase(a!, k!), pointPhases(2, a!, k!)] as const),
          ...[
            [0.6, 0.5],
            [-2, 1.3],
          ].map(([a, k]) => [`space, a = ${a}, k = ${k}`, -Math.atan(a! * k!), pointPhases(3, a!, k!)] as const),
        ],
        1e-12,
      ),
  },
  {
    field: 'Bound states and resonances',
    name: 'square well of radius 1, depth 40, ℓ = 0',
    source: 'closed form k cot k = −κ',
    values: () => {
      const [ours, exact] = [energies(radial(box(-40), 1).boundStates(0)), wellLevels(40)]
      return [
        { quantity: 'levels', printed: `${exact.length}`, ours: ours.length },
        ...exactly(
          exact.map((e, n) => [`E${'₀₁₂'[n]!}`, e, ours[n]!] as const),
          1e-12,
        ),
      ]
    },
  },
  {
    field: 'Bound states and resonances',
    name: 'shell λδ(r − 1), λ = 6: quasi-bound states',
    source: 'R. G. Winter, Phys. Rev. 123, 1503 (1961)',
    remark: 'k cot k − ik + 2λ = 0',
    values: () =>
      exactly(
        [2.9, 5.8].flatMap((k, n) => {
          const exact = shellPole(6, { re: k, im: -0.1 })
          const ours = poleOrNaN(shell(6).pole(0, 0, { energy: exact.energy * 1.002, width: exact.width * 1.02 }))
          return [
            [`E${'₀₁'[n]!}`, exact.energy, ours.energy],
            [`Γ${'₀₁'[n]!}`, exact.width, ours.width],
          ] as const
        }),
        1e-11,
      ),
  },
]
