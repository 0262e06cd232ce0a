import { describe, expect, test } from 'vitest'
import { pieceWork } from '../../src/pieces/work.js'
import type { Columns, Job } from '../../src/pieces/piece.js'
import { readStudy } from '../../src/study/read/read.js'
import { runStudy } from '../../src/study/running/run.js'
import type { PointResults, SweepResults } from '../../src/study/results.js'
import { ring, withSystem } from '../study/examples.js'

const sweep = 'sweep: [{ set: gas.beta, values: [0.5, 1, 2, 4] }]\n'
const job = (text: string, ...record: string[]): Job => ({
  study: { text, file: 'study.yaml', set: [] },
  record,
  whole: false,
})

const computed = (given: Job, begin = 0, end = 4): Promise<Columns> => pieceWork(given)({ begin, end })
const pointsOf = async (text: string): Promise<SweepResults['points']> =>
  ((await runStudy(readStudy(text, { file: 'study.yaml' }))) as SweepResults).points

const column = ({ names, columns }: Columns, name: string): number[] => {
  expect(names).toContain(name)
  return [...columns[names.indexOf(name)]!]
}

describe('what is recorded of a point is what its results say', () => {
  const text = ring + sweep

  type Told = readonly [value: number | null, error: number | null]

  test.each<[string, string, string, (point: PointResults) => Told]>([
    ['rates', 'rates.2.1', 'ratesError.2.1', ({ rates, ratesError }) => [rates[2]![1]!, ratesError[2]![1]!]],
    ['rates.0.1', 'rates.0.1', 'ratesError.0.1', ({ rates, ratesError }) => [rates[0]![1]!, ratesError[0]![1]!]],
    [
      'ratio',
      'ratio.0.2',
      'ratioError.0.2',
      ({ detailedBalance: { ratio, ratioError } }) => [ratio[0]![2]!, ratioError[0]![2]!],
    ],
    [
      'detailedBalance.ratio.0.2',
      'detailedBalance.ratio.0.2',
      'detailedBalance.ratioError.0.2',
      ({ detailedBalance: { ratio, ratioError } }) => [ratio[0]![2]!, ratioError[0]![2]!],
    ],
    [
      'currents',
      'currents.heat.1.0',
      'currents.heatError.1.0',
      ({ currents: { heat, heatError } }) => [heat[1]![0]!, heatError[1]![0]!],
    ],
    [
      'currents',
      'currents.probability.1.0',
      'currents.probabilityError.1.0',
      ({ currents: { probability, probabilityError } }) => [probability[1]![0]!, probabilityError[1]![0]!],
    ],
    ['gap', 'gap', 'gapError', ({ relaxation: { gap, gapError } }) => [gap, gapError]],
    [
      'entropyProduction',
      'entropyProduction.schnakenberg',
      'entropyProduction.schnakenbergError',
      ({ entropyProduction: { schnakenberg, schnakenbergError } }) => [schnakenberg, schnakenbergError],
    ],
    [
      'entropyProduction.violation',
      'entropyProduction.violation',
      'entropyProduction.violationError',
      ({ entropyProduction: { violation, violationError } }) => [violation, violationError],
    ],
    [
      'heatCurrents',
      'heatCurrents.gas',
      'heatCurrentsError.gas',
      ({ heatCurrents, heatCurrentsError }) => [heatCurrents['gas']!, heatCurrentsError['gas']!],
    ],
    [
      'populations.1',
      'populations.1',
      'populationsError.1',
      ({ stationary: { populations, populationsError } }) => [populations[1]!, populationsError[1]!],
    ],
  ])('%s has the column %s, within both bars', async (record, name, errorName, told) => {
    const columns = await computed(job(text, record))
    const [values, errors] = [column(columns, name), column(columns, errorName)]
    ;(await pointsOf(text)).map(told).forEach(([value, error], row) => {
      expect(errors[row]).toBeGreaterThan(0)
      expect(Math.abs(values[row]! - value!)).toBeLessThanOrEqual(errors[row]! + error!)
      // neither rule is idle
      expect(errors[row]!).toBeLessThan(1e4 * error!)
    })
  })

  test('a verdict is 1 or 0', async () => {
    const verdicts = (await pointsOf(text)).map(({ detailedBalance: { holds } }) => Number(holds))
    expect(column(await computed(job(text, 'holds')), 'holds')).toEqual(verdicts)
  })

  test('violation is the largest |ln I|, with its error', async () => {
    const columns = await computed(job(text, 'violation'))
    const points = await pointsOf(text)
    const largest = points.map(({ detailedBalance: { logRatio } }) =>
      Math.max(...logRatio.flat().map((x) => Math.abs(x ?? 0))),
    )
    column(columns, 'violation').forEach((violation, row) => {
      const { worst } = points[row]!.detailedBalance
      const error = column(columns, 'violationError')[row]!
      expect(error).toBeGreaterThan(0)
      expect(Math.abs(violation - largest[row]!)).toBeLessThanOrEqual(error + worst!.logRatioError)
    })
  })

  test('three levels have one loop, whose current flows over each of its steps', async () => {
    const columns = await computed(job(text, 'loop', 'currents.probability'))
    column(columns, 'loop').forEach((loop, row) => {
      for (const step of ['0.1', '1.2', '2.0'])
        expect(Math.abs(column(columns, `currents.probability.${step}`)[row]!) / loop).toBeCloseTo(1, 9)
    })
  })

  test(
    'more levels: currents are sums of loops, so that the largest is no less than any part of a ' + 'current',
    async () => {
      const four = `${withSystem('ring: { sites: 4, tunneling: -0.3, flux: 0.4, onsite: [0, 0.1, 0.3, -0.2] }').replace('1.5]', '1.5, 0.4]')}${sweep}`
      const columns = await computed(job(four, 'loop', 'currents.probability'))
      const most = (row: number): number =>
        Math.max(
          ...columns.names.flatMap((name, j) =>
            /probability\./.test(name) ? [Math.abs(columns.columns[j]![row]!)] : [],
          ),
        )
      column(columns, 'loop').forEach((loop, row) => {
        expect(loop).toBeGreaterThan(0)
        expect(most(row)).toBeLessThanOrEqual(3 * loop * (1 + 1e-9))
      })
    },
  )
})

