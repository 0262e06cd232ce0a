import { describe, expect, test } from 'vitest'
import {
  contactStrengths,
  directedGas,
  hamiltonianSystem,
  stationaryGas,
  thermalGas,
  type Complex,
  type Gas,
  type System,
} from '../../src/model/index.js'
import { rateTable, type RateTable } from '../../src/rates/index.js'
import {
  imprecise,
  impreciseAmplitudes,
  modelWarnings,
  solve,
  type Model,
  type Warning,
} from '../../src/solution/index.js'
import { encounter } from './models.js'

const levels = (energies: readonly number[]): System =>
  hamiltonianSystem(energies.map((e, i) => energies.map((_, j): Complex => [i === j ? e : 0, 0])))
const warm = thermalGas({ dimension: 1, mass: 1, density: 0.1, beta: 1 })
const wind = directedGas({
  dimension: 1,
  mass: 1,
  right: { density: 0.1, beta: 1 },
  left: { density: 0.1, beta: 2 },
})
/** A beam of uniform density between momenta 1 and 2 whose integral is given. */
const beam = (integral: number): Gas =>
  stationaryGas({
    dimension: 1,
    mass: 1,
    density: 0.1,
    momentumDensity: { at: () => integral, from: 1, to: 2, normalizationTolerance: 0.1 },
  })

/** What is to be said of these rates between these levels, in these gases by name. */
function warningsOf(
  rates: RateTable,
  {
    energies = Array.from({ length: rates.size }, (_, k) => k),
    gases = { gas: warm },
    bornOrder = null,
  }: { energies?: readonly number[]; gases?: Readonly<Record<string, Gas>>; bornOrder?: number | null } = {},
): Warning[] {
  const system = levels(energies)
  const interaction = contactStrengths({ strengths: energies.map(() => 1) })
  const met = Object.entries(gases).map(([name, gas]) => encounter({ h: [], system, interaction, mass: 1 }, gas, name))
  const model: Model = { system, encounters: met, beta: null, normalization: 'physical', bornOrder }
  return modelWarnings(model, rates, solve(model).gases)
}

/** All rates 1 ± 0.1 but for these, [rate, error] by "from to". */
function ones(size: number, but: Readonly<Record<string, readonly [number, number]>> = {}): RateTable {
  const part = (which: 0 | 1): number[][] =>
    Array.from({ length: size }, (_, to) =>
      Array.from({ length: size }, (__, from) => (to === from ? 0 : (but[`${from} ${to}`] ?? [1, 0.1])[which])),
    )
  return rateTable(part(0), part(1))
}

const kinds = (warnings: readonly Warning[]): string[] => warnings.map(({ kind }) => kind)

test('a thermal gas, levels apart and rates that are told from zero leave nothing to say', () => {
  expect(warningsOf(ones(3))).toEqual([])
})

test('a single level is said to be one', () => {
  expect(warningsOf(ones(1))).toEqual([
    {
      kind: 'single',
      severity: 0,
      text: 'a single level has nothing to exchange with a gas: what scatters from it is not computed',
    },
  ])
})

test('equal levels are named by group; the largest group is the worst', () => {
  expect(warningsOf(ones(6), { energies: [0, 1, 1, 2, 2, 2] })).toEqual([
    {
      kind: 'degenerate',
      severity: 3,
      text:
        'levels 1 and 2; 3, 4 and 5 have the same energy: numbers are told by group, since what concerns one of them ' +
        'alone depends on the basis',
    },
  ])
})

