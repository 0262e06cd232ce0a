import { expect, test } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { marker } from '../../src/figures/recorded/marker.js'
import { sweepLayout } from '../../src/figures/sweep/sweepLayout.js'
import { nodeDocument } from '../../src/node/document.js'
import type { SweepPoint } from '../../src/study/results.js'
import { figureCaption } from '../../src/tell/caption.js'
import { plainText } from '../../src/tell/text.js'
import { fig1, manyLevels, severalGases, sweepOver, sweepThrough } from './samples.js'
import { expectTextsWhole } from './textBoxes.js'

/** Sweeps whose points are no product of values: samples, and lines along which several parameters vary. */

const scattered = (i: number): number => 1 + ((i * 0.618034) % 1)
const sample: SweepPoint[] = Array.from({ length: 25 }, (_, i) => {
  const set = { 'gas.beta': 1 + i / 25, 'gas.density': scattered(i), 'gas.mass': scattered(3 * i) }
  return { set, ...manyLevels(3, set['gas.beta'], set['gas.density'] / 3, 'A sample') }
})
const line = sample.map((point, i): SweepPoint => ({
  ...point,
  set: { 'gas.beta': 1 + i / 25, 'system.ring.flux': 0.5 - i / 100 },
}))
const draw = async (points: readonly SweepPoint[], study?: object): Promise<string> =>
  drawDetailedBalance(sweepThrough(points), await nodeDocument(), { study })
const textsOf = (svg: string): string =>
  expectTextsWhole(svg)
    .texts.map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s/g, ' ')

test('a sample is drawn with its points in their plane', async () => {
  const svg = await draw(sample)
  expect(svg.match(/<circle/g)!.length).toBe(25 + 2)
  expect(textsOf(svg)).toContain('25 points.')
  expect(textsOf(svg)).toContain('m varies too.')
  expect(textsOf(svg)).toMatch(/Circled: the largest value, .* at β = /)
  expect(plainText(figureCaption(sample)!)).toContain('Each dot is a point of the sample')
})

test('a sample times another axis is drawn at the first value of that', async () => {
  const twice = [0.1, 0.2].flatMap((flux) =>
    sample.map((point) => ({ ...point, set: { 'system.ring.flux': flux, ...point.set } })),
  )
  const svg = await draw(twice)
  expect(svg.match(/<circle/g)!.length).toBe(25 + 2)
  expect(textsOf(svg)).toContain('Shown for φ = 0.1 only, one of 2 values.')
})

test('of gases without a common temperature the entropy production is drawn', async () => {
  const gases = sample.map(({ set }): SweepPoint => ({ set, ...severalGases(['hot', 'cold'], set['gas.beta']!) }))
  expect(textsOf(await draw(gases))).toContain('entropy production')
  expect(plainText(figureCaption(gases)!)).toContain('its colour is the entropy production')
})

test('parameters that go along one line make curves, and the figure says how they go', async () => {
  const svg = await draw(line)
  expect(textsOf(svg)).toContain('β from 1 to 1.96 together with φ from 0.5 to 0.26.')
  expect(textsOf(svg)).not.toContain('values of')
  expect(sweepLayout(line)).toMatchObject({
    x: { path: 'gas.beta' },
    tied: [{ path: 'system.ring.flux' }],
    areas: null,
  })
  expect(sweepLayout(fig1.points)).toMatchObject({ tied: [], areas: null, held: [] })
})

test('values above plots and of what is held have their units', async () => {
  const units = { energy: 'nK', temperature: 'nK', length: 'µm' }
  const sweep = sweepOver({ 'gas.temperature': [1, 2], 'gas.density': [1, 2, 3] }, () => manyLevels(3))
  const points = sweep.points.map((point) => ({ ...point, units }))
  const texts = textsOf(await draw(points, { gas: { dimension: 3, mass: 1 } }))
  expect(texts).toContain('T = 1 nK')
  expect(texts).toContain('ν (gas density, in 1/µm³)')
})

test('the value beside a marker covers as few dots as it can', async () => {
  const document = await nodeDocument()
  const frame = { left: 0, top: 0, width: 400, height: 300 }
  const middleOf = (dots: readonly (readonly [number, number])[]): [number, number] => {
    const drawn = marker(document, 1.234, [200, 150], frame, { dots }).map(({ outerHTML }) => outerHTML)
    const box = drawn.find((element) => element.startsWith('<rect'))!
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
      Number(new RegExp(` ${name}="([^"]*)"`).exec(box)![1]),
    )
    return [x! + width! / 2, y! + height! / 2]
  }
  expect(middleOf([])[0]).toBeGreaterThan(210)
  expect(middleOf([[220, 150]])[0]).toBeLessThan(190)
  expect(
    middleOf([
      [220, 150],
      [180, 150],
    ])[1],
  ).toBeLessThan(140)
  expect(
    middleOf([
      [220, 150],
      [180, 150],
      [200, 134],
    ])[1],
  ).toBeGreaterThan(160)
})
