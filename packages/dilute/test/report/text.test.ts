import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { resultsText } from '../../src/report/text.js'
import type { StudyResults } from '../../src/study/results.js'
import {
  fig1,
  manyLevels,
  noRates,
  pointOf,
  severalGases,
  sweepOver,
  sweepThrough,
  threeLevels,
} from '../figures/samples.js'

const width = (table: string) => Math.max(...table.split('\n').map((line) => [...line].length))

const long = sweepOver({ 'gas.beta': Array.from({ length: 200 }, (_, i) => 0.2 + i / 7) }, (set) =>
  manyLevels(3, set['gas.beta'], 0.3),
)
const fourAxes = sweepOver(
  {
    'interaction.contact.positions.0': [0, 0.123456789],
    'interaction.contact.positions.1': [0, -1.23456789e-9],
    'system.lattice.bonds.0.amplitude': [1, 2],
    'gas.beta': [1, 2],
  },
  (set) => manyLevels(3, set['gas.beta'], 0.3),
)

const cases: readonly (readonly [string, StudyResults])[] = [
  ['three levels', threeLevels],
  ['two levels', manyLevels(2)],
  ['six levels', manyLevels(6, 2, 9)],
  ['eight levels', manyLevels(8, 2, 9)],
  ['sixteen levels', manyLevels(16)],
  ['a single level', pointOf([0], [[0]], 1)],
  ['no rates', noRates],
  ['the paper’s sweep', fig1],
  ['a long sweep', long],
  ['four swept parameters', fourAxes],
  ['no points', { warnings: [], points: [] }],
  ['several gases', severalGases(['hot', 'cold'], 1)],
  [
    'a sweep of gases with long names',
    sweepOver({ 'baths.0.gas.beta': [1, 2, 3] }, (set) =>
      severalGases(['the-first-gas', 'the-second-gas', 'the-third-gas', 'd'], set['baths.0.gas.beta']!),
    ),
  ],
  ['a sweep of five levels', sweepOver({ 'gas.beta': [1, 2, 3] }, (set) => manyLevels(5, set['gas.beta']))],
]

describe.each(cases)('the table of %s', (_, results) => {
  it('fits in 96 columns, without NaN, colour or blanks at line ends', () => {
    const table = resultsText(results)
    expect(width(table)).toBeLessThanOrEqual(96)
    expect(table).not.toMatch(/NaN|undefined|\u001b| $/m)
    expect(table.endsWith('\n')).toBe(true)
  })
})

describe('one point', () => {
  const table = resultsText({ ...threeLevels, warnings: ['the density is high'] })

  it('names the direction of rates', () => {
    expect(table).toContain('to level k from level l')
    const rows = table.split('\n'),
      head = rows.findIndex((line) => line.includes('to \\ from'))
    expect(rows[head]).toMatch(/to \\ from +− +0 +\+$/)
    expect(rows[head + 1]).toMatch(/^ {2}− +· +0\.01111 ± 3\.4e-14 +0\.007689 ± 2\.4e-14$/)
    expect(rows[head + 3]).toMatch(/^ {2}\+ +0\.001563 ± 4\.8e-15 +0\.003124 ± 9\.7e-15 +·$/)
  })

  it('gives the ratios of the paper’s pairs with their errors', () => {
    expect(table).toMatch(/I\(0,−\) +0\.872254 +± 2\.7e-12/)
    expect(table).toMatch(/I\(\+,−\) +1\.50162 +± 4\.7e-12/)
    expect(table).toMatch(/I\(0,\+\) +1\.45421 +± 4\.5e-12/)
  })

  it('gives verdict, affinity, entropy, relaxation, evidence and warnings', () => {
    for (const text of [
      'Detailed balance is broken because',
      '− → 0 → + → −',
      '0 ± 4.5e-14 = 3.187e-4 ± 2.1e-14 (Schnakenberg) - 3.187e-4 ± 2.2e-14',
      'slowest rate 0.01553 ± 4.7e-14; reversible part alone 0.01529',
      'estimated relative error 3.1e-12, 1843 energies evaluated',
      'Warning: the density is high',
    ]) {
      expect(table.replace(/\s+/g, ' ')).toContain(text)
    }
  })

  it('prints matrices up to eight levels and says what it leaves out beyond', () => {
    expect(resultsText(manyLevels(8))).toContain('to \\ from')
    const sixteen = resultsText(manyLevels(16))
    expect(sixteen).not.toContain('to \\ from')
    expect(sixteen).toContain('240 rates between 16 levels')
    expect(sixteen).toContain('The 6 of 120 pairs farthest from 1')
  })
})

