import fc from 'fast-check'
import { DOMParser } from 'linkedom'
import { describe, expect, it, test } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/index.js'
import { reportHtml, resultsText } from '../../src/report/index.js'
import type { StudyResults } from '../../src/study/results.js'
import { isNumber } from '../../src/tell/parts.js'
import type { Part, Section, Table } from '../../src/tell/section.js'
import { pictureOf, subjectOf } from '../../src/tell/subject.js'
import { sections, tell } from '../../src/tell/telling.js'
import { plainText } from '../../src/tell/text.js'
import { unitOf } from '../../src/tell/units.js'
import {
  counted,
  degenerate,
  fig1,
  manyLevels,
  noRates,
  pointOf,
  severalGases,
  sweepOver,
  threeLevels,
  withGenerator,
} from '../figures/samples.js'
import { readDrawing } from '../figures/textBoxes.js'

const whole = withGenerator(counted(threeLevels))
const gasesOverBeta = sweepOver({ 'baths.0.gas.beta': [1, 2] }, (set) =>
  severalGases(['hot', 'cold'], set['baths.0.gas.beta']!),
)
const cases: readonly (readonly [string, StudyResults])[] = [
  ['one point', whole],
  ['groups of levels', counted(degenerate(manyLevels(4), [[0, 1], [2], [3]]))],
  ['twelve levels', manyLevels(12)],
  ['two gases', severalGases(['hot', 'cold'], 1)],
  ['beams', severalGases(['left', 'right'], 1, false)],
  ['no rates', noRates],
  ['a single level', pointOf([0], [[0]], 1)],
  ['a sweep', fig1],
  ['a sweep of two gases', gasesOverBeta],
  ['a sweep of five levels', sweepOver({ 'gas.beta': [1, 2] }, (set) => manyLevels(5, set['gas.beta']))],
]

const partsOf = (told: readonly Section[]): Part[] => {
  const inside = (part: Part): Part[] => (part.kind === 'details' ? [part, ...part.parts.flatMap(inside)] : [part])
  return told.flatMap(({ parts }) => parts.flatMap(inside))
}
const tablesOf = (told: readonly Section[]): Table[] => partsOf(told).filter((part) => part.kind === 'table')
const pageText = (results: StudyResults): string => {
  const html = reportHtml({ results, studyText: '', figureSvg: '<svg></svg>' })
  return (new DOMParser().parseFromString(html, 'text/html') as unknown as { body: { textContent: string } }).body
    .textContent
}

describe.each(cases)('what is told of %s', (_, results) => {
  const told = tell(results)

  it('is plain data', () => {
    expect(
      JSON.parse(JSON.stringify(told, (__, value: unknown) => (value === undefined ? 'undefined' : value))),
    ).not.toBeNull()
    expect(structuredClone(told)).toEqual(told)
    expect(JSON.stringify(told)).not.toMatch(/NaN|\[object|undefined/)
  })

  it('has a cell for every column of every table, and a number with its text in every column of numbers', () => {
    for (const { columns, rows, what } of tablesOf(told.sections)) {
      for (const row of rows) {
        expect(row, what).toHaveLength(columns.length)
        row.forEach((cell, c) => {
          if (isNumber(cell)) expect(['number', 'name', 'setting'], what).toContain(columns[c]!.kind)
        })
      }
    }
  })

  it('stands on the page with every title, and nothing is told twice under one title', () => {
    const titles = told.sections.map(({ title }) => plainText(title))
    expect(new Set(titles).size).toBe(titles.length)
    for (const title of titles) expect(pageText(results)).toContain(title)
  })
})

test('terminal and page show the same numbers: those of the sections, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 9, noNaN: true }),
      fc.double({ min: 0.2, max: 3, noNaN: true }),
      (beta, reach) => {
        const point = manyLevels(3, beta, reach),
          both = [resultsText(point), pageText(point).replaceAll('−', '-').replaceAll('·10', 'e')]
        const shared = sections(point)
          .flatMap(({ parts }) => parts)
          .filter((part): part is Table => part.kind === 'table' && part.room === undefined)
        const numbers = shared.flatMap(({ rows }) => rows.flat().filter(isNumber)).map(({ written }) => written.value)
        expect(numbers.length).toBeGreaterThan(15)
        for (const number of numbers.filter((text) => !text.includes('e')))
          for (const shown of both) expect(shown).toContain(number)
      },
    ),
    { numRuns: 20 },
  )
})