describe('dots apart from each other', () => {
  const strengths = 'sweep: [{ set: "interaction.contact.strengths[1]", values: [0, 0.4, -0.7, 1.5] }]\n'
  const apart = ring.replace('strengths: [', 'positions: [0, 0.4, 1.5], strengths: [')

  test.each(['rates.0.1', 'violation'])('have %s within both bars of their results', async (name) => {
    const columns = await computed(job(apart + strengths, name))
    const [values, errors] = [column(columns, name), column(columns, name.replace(/^\w+/, '$&Error'))]
    ;(await pointsOf(apart + strengths)).forEach(
      ({ rates, ratesError, detailedBalance: { logRatio, logRatioError } }, row) => {
        const isRate = name !== 'violation'
        const value = isRate ? rates[0]![1]! : Math.max(...logRatio.flat().map((x) => Math.abs(x ?? 0)))
        const error = isRate ? ratesError[0]![1]! : Math.max(...logRatioError.flat().map((x) => x ?? 0))
        expect(Math.abs(values[row]! - value)).toBeLessThanOrEqual(errors[row]! + error)
      },
    )
  })

  test('a dot without strength at the first point keeps its place at the others', async () => {
    const text = apart.replace(/strengths: \[[^\]]*\]/, 'strengths: [1, 0, 0]') + strengths.replace('[1]"', '[2]"')
    const columns = await computed(job(text, 'rates.0.1'))
    const points = await pointsOf(text)
    column(columns, 'rates.0.1').forEach((value, row) => {
      expect(value).toBeCloseTo(points[row]!.rates[0]![1]!, 9)
    })
  })
})

test('without names all scalars are recorded, each with its error, after the swept values; no name twice', async () => {
  const { names } = await computed(job(ring + sweep))
  expect(names.slice(0, 3)).toEqual(['set.gas.beta', 'violation', 'violationError'])
  expect(names).toEqual(
    expect.arrayContaining([
      'loop',
      'entropyProduction.totalError',
      'relaxation.gap',
      'heatCurrents.gas',
      'detailedBalance.holds',
    ]),
  )
  const repeated = await computed(job(ring + sweep, 'gap', 'rates.0.1', 'rates', 'gap'))
  expect(new Set(repeated.names).size).toBe(repeated.names.length)
})