describe('a sweep', () => {
  it('shows every point of a short one', () => {
    const table = resultsText(fig1)
    expect(table.split('\n').filter((line) => /^ *\d/.test(line) && line.includes('e-'))).toHaveLength(7)
    expect(table).toContain(
      'Detailed balance is broken at all 7 points, farthest at gas.beta = 40 with ln\nI(+,−) = 0.4336 ± 3.1e-12.',
    )
    expect(table).not.toContain('not shown')
  })

  it('shows 25 points of a long one, first and last among them, and says so', () => {
    const table = resultsText(long)
    expect(table).toContain('175 of 200 points are not shown')
    expect(table).toMatch(/^ *0\.2 /m)
    expect(table).toMatch(/^ *28\.6286 /m)
  })

  it('explains shortened headings and parameters without a column', () => {
    const table = resultsText(fourAxes)
    expect(table).toContain('is interaction.contact.positions.0')
    expect(table).toContain('gas.beta is swept too')
  })

  it('counts the points where detailed balance is broken', () => {
    const points = fig1.points.map((point, i) =>
      i > 2 ? point : { ...point, detailedBalance: { ...point.detailedBalance, holds: true } },
    )
    expect(resultsText(sweepThrough(points))).toContain('is broken at 4 of 7 points')
  })

  it('prints the warnings of the sweep, not those of its points, in their order', () => {
    const points = fig1.points.map((point) => ({
      ...point,
      warnings: ['of a point'],
      evidence: { ...point.evidence, warnings: ['of a point'] },
    }))
    const table = resultsText(
      sweepThrough(points, ['the mean field is 4.93 of the temperature at gas.beta = 40', 'the second']),
    )
    expect(table).not.toContain('of a point')
    expect(table).toMatch(
      /Warning: the mean field is 4\.93 of the temperature at gas\.beta = 40\nWarning: the second\n$/,
    )
  })
})

it('colours only when asked', () => {
  expect(resultsText(threeLevels, { color: true })).toContain('\u001b[31mDetailed balance is broken')
})

it('lets no title command the terminal', () => {
  const table = resultsText({ ...threeLevels, title: 'red \u001b[31m and \u0007 bell\nnext' })
  expect(table.split('\n')[0]).toBe('red [31m and bell next')
})

it('keeps columns straight beside ideograms, which are two columns wide', () => {
  const lines = resultsText(severalGases(['高温', 'cold'], 1)).split('\n')
  const counted = sweepOver({ 'baths.0.gas.beta': [1, 2] }, (set) =>
    severalGases(['高温', 'cold'], set['baths.0.gas.beta']!),
  )
  const [head, row] = resultsText(counted).split('\n').slice(3, 5)
  expect(stringWidth(head!.slice(0, head!.indexOf('heat from cold') + 'heat from cold'.length))).toBe(
    stringWidth(row!.slice(0, endOfThird(row!))),
  )
  expect(lines.length).toBeGreaterThan(10)
})

/** Where the third entry of a row ends. */
function endOfThird(row: string): number {
  return /^ *\S+ +\S+ ± \S+ +\S+ ± \S+/.exec(row)![0].length
}
