import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  entropyFlow,
  evolve,
  heatFlowError,
  populationErrors,
  stationaryStateError,
  steadystate,
  withLevelShift,
  type Evolution,
  type InitialState,
  type StateError,
} from '../../src/dynamics/index.js'
import { basisError } from '../../src/dynamics/evolutionErrors.js'
import type { SecularGenerator } from '../../src/generator/index.js'
import { hamiltonianSystem, levelMixing } from '../../src/model/index.js'
import { rateTable } from '../../src/rates/index.js'
import {
  adjoint,
  complexZeros,
  hermitianEigensystem,
  multiply,
  stochasticExponential,
  type ComplexMatrix,
} from '../../src/numerics/index.js'
import { degenerateModels, lineGenerator, type LineModel } from '../support/degenerateModels.js'
import { around, hermitian } from '../support/models.js'

/** What it does when it is off by `part` of another generator of the same system, and the errors that say so. */
function disturbed(generator: SecularGenerator, other: SecularGenerator, part: number): SecularGenerator[] {
  const plus = (a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix => ({
    ...a,
    re: a.re.map((x, e) => x + part * b.re[e]!),
    im: a.im.map((y, e) => y + part * b.im[e]!),
  })
  const blocks = generator.blocks.map((block, b) => {
    const { matrix } = other.blocks[b]!
    const errors = block.errors.map((_, e) => part * Math.hypot(matrix.re[e]!, matrix.im[e]!))
    return { known: { ...block, errors }, true: { ...block, matrix: plus(block.matrix, matrix) } }
  })
  return (['known', 'true'] as const).map((which) => ({ ...generator, blocks: blocks.map((block) => block[which]) }))
}

interface Compared {
  readonly name: string
  readonly off: number
  readonly bar: number
  /** What is lost by rounding in the comparison itself. */
  readonly floor: number
}

function compared(a: Evolution, b: Evolution, beta: number): Compared[] {
  const lists = (name: string, x: ArrayLike<number>, y: ArrayLike<number>, bars: ArrayLike<number>): Compared[] =>
    Array.from(x, (value, i) => ({
      name: `${name} ${i}`,
      off: value === y[i] ? 0 : Math.abs(value - y[i]!),
      bar: bars[i]!,
      floor: 1e-13 * (1 + Math.abs(value)),
    }))
  return [
    ...a.populations.flatMap((p, t) =>
      lists(`populations at ${a.times[t]}`, p, b.populations[t]!, a.populationsError[t]!),
    ),
    ...a.density.flatMap((rho, t) => {
      const distance = rho.re.map((x, e) => Math.hypot(x - b.density[t]!.re[e]!, rho.im[e]! - b.density[t]!.im[e]!))
      return lists(`density at ${a.times[t]}`, distance, new Float64Array(distance.length), a.densityError[t]!)
    }),
    ...lists('heat', a.heatCurrent, b.heatCurrent, a.heatCurrentError),
    ...lists('entropy', a.entropy, b.entropy, a.entropyError),
    ...lists('σ', a.entropyProduction(beta), b.entropyProduction(beta), a.entropyProductionError(beta)),
  ]
}

const generic: fc.Arbitrary<LineModel> = fc.integer({ min: 2, max: 4 }).chain((n) =>
  fc.record({
    system: hermitian(n).map(hamiltonianSystem),
    strengths: fc.array(around(-1, 2), { minLength: n, maxLength: n }),
    beta: around(0.1, 5),
  }),
)
const initial = (n: number): fc.Arbitrary<InitialState> =>
  fc.oneof(
    fc.nat(n - 1).map((site) => ({ site })),
    fc.nat(n - 1).map((level) => ({ level })),
    fc.constant({ gibbs: 0.3 }),
  )
const spread = [0, 0.01, 0.1, 1, 3, 10, 100, 1e4, 1e7]

describe('what the errors of a generator do to an evolution', () => {
  test.each([
    ['levels of their own', generic, 30],
    ['equal levels', degenerateModels, 100],
  ] as const)('stays within its bars, which are not idle: %s', (_, models, most) => {
    const ratios: number[] = []
    fc.assert(
      fc.property(
        models.chain((model) =>
          fc.record({
            model: fc.constant(model),
            others: fc.array(around(-1, 2), { minLength: model.system.sites, maxLength: model.system.sites }),
            start: initial(model.system.sites),
          }),
        ),
        ({ model, others, start }) => {
          const [known, real] = disturbed(lineGenerator(model), lineGenerator({ ...model, strengths: others }), 1e-6)
          const [a, b] = [evolve(known!, start, spread), evolve(real!, start, spread)]
          for (const { name, off, bar, floor } of compared(a, b, model.beta)) {
            // 1e-6 of second order
            expect(off, name).toBeLessThanOrEqual(bar * (1 + 1e-5) + floor)
            if (off > 100 * floor && bar < Infinity) ratios.push(bar / off)
          }
          const [p, q] = [steadystate(known!), steadystate(real!)]
          if (!p.unique || !q.unique) return
          const { radii, traceNorm } = stationaryStateError(known!, p.energyBasis[0]!)
          const apart = p.energyBasis[0]!.re.map((x, e) =>
            Math.hypot(x - q.energyBasis[0]!.re[e]!, p.energyBasis[0]!.im[e]! - q.energyBasis[0]!.im[e]!),
          )
          apart.forEach((off, e) => expect(off).toBeLessThanOrEqual(radii[e]! * (1 + 1e-5) + 1e-12))
          if (Math.max(...apart) > 1e-11) expect(traceNorm / Math.max(...apart)).toBeLessThan(1e4)
        },
      ),
      { numRuns: 25 },
    )
    expect(ratios.length).toBeGreaterThan(200)
    expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(most)
  })

  test('is for populations alone what the Pauli equation has', () => {
    fc.assert(
      fc.property(generic, (model) => {
        const generator = lineGenerator(model)
        const { matrix, errors } = generator.blocks.find(({ frequency }) => frequency === 0)!
        const n = model.system.sites
        const rows = (a: Float64Array): number[][] =>
          Array.from({ length: n }, (_, k) => Array.from({ length: n }, (__, l) => (k === l ? 0 : a[k * n + l]!)))
        const bar = populationErrors(
          rateTable(rows(matrix.re), rows(errors)),
          Float64Array.of(1, ...new Array<number>(n - 1).fill(0)),
          1e4,
        )
        const { populationsError } = evolve(generator, { level: 0 }, [1, 100, 1e4])
        // eigenvectors have no part in it
        ;[1, 100, 1e4].forEach((time, t) => {
          const bare = populationsError[t]![0]! - basisError(generator)
          expect(bar(time)).toBeGreaterThanOrEqual(0.9 * bare)
          expect(bar(time)).toBeLessThanOrEqual(1.1 * populationsError[t]![0]! + 1e-13)
        })
      }),
      { numRuns: 10 },
    )
  })

  test('grows with time where nothing relaxes, and has no bound for the stationary states of equal levels', () => {
    const system = hamiltonianSystem([0, 0].map((_, i) => [0, 0].map((__, j) => [i === j ? 1 : 0, 0] as const)))
    const generator = lineGenerator({ system, strengths: [0.4, 1.3], positions: [0, 1], beta: 1 })
    const { populationsError } = evolve(generator, { site: 0 }, [1, 1e3, 1e6])
    expect(populationsError[2]![0]! / populationsError[1]![0]!).toBeGreaterThan(100)
    const [state] = steadystate(generator).energyBasis
    expect(stationaryStateError(generator, state!).traceNorm).toBe(Infinity)
  })
})

/** The generator with errors where they are put, by frequency. */
const knownUpTo = (
  generator: SecularGenerator,
  error: (frequency: number, entry: number) => number,
): SecularGenerator => ({
  ...generator,
  blocks: generator.blocks.map((block) => ({
    ...block,
    errors: block.errors.map((_, entry) => error(block.frequency, entry)),
  })),
})
const exactly = (generator: SecularGenerator): SecularGenerator => knownUpTo(generator, () => 0)
const apartLevels = generic.filter(
  ({ system }) => system.groups.length === system.sites && levelMixing(system).every((x) => x < 1e-12),
)

describe('over long times', () => {
  /** Two levels that exchange fast, and a third that is linked to one of them ever so weakly, in any order. */
  const weakLinks = fc
    .record({
      fast: fc.tuple(around(0.1, 5), around(0.1, 5)),
      slow: fc.tuple(around(0.1, 5), around(0.1, 5)),
      decades: fc.integer({ min: 4, max: 14 }),
      order: fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 }),
      ways: fc.array(fc.constantFrom(-1, 1), { minLength: 9, maxLength: 9 }),
    })
    .map(({ fast, slow, decades, order, ways }) => {
      const [a, b, c] = order as [number, number, number]
      const rows = [0, 1, 2].map(() => [0, 0, 0])
      ;[rows[a]![b], rows[b]![a]] = fast
      ;[rows[b]![c], rows[c]![b]] = slow.map((x) => x * 10 ** -decades) as [number, number]
      return { rows, ways, decades, start: a }
    })
  const error = 1e-9

  test('errors of fast rates do not add up while slow ones relax', () => {
    const idle: number[] = []
    fc.assert(
      fc.property(weakLinks, fc.integer({ min: -2, max: 40 }), ({ rows, ways, decades, start }, decade) => {
        const time = 10 ** decade
        const real = rows.map((row, k) => row.map((x, l) => x * (1 + error * ways[3 * k + l]!)))
        const [p, q] = [rows, real].map((table) => stochasticExponential(3, Float64Array.from(table.flat()), time))
        const initial = Float64Array.from([0, 1, 2], (k) => (k === start ? 1 : 0))
        const bars = populationErrors(
          rateTable(
            rows,
            rows.map((row) => row.map((x) => x * error)),
          ),
          initial,
          time,
        )(time)
        for (const k of [0, 1, 2]) {
          const off = Math.abs(p![3 * k + start]! - q![3 * k + start]!)
          expect(off).toBeLessThanOrEqual(bars)
          if (off > 1e-12) idle.push(bars / off)
        }
        // of the fast pair a few errors, of the slow link those of its time
        expect(bars).toBeLessThan(200 * error * (1 + Math.min(decades, 10 ** (decade - decades))))
      }),
      { numRuns: 200 },
    )
    expect(idle.sort((x, y) => x - y)[idle.length >> 1]).toBeLessThan(100)
  })

  test('no time is too long: once all has relaxed bars stay, and no entry is off by more than 1', () => {
    fc.assert(
      fc.property(
        generic.filter(({ strengths }) => strengths.every((x) => Math.abs(x) > 0.1)),
        fc.constantFrom(1e-12, 1e-6, 1),
        (model, size) => {
          const generator = knownUpTo(lineGenerator(model), () => size)
          fc.pre(steadystate(generator).unique)
          const times = [1e9, 1e12, 1e17, 1e20, 1e300]
          const { populationsError, densityError, stateErrors } = evolve(generator, { site: 0 }, times)
          const bars = [...populationsError, ...densityError, ...stateErrors.map(({ radii }) => radii)]
          expect(Math.max(...bars.flatMap((each) => [...each]))).toBeLessThanOrEqual(1)
          if (size === 1e-12) expect(populationsError[4]![0]!).toBeLessThanOrEqual(2 * populationsError[1]![0]!)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('a coherence that has decayed is known, however little is known of its turning', () => {
    fc.assert(
      fc.property(apartLevels, (model) => {
        const generator = knownUpTo(lineGenerator(model), (frequency) => (frequency === 0 ? 0 : 1e-9))
        const alone = generator.blocks.filter(({ frequency, pairs, matrix }) => {
          return frequency > 0 && pairs.length === 1 && matrix.re[0]! < -1e-6
        })
        const [{ radii }] = evolve(generator, { site: 0 }, [1e17]).stateErrors as [StateError]
        const n = model.system.sites
        for (const { pairs } of alone)
          for (const [k, l] of pairs) expect(radii[k * n + l]!).toBeLessThanOrEqual(basisError(generator))
      }),
      { numRuns: 20 },
    )
  })
})

describe('the errors of heat', () => {
  /** a_kl and populations of some state. */
  const moving = apartLevels.map((model) => {
    const generator = lineGenerator(model)
    const [rho] = evolve(generator, { site: 0 }, [1]).energyBasis as [ComplexMatrix]
    return { generator, rho, n: rho.rows, levels: model.system.levels }
  })
  const rateOf = (generator: SecularGenerator, n: number, k: number, l: number): number =>
    generator.blocks.find(({ frequency }) => frequency === 0)!.matrix.re[k * n + l]!
  const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k)

  test('that come from the state are those of the two levels that differ most', () => {
    fc.assert(
      fc.property(moving, ({ generator, rho, n, levels }) => {
        const carried = range(n).map((l) =>
          range(n).reduce((sum, k) => sum + (k === l ? 0 : rateOf(generator, n, k, l) * (levels[k]! - levels[l]!)), 0),
        )
        const most = 1e-3 * (Math.max(...carried) - Math.min(...carried))
        const error = heatFlowError(exactly(generator), rho, new Float64Array(n * n).fill(1e-3))
        expect(Math.abs(error - most)).toBeLessThanOrEqual(1e-6 * most + 1e-15)
      }),
      { numRuns: 20 },
    )
  })

  test('that come from the rates are those of what each carries', () => {
    fc.assert(
      fc.property(moving, ({ generator, rho, n, levels }) => {
        const known = knownUpTo(generator, (frequency, entry) => (frequency === 0 && entry % (n + 1) !== 0 ? 1e-3 : 0))
        const expected = range(n).reduce(
          (sum, l) =>
            range(n).reduce((all, k) => all + 1e-3 * Math.abs(levels[k]! - levels[l]!) * rho.re[l * (n + 1)]!, sum),
          0,
        )
        const error = heatFlowError(known, rho, new Float64Array(n * n))
        expect(Math.abs(error - expected)).toBeLessThanOrEqual(1e-6 * expected + 1e-15)
      }),
      { numRuns: 20 },
    )
  })
})

test('the errors of the entropy and of its change hold what a state off by a trace norm has, and are not idle', () => {
  const [ofEntropy, ofChange]: number[][] = [[], []]
  fc.assert(
    fc.property(apartLevels, fc.array(around(-1, 1), { minLength: 16, maxLength: 16 }), (model, numbers) => {
      const generator = exactly(lineGenerator(model))
      const [rho] = evolve(generator, { site: 0 }, [30]).energyBasis as [ComplexMatrix]
      const n = rho.rows
      const { values, vectors } = hermitianEigensystem(rho)
      fc.pre(values[0]! > 1e-4)
      // towards and away from one eigenvector, with a coherence
      const part = 1e-8 * values[0]!
      const diagonal = complexZeros(n, n)
      numbers.slice(0, n).forEach((x, k) => {
        diagonal.re[k * (n + 1)] = x - numbers.slice(0, n).reduce((sum, y) => sum + y, 0) / n
      })
      diagonal.re[1] = diagonal.re[n] = numbers[n]!
      const shape = multiply(multiply(vectors, diagonal), adjoint(vectors))
      const size = hermitianEigensystem(shape).values.reduce((sum, x) => sum + Math.abs(x), 0)
      fc.pre(size > 0.1)
      const other = {
        ...rho,
        re: rho.re.map((x, e) => x + (part / size) * shape.re[e]!),
        im: rho.im.map((y, e) => y + (part / size) * shape.im[e]!),
      }
      const [a, b] = [entropyFlow(generator, rho, part), entropyFlow(generator, other, part)]
      const off = { entropy: Math.abs(a.entropy - b.entropy), change: Math.abs(a.change - b.change) }
      expect(off.entropy).toBeLessThanOrEqual(a.entropyError)
      expect(off.change).toBeLessThanOrEqual(a.changeError)
      ofEntropy!.push(a.entropyError / off.entropy)
      ofChange!.push(a.changeError / off.change)
    }),
    { numRuns: 60 },
  )
  const median = (x: number[]): number => x.sort((y, z) => y - z)[x.length >> 1]!
  expect(median(ofEntropy!)).toBeLessThan(1e3)
  expect(median(ofChange!)).toBeLessThan(300)
})

describe('the error of a state', () => {
  test('of one coherence is told at that coherence, and twice in trace norm', () => {
    fc.assert(
      fc.property(apartLevels, (model) => {
        const generator = lineGenerator(model)
        const alone = generator.blocks.find(({ frequency, pairs }) => frequency > 0 && pairs.length === 1)
        fc.pre(alone !== undefined)
        const [[k, l]] = alone.pairs as [readonly [number, number]]
        const known = knownUpTo(generator, (frequency) => (Math.abs(frequency) === alone.frequency ? 1e-6 : 0))
        const { stateErrors, energyBasis } = evolve(known, { site: 0 }, [10])
        const n = model.system.sites
        const at = k * n + l
        const size = Math.hypot(energyBasis[0]!.re[at]!, energyBasis[0]!.im[at]!)
        fc.pre(size > 1e-3)
        const { radii, traceNorm } = stateErrors[0]!
        expect(radii[at]! / (size * 10 * 1e-6)).toBeCloseTo(1, 3)
        expect(radii[l * n + k]).toBe(radii[at])
        expect(radii[k * (n + 1)]! / radii[at]!).toBeLessThan(1e-4)
        expect(traceNorm / radii[at]!).toBeCloseTo(2, 3)
      }),
      { numRuns: 15 },
    )
  })

  test('of the populations is half of its trace norm for each', () => {
    fc.assert(
      fc.property(apartLevels, (model) => {
        const n = model.system.sites
        const known = knownUpTo(lineGenerator(model), (frequency) => (frequency === 0 ? 1e-6 : 0))
        const { radii, traceNorm } = evolve(known, { site: 0 }, [10]).stateErrors[0]!
        for (let k = 0; k < n; k++) expect(radii[k * (n + 1)]! / traceNorm).toBeCloseTo(0.5, 3)
      }),
      { numRuns: 10 },
    )
  })

  test('knows how little nearly equal levels are told apart', () => {
    for (const apart of [1e-3, 1e-6, 1e-9]) {
      const nearly = hamiltonianSystem(
        [0, 1, 2].map((i) => [0, 1, 2].map((j) => [i === j && i > 0 ? 0.5 + i * apart : 0, 0] as const)),
      )
      const generator = exactly(lineGenerator({ system: nearly, strengths: [1, 0.7, 1.5], beta: 1 }))
      expect(evolve(generator, { site: 0 }, [0]).populationsError[0]![1]!).toBeGreaterThan(1e-16 / apart)
    }
  })

  test('knows how fast coherences turn no better than the levels, alone or on a ladder', () => {
    for (const top of [2, 2.3]) {
      const ladder = hamiltonianSystem([0, 1, top].map((x, i) => [0, 1, 2].map((j) => [i === j ? x : 0, 0] as const)))
      const tilted = { ...ladder, levelError: 1e-6 }
      const generator = {
        ...exactly(lineGenerator({ system: ladder, strengths: [1, 0.7, 1.5], beta: 1 })),
        system: tilted,
      }
      const { stateErrors } = evolve(generator, { ket: [1, 1, 1].map((x) => [x / Math.sqrt(3), 0] as const) }, [0.01])
      // from the mixing of eigenvectors the rest
      const turning = stateErrors[0]!.radii[1]! - basisError(generator)
      expect(turning).toBeGreaterThan(0.3 * 0.01 * 2e-6)
    }
  })

  test('knows how well the level shift is known', () => {
    fc.assert(
      fc.property(apartLevels, (model) => {
        const n = model.system.sites
        const generator = { ...lineGenerator(model), levelShiftError: new Float64Array(n * n).fill(1e-3) }
        const shifted = withLevelShift(generator)
        shifted.blocks.forEach(({ pairs, errors }, b) => {
          // H_kk and H_k′k′ of each element
          pairs.forEach((_, i) => {
            const entry = i * (pairs.length + 1)
            expect(errors[entry]! - generator.blocks[b]!.errors[entry]!).toBeCloseTo(2e-3, 12)
          })
        })
      }),
      { numRuns: 5 },
    )
  })

  test('is a number at any time', () => {
    const model: LineModel = {
      system: hamiltonianSystem([
        [
          [0, 0],
          [0.3, 0],
        ],
        [
          [0.3, 0],
          [1, 0],
        ],
      ]),
      strengths: [1, 0.4],
      beta: 1,
    }
    const known = knownUpTo(lineGenerator(model), () => 1)
    for (const time of [0, 1, 1e3, 1e30, 1e300]) {
      const [{ radii, traceNorm }] = evolve(known, { site: 0 }, [time]).stateErrors as [StateError]
      expect([...radii, traceNorm].filter(Number.isNaN)).toEqual([])
    }
  })
})
