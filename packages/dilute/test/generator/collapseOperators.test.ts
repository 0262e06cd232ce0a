import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  collapseOperators,
  NotCompletelyPositive,
  type CollapseOperators,
} from '../../src/generator/collapseOperators.js'
import { bohrBlocks, collisionTable, secularGenerator, type SecularGenerator } from '../../src/generator/index.js'
import { positivityCertificate } from '../../src/generator/kossakowski.js'
import {
  contactStrengths,
  hamiltonianSystem,
  ringSystem,
  scatteringLengths,
  thermalGas,
  type Complex,
  type ContactInteraction,
  type System,
} from '../../src/model/index.js'
import { adjoint, complexZeros, largestEntry, multiply, type ComplexMatrix } from '../../src/numerics/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { around } from '../support/models.js'

interface Example {
  readonly system: System
  readonly interaction: ContactInteraction
  readonly beta: number
}

function generatorOf({ system, interaction, beta }: Example): SecularGenerator {
  const gas = thermalGas({ dimension: interaction.dimension, mass: 1, density: 1, beta })
  const table = collisionTable(contactScatterer({ system, interaction, mass: 1 }), { betas: [beta] })
  return secularGenerator({ table, gas })
}

const fig1 = ringSystem({ sites: 3, tunneling: -1 / (2 * Math.sqrt(3)), flux: 3 / 4 })
const generic: Complex[][] = [
  [
    [0.3, 0],
    [0.2, 0.1],
    [-0.1, 0.4],
    [0, 0.2],
  ],
  [
    [0.2, -0.1],
    [-0.5, 0],
    [0.3, 0],
    [0.1, 0.1],
  ],
  [
    [-0.1, -0.4],
    [0.3, 0],
    [0.1, 0],
    [-0.2, 0.3],
  ],
  [
    [0, -0.2],
    [0.1, -0.1],
    [-0.2, -0.3],
    [0.7, 0],
  ],
]
const spread = (n: number): number[] => Array.from({ length: n }, (_, i) => 0.5 + Math.sin(3 * i + 1) ** 2)
const triangle = [
  [0, 0, 0],
  [0.4, 0, 0],
  [0, 0.3, 0.2],
]
const examples: [string, Example][] = [
  [
    'Fig. 1: coherences that feed each other',
    { system: fig1, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), beta: 2 },
  ],
  [
    'Fig. 1, cold',
    { system: fig1, interaction: contactStrengths({ strengths: [1, 0.7, 1.5], positions: [0, 0.4, 1] }), beta: 40 },
  ],
  [
    'four levels, none equal',
    {
      system: hamiltonianSystem(generic),
      interaction: contactStrengths({ strengths: spread(4), positions: [0, 1, 2, 3] }),
      beta: 1.3,
    },
  ],
  [
    'all levels equal',
    {
      system: hamiltonianSystem([
        [
          [0, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 0],
        ],
      ]),
      interaction: contactStrengths({ strengths: [1, 2], positions: [0, 0.5] }),
      beta: 1,
    },
  ],
  [
    'three dimensions',
    {
      system: fig1,
      interaction: scatteringLengths({ dimension: 3, scatteringLengths: [0.6, 0.9, 1.4], positions: triangle }),
      beta: 2,
    },
  ],
  ['one level', { system: hamiltonianSystem([[[0, 0]]]), interaction: contactStrengths({ strengths: [1] }), beta: 1 }],
]

/** −i[H, ρ] + Σ_j (LρL† − ½L†Lρ − ½ρL†L) for ρ = |l⟩⟨l′|, with plain matrix products. */
function lindblad(
  { operators, hamiltonian }: Omit<CollapseOperators, 'certificate'>,
  l: number,
  lPrime: number,
): ComplexMatrix {
  const n = hamiltonian.rows
  const rho = complexZeros(n, n)
  rho.re[l * n + lPrime] = 1
  const out = complexZeros(n, n)
  add(out, 0, -1, multiply(hamiltonian, rho))
  add(out, 0, 1, multiply(rho, hamiltonian))
  for (const { matrix } of operators) {
    const [dagger, square] = [adjoint(matrix), multiply(adjoint(matrix), matrix)]
    add(out, 1, 0, multiply(multiply(matrix, rho), dagger))
    add(out, -0.5, 0, multiply(square, rho))
    add(out, -0.5, 0, multiply(rho, square))
  }
  return out
}

function add(out: ComplexMatrix, re: number, im: number, a: ComplexMatrix): void {
  a.re.forEach((x, i) => {
    out.re[i]! += re * x - im * a.im[i]!
    out.im[i]! += re * a.im[i]! + im * x
  })
}

/** What the blocks do to |l⟩⟨l′|. */
function applied({ system: { sites: n }, blocks }: SecularGenerator, l: number, lPrime: number): ComplexMatrix {
  const out = complexZeros(n, n)
  const { pairs, matrix } = blocks.find((block) => block.pairs.some(([a, b]) => a === l && b === lPrime))!
  const column = pairs.findIndex(([a, b]) => a === l && b === lPrime)
  pairs.forEach(([k, kPrime], row) => {
    out.re[k * n + kPrime] = matrix.re[row * matrix.columns + column]!
    out.im[k * n + kPrime] = matrix.im[row * matrix.columns + column]!
  })
  return out
}