test('a piece has the rows of the whole sweep, to the last bit', async () => {
  const names = ['violation', 'rates', 'gap']
  const [whole, part] = [await computed(job(ring + sweep, ...names)), await computed(job(ring + sweep, ...names), 1, 3)]
  expect(part.columns).toEqual(whole.columns.map((values) => values.slice(1, 3)))
})

test('equal levels: what depends on a basis is null, and the row says why', async () => {
  const text = `${withSystem('ring: { sites: 3, tunneling: -1, flux: 0 }')}${sweep}`
  const { columns, names, reasons } = await computed(job(text, 'rates', 'gap'))
  expect(columns[names.indexOf('rates.2.1')]!.every(Number.isNaN)).toBe(true)
  expect(columns[names.indexOf('gap')]!.some(Number.isNaN)).toBe(false)
  expect(reasons.map(([row]) => row)).toEqual([0, 1, 2, 3])
  expect(Object.keys(reasons[0]![1])).toContain('rates')
  // rows are those of a piece, wherever it begins
  const later = await computed(job(text, 'rates', 'gap'), 2, 4)
  expect(later.reasons).toEqual(reasons.slice(2).map(([row, why]) => [row - 2, why]))
})

test.each([
  ['vilation', 'found the unknown quantity vilation (did you mean violation?)'],
  ['rates.0.3', 'found the unknown quantity rates.0.3'],
  ['rates.1.1', 'found the unknown quantity rates.1.1'],
  ['gap.1', 'found the unknown quantity gap.1'],
  ['', 'found the unknown quantity '],
  ['counting.mean', 'found the unknown quantity counting.mean'],
])('%s is no quantity of this study', (name, message) => {
  const text = `${ring}record: [gap, ${JSON.stringify(name)}]\n${sweep}`
  expect(() => pieceWork(job(text, 'gap', name))).toThrow(message)
  expect(() => pieceWork(job(text, 'gap', name))).toThrow(
    'study.yaml:7:15: record[1]: expected one of violation, loop, ',
  )
})

test.each([3, 4, 5, 8])('a map of %i levels has the numbers of its points', async (n) => {
  const strengths = [1, 0.7, 1.5, 0.9, 1.2, 0.6, 1.4, 0.8].slice(0, n)
  const text =
    `system: { ring: { sites: ${n}, tunneling: -0.5, flux: 0.3 } }\n` +
    'gas: { dimension: 1, mass: 1, density: 1, beta: 2 }\n' +
    `interaction: { contact: { strengths: [${strengths.join()}] } }\n` +
    'tolerance: 1e-9\n' +
    'sweep:\n  - { set: system.ring.flux, values: [0.2, 0.3] }\n' +
    '  - { set: interaction.contact.strengths.1, values: [0.2, 0.5, 1, 2, 3] }\n'
  const found = await computed(job(text, 'violation'), 0, 10)
  const [values, errors] = [column(found, 'violation'), column(found, 'violationError')]
  ;(await pointsOf(text)).forEach(({ detailedBalance: { worst } }, row) => {
    const { logRatio, logRatioError } = worst!
    expect(Math.abs(values[row]! - Math.abs(logRatio))).toBeLessThanOrEqual(errors[row]! + logRatioError)
  })
  expect(new Set(values).size).toBe(10)
})

test('a strength that varies together with the density is that of its point', async () => {
  const text =
    `${ring}tolerance: 1e-9\nsweep:\n  - points: 5\n    together:\n` +
    '      - { set: gas.density, from: 0.1, to: 0.2 }\n' +
    '      - { set: interaction.contact.strengths.1, from: 0.2, to: 3 }\n'
  const values = column(await computed(job(text, 'violation'), 0, 5), 'violation')
  ;(await pointsOf(text)).forEach(({ detailedBalance: { worst } }, row) => {
    expect(values[row]).toBeCloseTo(Math.abs(worst!.logRatio), 8)
  })
})
