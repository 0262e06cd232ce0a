import { describe, expect, test } from 'vitest'
import { drawScattering } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/document.js'
import { probabilityCurves } from '../../src/figures/scattering/probabilityCurves.js'
import { readStudy, scatterStudy, type ScatterResults } from '../../src/study/index.js'
import { changed, inDimension, ring, withPotentials } from '../study/examples.js'
import { expectTextsWhole, readDrawing } from './textBoxes.js'

const energies = Array.from({ length: 60 }, (_, i) => -0.6 + i / 30)
const scattered = (text: string, at: readonly number[] = energies): Promise<ScatterResults> =>
  scatterStudy(readStudy(text, { file: 'a.yaml' }), at)
const central = changed(
  withPotentials('[{ gaussian: { height: 1.5, width: 0.5 } }, { gaussian: { height: -1, ' + 'width: 0.6 } }, zero]'),
  'dimension: 1',
  'dimension: 3',
)
const gaussians = withPotentials(
  '[{ gaussian: { height: 1, width: 0.4 } }, { gaussian: { height: 0.7, width: 0.4, ' + 'center: 0.5 } }, zero]',
)

describe('the curves', () => {
  test('of one level and side add up to one, what passes and what turns back together', async () => {
    const results = await scattered(gaussians)
    const [onward, back] = (['onward', 'back'] as const).map((passage) =>
      probabilityCurves(results, 1, [0, 1, 2], passage),
    )
    for (const side of ['+', '-']) {
      const all = [...onward!, ...back!].filter((curve) => curve.side === side).map(({ points }) => points)
      energies.forEach((energy, e) => {
        const sum = all.reduce((total, points) => total + (Number.isNaN(points[e]!.y) ? 0 : points[e]!.y), 0)
        expect(sum).toBeCloseTo(energy > results.levels[1]! ? 1 : 0, 11)
      })
    }
  })

  test('agree with what the results call transmission and reflection', async () => {
    const {
      energies: [at],
    } = await scattered(gaussians, [1])
    at!.transmission!.forEach((passed, i) => {
      expect(passed + at!.reflection![i]!).toBeCloseTo(1, 11)
    })
    const left = at!.channels.findIndex(({ level, mode }) => level === 0 && mode === '+')
    const onward = probabilityCurves({ energies: [at!] }, 0, [0, 1, 2], 'onward').filter(({ side }) => side === '+')
    expect(onward.reduce((sum, { points: [point] }) => sum + point!.y, 0)).toBeCloseTo(at!.transmission![left]!, 12)
  })
})

describe('the figure', () => {
  test.each([
    ['contacts on a line', ring],
    ['potentials', gaussians],
    ['a plane', inDimension(2, '{ scatteringLengths: [0.6, 0.9, 1.4] }')],
    [
      'space, three points',
      inDimension(3, '{ scatteringLengths: [0.6, 0.9, 1.4], positions: ' + '[[0,0,0],[1,0,0],[0,1,0]] }'),
    ],
    ['a centre in space', central],
    ['many levels', changed(changed(ring, 'sites: 3', 'sites: 9'), '[1, 0.7, 1.5]', '[1, 0.7, 1.5, 1, 1, 1, 1, 1, 1]')],
  ])('draws every text once and whole: %s', async (_, text) => {
    const svg = await drawScattering(await scattered(text), await nodeDocument())
    expectTextsWhole(svg)
    expect(svg).not.toMatch(/NaN|Infinity/)
  })

  test('keeps the numbers of neighbouring plots apart', async () => {
    const whole = Array.from({ length: 20 }, (_, i) => -1 + (5 * i) / 19)
    const { texts } = readDrawing(await drawScattering(await scattered(ring, whole), await nodeDocument()))
    const last = texts.find(({ text }) => text === '4')!
    const next = texts.filter(({ text }) => text === '−1').at(-1)!
    expect(next.left - last.right).toBeGreaterThan(6)
  })

  test('shows cross sections where every wave comes in on its own', async () => {
    const svg = await drawScattering(await scattered(central), await nodeDocument())
    expect(/aria-label="[^"]*"/.exec(svg)![0]).toBe('aria-label="Cross sections against the energy"')
    expect(
      [...svg.matchAll(/stroke="#0067a5" fill="none" aria-label="line"><path d="([^"]*)"/g)].map(
        ([, path]) => path!.length > 200,
      ),
    ).toEqual([true, true, true])
  })

  test('marks the thresholds by name, the lowest of them also where all energies are below it', async () => {
    const named = readDrawing(await drawScattering(await scattered(ring), await nodeDocument())).texts.map(
      ({ text }) => text,
    )
    for (const name of ['E−', 'E0', 'E+']) expect(named.filter((text) => text === name)).toHaveLength(2)
    const below = await drawScattering(await scattered(ring, [-3, -2]), await nodeDocument())
    const shown = expectTextsWhole(below).texts.map(({ text }) => text)
    for (const text of ['E−', 'passes on', 'turns back']) expect(shown).toContain(text)
    expect(shown.join(' ')).toContain('No channel is open at these energies: the lowest level lies at −0.5')
    expect(below).not.toMatch(/NaN|Infinity/)
  })
})