describe.each(examples)('collapse operators: %s', (_, example) => {
  const generator = generatorOf(example)
  const collapse = collapseOperators(generator)
  const n = example.system.sites
  const levels = example.system.levels
  const size = Math.max(...generator.blocks.map(({ matrix }) => largestEntry(matrix)))

  test("Lindblad's form with them is the generator, to 1e-11", () => {
    for (let l = 0; l < n; l++) {
      for (let lPrime = 0; lPrime < n; lPrime++) {
        const difference = lindblad(collapse, l, lPrime)
        add(difference, -1, 0, applied(generator, l, lPrime))
        expect(largestEntry(difference), `|${l}⟩⟨${lPrime}|`).toBeLessThanOrEqual(1e-11 * size)
      }
    }
  })

  test('the dissipator is completely positive', () => {
    expect(collapse.certificate.relative).toBeGreaterThan(-1e-11)
    expect(positivityCertificate(generator).smallest).toBeCloseTo(collapse.certificate.smallest, 13)
    expect(collapse.certificate.largest).toBe(
      Math.max(...collapse.certificate.frequencies.map(({ largest }) => largest)),
    )
  })

  test('each takes up its own frequency; norms are √γ; elastic ones are traceless', () => {
    for (const { frequency, rate, matrix } of collapse.operators) {
      let [norm, trace] = [0, 0]
      matrix.re.forEach((x, entry) => {
        const [k, l, y] = [Math.floor(entry / n), entry % n, matrix.im[entry]!]
        if (x !== 0 || y !== 0) expect(levels[k]! - levels[l]!).toBeCloseTo(frequency, 10)
        norm += x * x + y * y
        if (k === l) trace += Math.abs(x) + Math.abs(y)
      })
      expect(norm / rate).toBeCloseTo(1, 12)
      if (frequency !== 0) expect(trace).toBe(0)
    }
  })

  test('their Hamiltonian is Hermitian and commutes with H_S', () => {
    const { hamiltonian } = collapse
    const difference = adjoint(hamiltonian)
    add(difference, -1, 0, hamiltonian)
    expect(largestEntry(difference)).toBe(0)
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < n; l++)
        if (levels[k] !== levels[l]) expect(Math.hypot(hamiltonian.re[k * n + l]!, hamiltonian.im[k * n + l]!)).toBe(0)
    }
  })
})

const ladders = [
  [0, 1, 2, 3],
  [0, 0, 1],
  [0, 0, 1, 1, 2, 2],
  [0, 1, 3, 4, 7],
]

/**
 * A generator made of any operators: one with random entries for each transition frequency, and a random Hamiltonian
 * that commutes with H_S.
 */
function generatorFrom(energies: readonly number[], next: () => number): SecularGenerator {
  const n = energies.length
  const system = hamiltonianSystem(
    energies.map((energy, k) => energies.map((_, l): Complex => [k === l ? energy : 0, 0])),
  )
  const random = (wanted: (k: number, l: number) => boolean): ComplexMatrix => {
    const out = complexZeros(n, n)
    for (let entry = 0; entry < n * n; entry++) {
      if (wanted(Math.floor(entry / n), entry % n)) [out.re[entry], out.im[entry]] = [next(), next()]
    }
    return out
  }
  const frequencies = [...new Set(energies.flatMap((a) => energies.map((b) => a - b)))]
  const operators = frequencies.map((frequency) => ({
    frequency,
    rate: 0,
    matrix: random((k, l) => energies[k]! - energies[l]! === frequency),
  }))
  const hamiltonian = random((k, l) => energies[k] === energies[l])
  add(hamiltonian, 1, 0, adjoint(hamiltonian))
  const blocks = bohrBlocks(system).map((block) => {
    const matrix = complexZeros(block.pairs.length, block.pairs.length)
    block.pairs.forEach(([l, lPrime], column) => {
      const image = lindblad({ operators, hamiltonian }, l, lPrime)
      block.pairs.forEach(([k, kPrime], row) => {
        matrix.re[row * matrix.columns + column] = image.re[k * n + kPrime]!
        matrix.im[row * matrix.columns + column] = image.im[k * n + kPrime]!
      })
    })
    return { ...block, matrix, errors: new Float64Array(block.pairs.length ** 2) }
  })
  return { system, blocks, estimatedError: 0, levelShift: complexZeros(n, n), levelShiftError: new Float64Array(n * n) }
}

test("any generator of Lindblad's form, also with equal levels and equal gaps, is found again", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ladders), fc.infiniteStream(around(-1, 1)), (energies, stream) => {
      const generator = generatorFrom(energies, () => stream.next().value as number)
      const collapse = collapseOperators(generator)
      expect(collapse.certificate.relative).toBeGreaterThan(-1e-13)
      for (let l = 0; l < energies.length; l++) {
        for (let lPrime = 0; lPrime < energies.length; lPrime++) {
          const difference = lindblad(collapse, l, lPrime)
          add(difference, -1, 0, applied(generator, l, lPrime))
          expect(largestEntry(difference)).toBeLessThan(1e-13)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('a generator that is not completely positive is refused, with the eigenvalue that shows it', () => {
  const generator = generatorOf(examples[0]![1])
  const blocks = generator.blocks.map((block) => {
    const matrix = { ...block.matrix, re: block.matrix.re.slice() }
    if (block.pairs.length === 2) matrix.re[1] = matrix.re[2] = 10
    return { ...block, matrix }
  })
  expect(positivityCertificate({ ...generator, blocks }).relative).toBeLessThan(-0.5)
  expect(() => collapseOperators({ ...generator, blocks })).toThrow(NotCompletelyPositive)
})
