import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prlFig1Study } from '../../src/demos/prlFig1.js'
import { drawDetailedBalance, type FigureOptions } from '../../src/figures/index.js'
import { rendered } from '../../src/node/index.js'
import { nodeDocument } from '../../src/node/document.js'
import { renderPng } from '../../src/node/png.js'
import { lineStyles, quietInk } from '../../src/figures/drawing/style.js'
import type { PointResults, StudyResults } from '../../src/study/results.js'
import { pngPixels } from './pngPixels.js'
import { fig1, manyLevels, noRates, pointOf, severalGases, sweepOver, sweepThrough, threeLevels } from './samples.js'
import { expectTextsWhole, overlaps, readDrawing } from './textBoxes.js'

const study = {
  gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
  interaction: { contact: { strengths: [1, 0.7, 1.5] } },
}
const eightNames = Array.from({ length: 8 }, (_, i) => `a-gas-with-a-long-name-${i}`)
const betas = [0.3, 0.6, 1, 2, 4, 8]

async function draw(results: StudyResults, options: FigureOptions = {}): Promise<string> {
  return drawDetailedBalance(results, await nodeDocument(), options)
}

const texts = (svg: string) => readDrawing(svg).texts.map(({ text }) => text)

const at = (make: (beta: number, other: number) => PointResults) => (set: Readonly<Record<string, number>>) =>
  make(set['gas.beta'] ?? 2, Object.values(set)[0]!)

const figures: readonly (readonly [string, StudyResults])[] = [
  ['the paper’s figure', fig1],
  ['one point of three levels', threeLevels],
  ['one point of two levels', manyLevels(2)],
  ['one point of six levels', manyLevels(6)],
  ['one point of twelve levels', manyLevels(12, 2, 3)],
  ['one point of thirty levels', manyLevels(30)],
  ['a sweep of one point', sweepThrough(fig1.points.slice(0, 1))],
  [
    'a sweep of six levels',
    sweepOver(
      { 'gas.beta': betas },
      at((beta) => manyLevels(6, beta)),
    ),
  ],
  [
    'ratios over many decades',
    sweepOver(
      { 'gas.beta': betas },
      at((beta) => manyLevels(5, beta, 9)),
    ),
  ],
  [
    'a sweep of the flux',
    sweepOver(
      { 'system.ring.flux': [0.1, 0.2, 0.3, 0.4] },
      at((_, flux) => manyLevels(3, 2, 2 * flux)),
    ),
  ],
  [
    'an unknown parameter',
    sweepOver(
      { 'interaction.potentials.0.gaussian.width': [-1, 0, 1] },
      at((_, width) => manyLevels(4, 2 + width)),
    ),
  ],
  [
    'two parameters',
    sweepOver(
      { 'interaction.contact.strengths.1': [0.3, 0.7, 1, 1.2], 'gas.beta': betas },
      at((beta, v) => manyLevels(3, beta, v)),
    ),
  ],
  [
    'two parameters, many plots',
    sweepOver(
      { 'gas.density': [1, 2, 3, 4, 5, 6, 7, 8], 'gas.beta': [...betas, 9, 10, 11] },
      at((beta, v) => manyLevels(5, beta, v)),
    ),
  ],
  [
    'three parameters',
    sweepOver(
      { 'gas.mass': [1, 2], 'interaction.contact.strengths.1': [0.3, 0.7, 1], 'gas.beta': betas },
      at((beta, v) => manyLevels(4, beta, v)),
    ),
  ],
  ['nothing moves', noRates],
  ['nothing moves along a sweep', sweepOver({ 'gas.beta': betas }, () => noRates)],
  [
    'detailed balance along a ' + 'sweep',
    sweepOver(
      { 'gas.beta': betas },
      at((beta) =>
        pointOf(
          [0, 1, 2],
          [
            [0, 1, 1],
            [Math.exp(-beta), 0, 1],
            [Math.exp(-2 * beta), Math.exp(-beta), 0],
          ],
          beta,
        ),
      ),
    ),
  ],
  [
    'two gases',
    sweepOver({ 'baths.0.gas.beta': betas }, (set) => severalGases(['hot', 'cold'], set['baths.0.gas.beta']!)),
  ],
  [
    'eight gases with long names',
    sweepOver({ 'baths.0.gas.beta': betas }, (set) => severalGases(eightNames, set['baths.0.gas.beta']!)),
  ],
  [
    'two gases that are not ' + 'thermal',
    sweepOver({ 'baths.1.gas.density': betas }, (set) =>
      severalGases(['left', 'right'], set['baths.1.gas.density']!, false),
    ),
  ],
  [
    'two gases and two parameters',
    sweepOver({ 'system.ring.flux': [0.1, 0.2], 'baths.0.gas.beta': betas }, (set) =>
      severalGases(['hot', 'cold'], set['baths.0.gas.beta']!),
    ),
  ],
  ['two gases at one point', severalGases(['hot', 'cold'], 1)],
  ['a single level', pointOf([0], [[0]], 1)],
  ['no points', { warnings: [], points: [] }],
  ['a long title', { ...threeLevels, title: 'A title that goes on and on '.repeat(12) + 'x'.repeat(300) }],
]

