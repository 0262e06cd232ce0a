import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOMParser } from 'linkedom'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/document.js'
import { reportHtml } from '../../src/report/html.js'
import { resultsText } from '../../src/report/text.js'
import { readStudy, runStudy, type PointResults, type StudyResults } from '../../src/study/index.js'
import { overlaps, readDrawing } from '../figures/textBoxes.js'

/** What the page, the table and the figure say of runs with several gases, beams, counting and the generator. */

const example = (name: string): string => readFileSync(join(import.meta.dirname, '../../../../examples', name), 'utf8')
const run = (name: string, ...set: string[]): Promise<StudyResults> =>
  runStudy(readStudy(example(name), { file: name, set: ['report=[counting, generator]', ...set] }))
const sweep = (path: string): string => `sweep=[{ set: ${path}, values: [0.5, 1, 2] }]`

const text = (html: string): string =>
  (
    new DOMParser().parseFromString(html, 'text/html') as unknown as { body: { textContent: string } }
  ).body.textContent.replace(/\s+/g, ' ')
const page = (results: StudyResults): string =>
  text(reportHtml({ results, studyText: 'title: one', figureSvg: '<svg viewBox="0 0 1 1"></svg>' }))
const table = (results: StudyResults): string => resultsText(results)
const widest = (lines: string): number => Math.max(...lines.split('\n').map((line) => [...line].length))

describe('two gases', () => {
  let results: PointResults
  beforeAll(async () => {
    results = (await run('two-baths.yaml')) as PointResults
  })

  it('the page gives each gas its temperature, heat, verdict, rates and ratios', () => {
    const shown = page(results)
    for (const part of [
      'The gases',
      'hot0.5',
      'cold2',
      'The gas hot: rates and detailed balance',
      'The gas cold: rates and detailed balance',
      'the heat from all gases adds up to zero',
      'There are none: the gases have no common temperature',
      'Of several gases the one farthest',
      'σ = −Σ βbJb',
    ])
      expect(shown).toContain(part)
    expect(shown).not.toContain('Gibbs population')
    expect(shown.match(/I\(0,−\)/g)).toHaveLength(2)
  })

  it('its figure of levels has a caption of its own', () => {
    expect(reportHtml({ results, studyText: '', figureSvg: '<svg id="figure"></svg>' })).toContain('id="figure"')
    expect(page(results)).toContain('the heat that each gas gives to the system, or takes from it.')
  })

  it('counts, generator and certificates stand in page and table', () => {
    for (const part of [
      'Counting statistics',
      'heat from hot',
      'how populations and coherences decay',
      'Laws that were checked',
      'complete positivity',
      'Where the theory holds',
    ]) {
      expect(page(results)).toContain(part)
    }
    const lines = table(results)
    expect(lines).toMatch(/Gas hot: beta = 0\.5, heat into the system 0\.00\d+ ± /)
    expect(lines).toMatch(/ {2}heat from cold +-0\.00/)
    expect(lines).toMatch(/Generator: how populations and coherences decay\n/)
    expect(lines).toMatch(/Bohr frequency +elements.*\n +0 +\(−,−\) \(0,0\) \(\+,\+\)\n +0\.500000 +\(0,−\) \(\+,0\)\n/)
    expect(lines).toMatch(/Heat into the system +from hot 0\.00\d+ ± \S+, from cold -0\.00\d+ ± \S+\n/)
    expect(widest(lines)).toBeLessThanOrEqual(96)
  })

  it('warn of nothing in the example: it is dilute enough', () => {
    expect(results.evidence.warnings).toEqual([])
  })
})