describe('ratios or flows', () => {
  it('is decided once: terminal, page, caption and figure agree', async () => {
    for (const [name, results] of cases) {
      const points = 'points' in results ? results.points : [{ ...results, set: {} }]
      if (points[0]!.levels.length < 2) continue
      const ratios = subjectOf(points) === 'ratios'
      const svg = await drawDetailedBalance(results, await nodeDocument()),
        drawn = readDrawing(svg)
          .texts.map(({ text }) => text)
          .join(' ')
      expect(/ln I|I\(k, l\)/.test(drawn), name).toBe(ratios)
      expect(pageText(results).includes('Detailed balance demands that every ratio is 1'), name).toBe(ratios)
      expect(
        /I\(.*\) = a\(k,l\)|I\(|ln I\|/.test(
          resultsText(results)
            .split('Gas ')[0]!
            .replace(/with ln.*/, ''),
        ),
        name,
      ).toBe(ratios)
    }
  })

  it('needs a temperature at every point, and a picture of curves two values of a parameter', () => {
    const [cold, hot] = gasesOverBeta.points as [
      (typeof gasesOverBeta.points)[number],
      (typeof gasesOverBeta.points)[number],
    ]
    const shared = { ...hot, beta: 2 }
    expect([subjectOf([cold, shared]), subjectOf([shared])]).toEqual(['flows', 'ratios'])
    expect([pictureOf([cold, hot]), pictureOf([cold]), pictureOf([shared]), pictureOf(fig1.points)]).toEqual([
      'flow curves',
      'levels',
      'ratio matrix',
      'ratio curves',
    ])
    expect(pictureOf([{ ...degenerate(manyLevels(3), [[0, 1, 2]]), set: {} }])).toBe('levels')
  })
})

describe('a sweep with less room than columns', () => {
  const names = ['the-first-gas', 'the-second-gas', 'the-third-gas', 'the-fourth-gas']
  const sweep = sweepOver({ 'baths.0.gas.beta': [1, 2, 3] }, (set) => severalGases(names, set['baths.0.gas.beta']!))

  it('keeps error bars and says which columns went', () => {
    const table = resultsText(sweep)
    expect(table).toMatch(/\n *1 .* ± /)
    for (const name of names) expect(table).toContain(`heat from ${name}`)
    expect(table).toContain('The heat from the-fourth-gas is in the results.')
    expect(pageText(sweep)).not.toContain('is in the results')
  })
})

describe('units of a study', () => {
  const units = { energy: 'meV', length: 'nm', mass: 'u', temperature: 'K' }
  const inUnits = <R extends StudyResults>(results: R): R =>
    'points' in results
      ? { ...results, units, points: results.points.map((point) => ({ ...point, units })) }
      : { ...results, units }

  it('follow from what a number measures', () => {
    expect(unitOf(units, 'rate')).toBe('meV/ħ')
    expect(unitOf(units, 'heat current')).toBe('meV²/ħ')
    expect(unitOf({ energy: 'cm⁻¹' }, 'heat current')).toBe('(cm⁻¹)²/ħ')
    expect([3, 2, 1].map((d) => unitOf(units, 'cross section', d))).toEqual(['nm²', 'nm', null])
    expect([unitOf(units, 'time'), unitOf(units, 'inverse energy'), unitOf(undefined, 'energy')]).toEqual([
      'ħ/meV',
      '1/meV',
      null,
    ])
  })

  it('stand in table heads, headings and facts of terminal and page, and nowhere without units', () => {
    const point = inUnits(whole)
    for (const shown of [resultsText(point), pageText(point)]) {
      for (const part of [/[eE]nergy \(meV\)/, /in meV\/ħ/, /\(meV²\/ħ\)/, /slowest rate \S+ ± \S+ meV\/ħ/])
        expect(shown).toMatch(part)
    }
    expect(resultsText(point)).toContain('beta = 2 1/meV')
    for (const shown of [resultsText(whole), pageText(whole)]) expect(shown).not.toMatch(/meV|ħ/)
  })

  it('stand at the swept parameter, and along the axes of figures', async () => {
    const sweep = inUnits(
      sweepOver({ 'baths.0.gas.beta': [1, 2, 3] }, (set) => severalGases(['hot', 'cold'], set['baths.0.gas.beta']!)),
    )
    expect(resultsText(sweep)).toMatch(/beta \(1\/meV\) +heat from hot \(meV²\/ħ\)/)
    const texts = readDrawing(await drawDetailedBalance(sweep, await nodeDocument())).texts.map(({ text }) => text)
    for (const label of ['βhot (inverse temperature, in 1/meV)', 'Jb (meV²/ħ)', 'σ (meV/ħ)'])
      expect(texts).toContain(label)
    const point = readDrawing(
      await drawDetailedBalance(inUnits(severalGases(['hot', 'cold'], 1)), await nodeDocument()),
    ).texts
    expect(point.map(({ text }) => text)).toContain('energy E (meV)')
  })
})

it('letters that stand for themselves are not capitalised on the page, words are', () => {
  const shown = reportHtml({ results: severalGases(['hot', 'cold'], 1), studyText: '', figureSvg: '<svg></svg>' })
  expect(shown).toContain('<th scope="col">β</th><th scope="col">Heat into the system</th>')
})