describe('rates that are not told from zero', () => {
  test('are named with their bars, the largest bar being the worst; a rate of zero is none of them', () => {
    const rates = ones(3, {
      '0 1': [0.012, 0.034],
      '1 0': [0.05, 0.05],
      '0 2': [0, 0],
      '2 0': [0, 0],
      '1 2': [0.2, 0.1],
    })
    expect(warningsOf(rates)).toEqual([
      {
        kind: 'unresolved',
        severity: 0.05,
        text:
          'not told from zero: the rates 1 → 0 (0.050 ± 0.050) and 0 → 1 (0.012 ± 0.034); taken as no connection in ' +
          'stationary states and cycles',
      },
    ])
  })

  test('one of them is told in the singular, and leaves its reverse alone', () => {
    const [unresolved, oneWay] = warningsOf(ones(3, { '0 1': [0.01, 0.03] }))
    expect(unresolved!.text).toBe(
      'not told from zero: the rate 0 → 1 (0.010 ± 0.030); taken as no connection in stationary states and cycles',
    )
    expect(oneWay).toEqual({
      kind: 'one way',
      severity: 1,
      text:
        'without a reverse: 1 → 0; the ratio I has no error bar there, since one of the two rates is not told from ' +
        'zero',
    })
  })

  test('of equal levels are told together, since one of them has no meaning', () => {
    const dark = ones(4, { '0 2': [0, 0.1], '2 0': [0, 0.1], '1 2': [0, 0.1], '2 1': [0, 0.1] })
    expect(warningsOf(dark, { energies: [0, 1, 1, 2] }).map(({ kind }) => kind)).toEqual(['degenerate'])
    const apart = { ...Object.fromEntries(['0 1', '1 0', '0 2', '2 0'].map((pair) => [pair, [0, 0.1] as const])) }
    const [, unresolved] = warningsOf(ones(4, apart), { energies: [0, 1, 1, 2] })
    expect(unresolved!.text).toBe(
      'not told from zero: the rates {1, 2} → 0 (0.0 ± 0.20) and 0 → {1, 2} (0.0 ± 0.20); taken as no connection in ' +
        'stationary states and cycles',
    )
    const [, oneWay] = warningsOf(ones(4, { '0 1': [0, 0], '0 2': [0, 0] }), { energies: [0, 1, 1, 2] })
    expect(oneWay!.text).toMatch(/^without a reverse: \{1, 2\} → 0;/)
  })

  test('without a temperature one way means an infinite Schnakenberg part', () => {
    const [first, second] = warningsOf(ones(3, { '0 1': [0, 0], '0 2': [0, 0] }), { gases: { gas: warm, wind } })
    expect(first).toEqual({
      kind: 'one way',
      severity: 2,
      text:
        'without a reverse: 1 → 0 and 2 → 0; the Schnakenberg part is infinite where they carry a current, and ' +
        'cycles through them have no affinity',
    })
    expect(second!.kind).toBe('no temperature')
  })

  test.each([
    [6, '0 → 1, 0 → 2, 0 → 3, 0 → 4, 0 → 5 and 0 → 6'],
    [7, '0 → 1, 0 → 2, 0 → 3, 0 → 4, 0 → 5 and 2 more'],
  ])('%i transitions without a reverse: six are named, of more than six the first five', (count, named) => {
    const absent = Object.fromEntries(Array.from({ length: count }, (_, k) => [`${k + 1} 0`, [0, 0] as const] as const))
    const [{ text, severity }] = warningsOf(ones(count + 1, absent)) as [Warning]
    expect([severity, text.split(';')[0]]).toEqual([count, `without a reverse: ${named}`])
  })
})

test('a Born series says its order', () => {
  expect(warningsOf(ones(3), { bornOrder: 2 })).toEqual([
    {
      kind: 'approximate',
      severity: 0,
      text: 'the amplitudes are those of the Born series of order 2, not unitary; the evidence shows by how much',
    },
  ])
})

describe('gases', () => {
  const without = 'no total entropy production and no violation part, since '
  const needsNone = ' no temperature; the Schnakenberg part needs none'

  test('without a temperature are named', () => {
    const named = (gases: Readonly<Record<string, Gas>>): Warning[] => warningsOf(ones(3), { gases })
    expect(named({ wind, warm })).toEqual([
      { kind: 'no temperature', severity: 0, text: `${without}wind has${needsNone}` },
    ])
    expect(named({ wind, warm, breeze: wind })).toEqual([
      { kind: 'no temperature', severity: 0, text: `${without}wind and breeze have${needsNone}` },
    ])
  })

  test('without one leave nothing of the entropy production of equal levels', () => {
    const [, { text }] = warningsOf(ones(3), { energies: [0, 1, 1], gases: { wind } }) as [Warning, Warning]
    expect(text).toBe(
      'no entropy production, since wind has no temperature: neither the total nor, with levels of the same energy, ' +
        'its parts',
    )
  })

  test('whose density had to be normalised are named with its integral', () => {
    const found = warningsOf(ones(3), { gases: { high: beam(1.02), right: beam(1 + 5e-10), low: beam(0.99), warm } })
    expect(kinds(found)).toEqual(['no temperature', 'rescaled high', 'rescaled low'])
    const [, high, low] = found
    expect(high!.text).toBe(
      'the momentum density of high integrates to 1.02, not 1: its rates are those of the density divided by that',
    )
    expect([high!.severity, low!.severity]).toEqual([expect.closeTo(0.02, 12), expect.closeTo(0.01, 12)])
  })
})

describe('tolerances', () => {
  test('rates that miss theirs say by how much; those that just reach it say nothing', () => {
    expect(imprecise(1e-10, 1e-10)).toEqual([])
    const [warning, ...others] = imprecise(2.34e-9, 1e-10)
    expect([others, warning!.kind, warning!.severity]).toEqual([[], 'imprecise', 2.34e-9])
    expect(warning!.text).toMatch(/^the rates are good to 2\.3e-9 at worst, not to 1e-10: /)
  })

  test('amplitudes likewise, where they have an error at all', () => {
    expect([null, 1e-12].map((error) => impreciseAmplitudes(error, 1e-12))).toEqual([[], []])
    const [warning, ...others] = impreciseAmplitudes(3.21e-11, 1e-12)
    expect([others, warning!.kind, warning!.severity]).toEqual([[], 'imprecise amplitudes', 3.21e-11])
    expect(warning!.text).toMatch(/^the amplitudes change by 3\.2e-11 when the solver refines, more than 1e-12: /)
  })
})