describe('a sweep of two gases', () => {
  let results: StudyResults
  beforeAll(async () => {
    results = await run('two-baths.yaml', sweep('baths.0.gas.beta'))
  })

  it('has heat and entropy production in table and page, also where one point has a common temperature', () => {
    expect(table(results)).toMatch(/beta +heat from hot +heat from cold +entropy production +est\. error/)
    expect(table(results)).toMatch(/\n *2 +0 ± \S+ +0 ± \S+ +0 ± \S+/)
    expect(table(results)).toMatch(
      /Detailed balance is broken at all 3 points\.\nAt the first point: The gases share no temperature/,
    )
    expect(page(results)).toMatch(/Heat from hot *Heat from cold *Entropy production/)
  })

  it('is drawn with a curve for each gas, and with names that keep apart', async () => {
    const drawing = readDrawing(await drawDetailedBalance(results, await nodeDocument()))
    const texts = drawing.texts.map((one) => one.text)
    for (const label of ['Jhot', 'Jcold', 'σ', 'σSchnakenberg', 'σviolation', 'βhot (inverse temperature)'])
      expect(texts).toContain(label)
    expect(texts.join(' ')).toContain('βcold = 2.')
    expect(overlaps(drawing.texts)).toEqual([])
  })
})

describe('a beam', () => {
  let results: PointResults
  beforeAll(async () => {
    results = (await run('beam.yaml')) as PointResults
  })

  it('says that there is no temperature, and what it leaves out', () => {
    const shown = page(results)
    expect(shown).toContain('There are none: the gas has no temperature')
    expect(shown).toContain('a gas has no temperature: its heat is no measure of entropy')
    expect(results.evidence.warnings).toEqual([expect.stringContaining('has no temperature')])
    expect(table(results)).not.toContain('I(k,l) =')
  })

  it('is drawn as its levels with the currents between them, since there are no ratios', async () => {
    const drawing = readDrawing(await drawDetailedBalance(results, await nodeDocument()))
    const shown = drawing.texts.map((one) => one.text).join(' ')
    for (const part of [
      'populations',
      'currents',
      'Arrows: net currents between the levels',
      'the whole of it needs a temperature',
    ])
      expect(shown).toContain(part)
    expect(overlaps(drawing.texts)).toEqual([])
  })
})

describe('what vanishes', () => {
  it('is 0 within an error bar in page and table, and in full in the results', async () => {
    const results = (await run('prl-fig1.yaml', 'sweep=null', 'interaction.contact.strengths.1=1')) as PointResults
    expect(results.counting!.mean.flat().some((mean) => mean !== 0)).toBe(true)
    expect(table(results)).toMatch(
      /count +mean +noise +skewness\n( +\S+ → \S+ +0( ± \S+)? +\S+ ± \S+ +0( ± \S+)?\n){3}/,
    )
    expect(table(results)).toMatch(/Entropy production +0 ± \S+ = 0 ± \S+ \(Schnakenberg\) \+ 0 ± \S+ \(violation\)/)
    expect(page(results)).toMatch(/Entropy production σ0 ± /)
  })

  it('a stationary state that is not unique is not counted, and page and table say why', async () => {
    const results = await run('prl-fig1.yaml', 'sweep=null', 'interaction.contact.strengths=[0, 0, 0]')
    for (const shown of [page(results), table(results)])
      expect(shown).toContain('the stationary state is not unique: which one is counted')
  })
})

it('many levels stay readable: studies, rates and lists are folded, and the page is small', async () => {
  const results = await run(
    'prl-fig1.yaml',
    'sweep=null',
    'system.ring.sites=12',
    `interaction.contact={ strengths: [${Array.from({ length: 12 }, (_, i) => 0.5 + i / 10).join()}] }`,
  )
  const html = reportHtml({ results, studyText: 'a: 1\n'.repeat(60), figureSvg: '<svg></svg>' })
  expect(html.length).toBeLessThan(600_000)
  for (const summary of ['The study file', 'All rates', 'All 144 eigenvalues', 'All 66 pairs of levels'])
    expect(html).toContain(`<summary>${summary}</summary>`)
  expect(widest(table(results))).toBeLessThanOrEqual(96)
})