describe.each(figures)('the figure for %s', (_, results) => {
  it('draws every text once and whole: inside the sheet, none over another', async () => {
    const { width } = expectTextsWhole(await draw(results, { study }))
    expect(width).toBe(600)
  })

  it('never shows NaN or Infinity, and is the same each time', async () => {
    const svg = await draw(results)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    expect(await draw(results)).toBe(svg)
  })

  it('carries no style sheet, class or id that could touch a page', async () => {
    expect(await draw(results)).not.toMatch(/<style|\sclass=|\sid=|url\(|href/)
  })
})

describe('the paper’s figure', () => {
  it('names the curves, the axes, the thin line and the inset', async () => {
    const shown = texts(await draw(fig1, { study }))
    for (const label of ['I(0, −)', 'I(+, −)', 'I(0, +)', 'βΔE', 'I(k, l)', 'detailed balance', '(30a)', '(30b)'])
      expect(shown).toContain(label)
    expect(shown.join(' ')).toContain('ΔE = E0 − E− = 0.5. d = 1, m = 1, ν = 1, V = (1, 0.7, 1.5).')
  })

  it('says which power of ten the inset is multiplied with, in either normalization', async () => {
    expect(texts(await draw(fig1)).join(' ')).toMatch(/× 10³.*physical normalization/)
    const paper = sweepThrough(fig1.points.map((point) => ({ ...point, normalization: 'paper' as const })))
    expect(texts(await draw(paper)).join(' ')).toContain('Eq. (20)')
  })

  it('puts indices low and variables in italics', async () => {
    const svg = await draw(fig1, { study })
    expect(svg).toMatch(/<tspan[^>]*font-style="italic"[^>]*>E<\/tspan><tspan[^>]*dy="[^"]+"[^>]*>0<\/tspan>/)
  })
})

describe('what a figure leaves out, it says', () => {
  it('shows six of many pairs', async () => {
    const svg = await draw(
      sweepOver(
        { 'gas.beta': betas },
        at((beta) => manyLevels(6, beta)),
      ),
    )
    expect(texts(svg).filter((text) => /^I\(\d, \d\)$/.test(text))).toHaveLength(6)
    expect(texts(svg).join(' ')).toContain('The 6 of 15 pairs farthest from 1')
  })

  it('shows six of many plots, and one value of a third parameter', async () => {
    const many = sweepOver(
      { 'gas.density': [1, 2, 3, 4, 5, 6, 7, 8], 'gas.beta': betas.concat(9, 10, 11) },
      at((beta) => manyLevels(3, beta)),
    )
    expect(texts(await draw(many)).join(' ')).toContain('6 of the 8 values of ν are shown')
    const three = sweepOver(
      { 'gas.mass': [1, 2], 'gas.density': [1, 2, 3], 'gas.beta': betas },
      at((beta) => manyLevels(3, beta)),
    )
    expect(texts(await draw(three)).join(' ')).toContain('Shown for m = 1 only, one of 2 values.')
  })

  it('leaves a gap where a ratio is undefined, and explains it', async () => {
    const points = fig1.points.map((point, i) => (i === 3 ? { ...point, ...noRates, set: point.set } : point))
    const svg = await draw(sweepThrough(points))
    expect(texts(svg).join(' ')).toContain('Gaps: I has no value there, because both rates vanish.')
  })

  it('writes a swept strength as its symbol among the fixed ones', async () => {
    const sweep = sweepOver(
      { 'interaction.contact.strengths.1': [0.1, 0.2, 0.3] },
      at((_, v) => manyLevels(3, 2, v)),
    )
    expect(texts(await draw(sweep, { study })).join(' ')).toContain('V = (1, V1, 1.5)')
  })

  it('does not colour rounding errors as a violation', async () => {
    const balanced = pointOf(
      [0, 1, 2],
      [
        [0, 1, 1],
        [Math.exp(-2) * (1 + 1e-12), 0, 1],
        [Math.exp(-4), Math.exp(-2), 0],
      ],
      2,
    )
    expect(texts(await draw(balanced))).toContain('0.10')
    expect(await draw(balanced)).not.toMatch(/fill="#(2166ac|b2182b)"[^>]*width="72"/)
  })
})

describe('gases without a common temperature', () => {
  const sweep = (names: readonly string[], thermal = true) =>
    sweepOver({ 'baths.0.gas.beta': betas }, (set) => severalGases(names, set['baths.0.gas.beta']!, thermal))

  it('are drawn as the heat from each, with the entropy production and its parts', async () => {
    const shown = texts(await draw(sweep(['hot', 'cold'])))
    for (const label of ['Jhot', 'Jcold', 'Jb', 'σ', 'σSchnakenberg', 'σviolation', 'βhot (inverse temperature)'])
      expect(shown).toContain(label)
  })

  it('the largest six of many, and it says how many are left out', async () => {
    const shown = texts(await draw(sweep(eightNames)))
    expect(shown.filter((text) => /^Ja-gas/.test(text))).toHaveLength(6)
    expect(shown.join(' ')).toContain('2 more gases')
  })

  it('with the Schnakenberg part alone where one has no temperature', async () => {
    const shown = texts(await draw(sweep(['left', 'right'], false)))
    expect(shown).not.toContain('σviolation')
    expect(shown.join(' ')).toContain('the whole of it needs a temperature')
  })

  it('for a single gas, as the currents between levels', async () => {
    const beams = sweepOver({ 'gas.right.beta': betas }, (set) => {
      return { ...severalGases(['gas'], set['gas.right.beta']!, false), baths: {} }
    })
    const drawing = readDrawing(await draw(beams)),
      shown = drawing.texts.map(({ text }) => text)
    expect(shown.filter((text) => /^K\([−0+], [−0+]\)$/.test(text))).toHaveLength(3)
    expect(shown).toContain('βright (inverse temperature)')
    expect(overlaps(drawing.texts)).toEqual([])
  })

  it('a second parameter stays at one value, and it says so', async () => {
    const two = sweepOver({ 'system.ring.flux': [0.1, 0.2], 'baths.0.gas.beta': betas }, (set) =>
      severalGases(['hot', 'cold'], set['baths.0.gas.beta']!),
    )
    expect(texts(await draw(two)).join(' ')).toContain('Shown for φ = 0.1 only, one of 2 values.')
  })
})

it('tells viewers how wide each text is, so that no other font runs out of the sheet', async () => {
  const svg = await draw(fig1, { study })
  const written = svg.match(/<text [^>]*>(?=<tspan)/g) ?? []
  expect(written.length).toBeGreaterThan(5)
  for (const tag of written)
    expect(tag).toMatch(
      /textLength="[\d.]+".*lengthAdjust="spacingAndGlyphs"|lengthAdjust="spacingAndGlyphs".*textLength="[\d.]+"/,
    )
})

it('shows markup in a title as text', async () => {
  const svg = await draw({ ...threeLevels, title: '<script>alert("1 & 2")</script>' })
  expect(svg).not.toContain('<script')
  expect(texts(svg)[0]).toContain('<script>')
})

it('has labels dark enough to read on white', () => {
  for (const color of [...lineStyles.map((style) => style.color), quietInk])
    expect(contrastWithWhite(color), color).toBeGreaterThan(4.5)
})

it('tells curves apart without colour', () => {
  expect(new Set(lineStyles.map(({ dash }) => dash)).size).toBe(lineStyles.length)
})

it('draws its text in the PNG without fonts of the machine', async () => {
  const { svg, png } = await rendered((document) => drawDetailedBalance(fig1, document, { study }))
  const { width, height, texts: boxes } = readDrawing(svg)
  const image = pngPixels(png),
    blank = pngPixels(await renderPng(svg.replace(/<text(?![^>]*\/>)[\s\S]*?<\/text>/g, '')))
  expect([image.width, image.height]).toEqual([3 * width, 3 * height])
  for (const box of boxes)
    expect(changedPixels(image, blank, box), box.text).toBeGreaterThan(9 * box.text.replaceAll(' ', '').length)
})

it('is drawn without anything from Node', () => {
  for (const file of importedFiles(join(import.meta.dirname, '../../src/figures/draw.ts'))) {
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/from 'node:|import\('node:|from 'linkedom|from '@resvg/)
  }
})

it('keeps the paper’s study equal to the example', () => {
  expect(prlFig1Study).toBe(readFileSync(join(import.meta.dirname, '../../../../examples/prl-fig1.yaml'), 'utf8'))
})

function changedPixels(
  a: ReturnType<typeof pngPixels>,
  b: ReturnType<typeof pngPixels>,
  box: { left: number; right: number; top: number; bottom: number },
): number {
  let count = 0
  for (let y = Math.floor(3 * box.top); y < 3 * box.bottom; y++) {
    for (let x = Math.floor(3 * box.left); x < 3 * box.right; x++) {
      if (Math.abs(a.gray[y * a.width + x]! - b.gray[y * a.width + x]!) > 60) count++
    }
  }
  return count
}

function importedFiles(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/^import (?!type).*from '(\..*)\.js'$/gm))
    importedFiles(join(dirname(file), `${path}.ts`), seen)
  return seen
}

function contrastWithWhite(color: string): number {
  const channel = (at: number) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05)
}
