import fc from 'fast-check'
import { inflateSync } from 'node:zlib'
import * as plot from '@observablehq/plot'
import { describe, expect, it } from 'vitest'
import { colorScale, steps } from '../../src/figures/recorded/colorScale.js'
import { drawPicture, type PictureOptions } from '../../src/figures/recorded/drawPicture.js'
import { palettePng } from '../../src/figures/recorded/palettePng.js'
import type { Picture, PictureAxis, PicturePlot } from '../../src/figures/recorded/picture.js'
import { pictureNotes } from '../../src/figures/recorded/pictureNotes.js'
import { nodeDocument, renderPdf, renderPng } from '../../src/node/index.js'
import { pngPixels } from './pngPixels.js'
import { expectTextsWhole } from './textBoxes.js'

/** Figures of recorded quantities: maps, curves, samples. */

const line = (path: string, from: number, to: number, points: number, log = false): PictureAxis => ({
  path,
  values: Array.from({ length: points }, (_, i) =>
    log ? from * (to / from) ** (i / (points - 1)) : from + ((to - from) * i) / (points - 1),
  ),
  tied: [],
})
const flux = line('system.ring.flux', 0.01, 1.49, 40)
const strength = line('interaction.contact.strengths.1', -2, 2, 9)
const beta = line('gas.beta', 0.1, 50, 30, true)

function picturePlot(
  name: string,
  axes: readonly PictureAxis[],
  of: (...at: number[]) => number,
  kind: Picture['kind'] = 'map',
): PicturePlot {
  const [x, y] = axes as [PictureAxis, PictureAxis?]
  const at =
    kind === 'map'
      ? x.values.flatMap((u) => y!.values.map((v) => [u, v]))
      : x.values.map((u, i) => (y ? [u, y.values[i]!] : [u]))
  const values = Float64Array.from(at, (place) => of(...place))
  const best = values.reduce((most, value, i) => (Number.isFinite(value) && !(value <= values[most]!) ? i : most), 0)
  const extreme = values.some(Number.isFinite)
    ? ({ kind: 'largest', name, value: values[best]!, error: 1e-9, at: at[best]! } as const)
    : null
  const errors = kind === 'curves' ? values.map((value) => Math.abs(value) / 20) : undefined
  return {
    series: [{ name, values, errors }],
    omitted: 0,
    extreme,
    missing: values.filter((value) => !Number.isFinite(value)).length,
  }
}

const picture = (
  kind: Picture['kind'],
  axes: readonly PictureAxis[],
  plots: readonly PicturePlot[],
  more: Partial<Picture> = {},
): Picture => ({
  kind,
  levelCount: 3,
  gases: [],
  axes,
  plots,
  omitted: 0,
  coincident: [],
  held: [],
  points: axes[0]!.values.length,
  title: 'A title',
  ...more,
})
const map = (of: (x: number, y: number) => number, axes = [flux, strength], more?: Partial<Picture>): Picture =>
  picture('map', axes, [picturePlot('violation', axes, of)], more)
const wave = (x: number, y: number): number => 1 + Math.sin(3 * x) * Math.cos(y)
const scatter = Array.from({ length: 200 }, (_, i) => (i * 0.618034) % 1)
const cloud = [
  { ...strength, values: scatter },
  { ...flux, values: scatter.map((x) => (7 * x) % 1), tied: [{ path: 'gas.mass', from: 1, to: 2 }] },
]
const several = (name: string): PicturePlot => {
  const {
    series: [first],
    extreme,
  } = picturePlot(`${name}.0.1`, [beta], Math.log, 'curves')
  return {
    series: [first!, { ...first!, name: `${name}.2.0`, values: first!.values.map((x) => -x) }],
    omitted: 3,
    extreme,
    missing: 0,
  }
}

const figures: readonly (readonly [string, Picture, PictureOptions?])[] = [
  ['a map', map(wave)],
  ['a map with signs', map((x, y) => Math.sin(3 * x) * y)],
  ['a map with nulls', map((x, y) => (x > 0.5 && y > 0 ? NaN : x * y))],
  ['a map without any value', map(() => NaN)],
  ['a map of one value', map(() => 3)],
  ['a map of two by two', map(wave, [line('gas.beta', 1, 2, 2), line('gas.density', 1, 1.5, 2)])],
  ['a map of numbers close together', map((x) => 1e-14 * x)],
  ['a logarithmic map over many decades', map((x, y) => 10 ** (10 * x + y)), { scale: 'log' }],
  [
    'a map over logarithmic axes in units',
    map(wave, [beta, line('interaction.contact.scatteringLengths.0', 1e-3, 10, 12, true)], {
      units: { energy: 'meV', length: 'nm' },
    }),
  ],
  [
    'maps of four quantities',
    picture(
      'map',
      [beta, strength],
      ['violation', 'currents.probability.1.0', 'relaxation.gap', 'heatCurrents.a-hot-gas'].map((name, i) =>
        picturePlot(name, [beta, strength], (x, y) => wave(x, y) * 10 ** (-4 * i)),
      ),
      { held: [{ path: 'gas.density', at: 0.5, of: 7 }] },
    ),
  ],
  [
    'maps of three quantities',
    picture(
      'map',
      [flux, strength],
      ['rates.0.1', 'levels.2', 'loop'].map((name) => picturePlot(name, [flux, strength], wave)),
    ),
  ],
  ['a curve', picture('curves', [beta], [picturePlot('entropyProduction.total', [beta], (x) => 1 / x, 'curves')])],
  [
    'a curve of very many points',
    picture(
      'curves',
      [line('gas.beta', 1, 2, 50_000)],
      [picturePlot('violation', [line('gas.beta', 1, 2, 50_000)], Math.sin, 'curves')],
    ),
  ],
  [
    'curves of four quantities',
    picture(
      'curves',
      [beta],
      ['rates', 'detailedBalance.ratio', 'stationary.populations', 'currents.heat'].map(several),
      { title: undefined },
    ),
  ],
  [
    'a curve with gaps, logarithmic',
    picture('curves', [beta], [picturePlot('violation', [beta], (x) => (x > 3 && x < 5 ? NaN : x ** 7), 'curves')]),
    { scale: 'log' },
  ],
  [
    'a curve of one point',
    picture(
      'curves',
      [line('gas.beta', 2, 2, 1)].map((axis) => ({ ...axis, values: [2] })),
      [picturePlot('violation', [{ ...beta, values: [2] }], () => 1, 'curves')],
    ),
  ],
  ['a sample', picture('sample', cloud, [picturePlot('violation', cloud, wave, 'sample')])],
]
const study = {
  gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
  interaction: { contact: { strengths: [1, 0.7, 1.5] } },
}
const draw = async (of: Picture, options: PictureOptions = {}): Promise<string> =>
  drawPicture(of, await nodeDocument(), options)
const texts = (svg: string): string =>
  expectTextsWhole(svg)
    .texts.map(({ text }) => text)
    .join(' ')

describe.each(figures.map(([name, of, options = {}]) => [name, of, options] as const))(
  'the figure of %s',
  (_, of, options) => {
    it('draws every text whole, none over another, and never NaN or Infinity', async () => {
      const svg = await draw(of, { study, ...options })
      expectTextsWhole(svg)
      expect(svg.replace(/base64,[^"]*/g, '')).not.toMatch(/NaN|Infinity|undefined/)
    })

    it('is the same each time, and touches no page', async () => {
      const svg = await draw(of, options)
      expect(await draw(of, options)).toBe(svg)
      expect(svg).not.toMatch(/<style|\sclass=|\sid=|url\(|href="(?!data:)/)
    })
  },
)

describe('what is told below', () => {
  it('the marked value and its place, what is held, missing and tied', async () => {
    const told = texts(
      await draw({ ...map((x, y) => (y > 1.9 ? NaN : x + y)), held: [{ path: 'gas.beta', at: 2, of: 11 }] }, { study }),
    )
    expect(told).toMatch(/Circled: the largest value, 2\.99\d* ± 1\.0·10⁻⁹, at φ = 1\.49, V1 = 1\.5\./)
    expect(told).toContain('Shown for β = 2 only, one of 11 values.')
    expect(told).toContain('Grey: no value at 40 points.')
    expect(told).toContain('V = (1, V1, 1.5)')
  })

  it('of which quantity the marked value is, where there are several', async () => {
    const plots = ['violation', 'gap'].map((name) => picturePlot(name, [beta], Math.sqrt, 'curves'))
    const told = texts(await draw(picture('curves', [beta], plots))).replaceAll('\u00a0', ' ')
    expect(told).toMatch(/Circled: the largest value of the largest \|ln I/)
    expect(told).toContain('Circled: the largest value of the relaxation gap')
  })

  it('axes and quantities by symbol, meaning and unit', async () => {
    const told = texts(
      await draw(
        picture('curves', [beta], [picturePlot('levels.2', [beta], Math.sqrt, 'curves')], { units: { energy: 'meV' } }),
      ),
    )
    expect(told).toContain('E+ (in meV)')
    expect(told).toContain('β (inverse temperature, in 1/meV)')
  })
})

describe('an image of a palette', () => {
  it('has the pixels that were put in', async () => {
    const pixels = fc.uint8Array({ min: 0, max: 2, minLength: 12, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(pixels, fc.constantFrom(1, 2, 3, 4, 6, 12), async (given, width) => {
        const bytes = Buffer.from(
          await palettePng({ width, height: 12 / width, pixels: given, palette: ['#000000', '#0000ff', '#ffffff'] }),
        )
        expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, 12 / width])
        const at = bytes.indexOf('IDAT')
        const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)))
        const restored: number[] = []
        for (let i = 0; i < 12; i++)
          restored.push(
            (rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)]! + (restored[i - width] ?? 0)) & 255,
          )
        expect(restored).toEqual([...given])
      }),
    )
  })

  const uneven = { ...strength, values: strength.values.map((_, i) => i ** 1.3) }
  it.each([
    ['even points, one pixel each', strength, '^40 9$'],
    ['points that are not, many pixels each', uneven, '^40 \\d{4}$'],
  ])('shows of %s every one as far as half-way to the next, not smoothed', async (_, axis, pixels) => {
    const of = map((x, y) => Number(Math.abs(x - flux.values[10]!) < 1e-9 && y === axis.values[6]!), [flux, axis])
    const svg = await draw({ ...of, plots: [{ ...of.plots[0]!, extreme: null }] })
    const image = Buffer.from(/base64,([^"]*)/.exec(svg)![1]!, 'base64')
    expect(`${image.readUInt32BE(16)} ${image.readUInt32BE(20)}`).toMatch(new RegExp(pixels))
    const plain = svg.replaceAll(/<g[^>]*aria-label="contour".*?<\/g>/gs, '')
    const { width, gray } = pngPixels(await renderPng(plain, 3))
    const frame = frameOf(svg)
    const share = ({ values }: PictureAxis, place: number): number => {
      const [low, high] = [values[Math.floor(place)]!, values[Math.ceil(place)]!]
      return (low + (place % 1) * (high - low) - values[0]!) / (values.at(-1)! - values[0]!)
    }
    const at = (x: number, y: number): number => {
      const row = Math.round(3 * (frame.y + (1 - share(axis, y)) * frame.height))
      return gray[row * width + Math.round(3 * (frame.x + share(flux, x) * frame.width))]!
    }
    const bright = at(10, 6)
    const dark = at(29, 2)
    expect(bright).toBeGreaterThan(dark + 50)
    for (const inside of [at(9.6, 6), at(10.4, 6), at(10, 5.6), at(10, 6.4), at(9.6, 5.6)]) expect(inside).toBe(bright)
    for (const outside of [at(9.4, 6), at(10.6, 6), at(10, 5.4), at(10, 6.6), at(1, 1), at(38, 7)])
      expect(outside).toBe(dark)
  })
})

interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function frameOf(svg: string): Frame {
  const around = /<svg[^>]*>(?=<image)/.exec(svg)![0]
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
    Number(new RegExp(`\\s${name}="([\\d.]+)"`).exec(around)![1]),
  )
  return { x: x!, y: y!, width: width!, height: height! }
}

describe('lines of equal value', () => {
  it.each([
    ['linear', flux, strength],
    ['logarithmic', beta, line('gas.density', 0.01, 1, 25, true)],
  ] as const)('lie where the value is that of the scale, on %s axes', async (type, x, y) => {
    const share = ({ values }: PictureAxis, value: number): number => {
      const to = type === 'linear' ? (one: number) => one : Math.log
      return (to(value) - to(values[0]!)) / (to(values.at(-1)!) - to(values[0]!))
    }
    const svg = await draw(map((u, v) => share(x, u) + 2 * share(y, v), [x, y]))
    const { width, height } = frameOf(svg)
    const paths = [...svg.matchAll(/aria-label="contour"[^>]*>(.*?)<\/g>/gs)].flatMap(([, inner]) =>
      [...inner!.matchAll(/d="([^"]*)"/g)].map(([, d]) => d!),
    )
    const inside = paths
      .flatMap((d) =>
        [...d.matchAll(/([\d.-]+),([\d.-]+)/g)].map(([, a, b]) => [Number(a) / width, 1 - Number(b) / height] as const),
      )
      .filter((point) => point.every((one) => one > 0.01 && one < 0.99))
    expect(inside.length).toBeGreaterThan(500)
    for (const [u, v] of inside)
      expect(((u + 2 * v) / 0.5) % 1).toSatisfy((rest: number) => Math.min(rest, 1 - rest) < 0.02)
  })
})

it('curves do not go through points where levels coincide, which the notes name', async () => {
  const plots = [picturePlot('relaxation.gap', [flux], Math.exp, 'curves')]
  const curvesOf = (svg: string): number =>
    [...svg.matchAll(/aria-label="line".*?<\/g>/gs)].join('').match(/M/g)?.length ?? 0
  const [whole, apart] = await Promise.all(
    [[], [20]].map((coincident) => draw(picture('curves', [flux], plots, { coincident }))),
  )
  // to the left of it, the point itself, to the right
  expect([curvesOf(whole!), curvesOf(apart!)]).toEqual([1, 3])
  expect(whole).not.toContain('aria-label="dot"')
  expect(apart).toContain('aria-label="dot"')
  expect(texts(apart!)).toMatch(/Levels coincide at φ = 0\.\d+: a value there belongs to no curve\./)
})

describe('points without a value', () => {
  const steep = (_: number, y: number): number => 3 + y
  const gap = (x: number, y: number): number => (Math.abs(x - 0.75) < 0.1 ? NaN : steep(x, y))
  const linesOf = (svg: string): string[] =>
    [...svg.matchAll(/aria-label="contour"[^>]*>(.*?)<\/g>/gs)].flatMap(([, inner]) =>
      [...inner!.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d!),
    )

  it.each(['linear', 'log'] as const)('have no lines along their edge, and are covered, scale %s', async (scale) => {
    const [whole, broken] = await Promise.all([draw(map(steep), { scale }), draw(map(gap), { scale })])
    expect(linesOf(whole).length).toBeGreaterThan(2)
    expect(linesOf(broken)).toEqual(linesOf(whole))
    expect(whole).not.toContain('fill="#bdbdbd"')
    const [cover] = /<path[^>]*fill="#bdbdbd"[^>]*>/.exec(broken)!
    const [, d] = / d="(M[^"]*)"/.exec(cover)!
    const [first] = d!.split('z')
    const columns = flux.values.filter((x) => Math.abs(x - 0.75) < 0.1).length
    const [, left, width] = /^M(\S+) \S+h(\S+)v/.exec(first!)!
    const step = Number(width) / columns
    // of 40 columns half a step beyond the first: the left end is where the missing ones begin
    expect(Number(left) / step).toBeCloseTo(flux.values.findIndex((x) => Math.abs(x - 0.75) < 0.1) - 0.5, 1)
    expect(d!.split('z')).toHaveLength(strength.values.length + 1)
  })

  it('nowhere a value: no lines', async () => {
    expect(linesOf(await draw(map(() => NaN)))).toEqual([])
  })
})

describe('the colours', () => {
  /** CIELAB of `#rrggbb`, D65. */
  const lab = (color: string): [number, number, number] => {
    const linear = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((c) => (c > 0.04045 ? ((c + 0.055) / 1.055) ** 2.4 : c / 12.92))
    return labOfLinear(linear)
  }
  const labOfLinear = ([r, g, b]: readonly number[]): [number, number, number] => {
    const f = (t: number): number => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29)
    const x = f((0.4124 * r! + 0.3576 * g! + 0.1805 * b!) / 0.9505),
      y = f(0.2126 * r! + 0.7152 * g! + 0.0722 * b!)
    return [116 * y - 16, 500 * (x - y), 200 * (y - f((0.0193 * r! + 0.1192 * g! + 0.9505 * b!) / 1.089))]
  }
  const distance = (a: string, b: string): number => Math.hypot(...lab(a).map((x, i) => x - lab(b)[i]!))
  /** Steps that a reader sees between every tenth colour. */
  const seen = (colors: readonly string[]): number[] =>
    Array.from({ length: 25 }, (_, i) => distance(colors[10 * i]!, colors[Math.min(steps - 1, 10 * i + 10)]!))

  it('of one sign are even steps, from dark to bright', () => {
    const { colors } = colorScale(plot, 0, 1, 'linear')
    const stepsSeen = seen(colors)
    expect(Math.max(...stepsSeen) / Math.min(...stepsSeen)).toBeLessThan(2.5)
    colors.slice(1).forEach((color, i) => {
      expect(lab(color)[0]).toBeGreaterThanOrEqual(lab(colors[i]!)[0] - 0.5)
    })
  })

  it('of both signs are even steps away from white at zero, darker the farther', () => {
    const { colors } = colorScale(plot, -1, 1, 'linear')
    const stepsSeen = seen(colors).filter((_, i) => i !== 12) // the one across zero turns about
    expect(Math.max(...stepsSeen) / Math.min(...stepsSeen)).toBeLessThan(1.7)
    expect(lab(colors[127]!)[0]).toBeGreaterThan(95)
    colors.slice(128).forEach((color, i) => {
      expect(lab(color)[0]).toBeLessThanOrEqual(lab(colors[127 + i]!)[0] + 0.5)
    })
  })

  it('of both signs stay apart for colour-blind readers: one is yellowish, the other bluish', () => {
    const {
      colors: [blue],
      colors,
    } = colorScale(plot, -1, 1, 'linear')
    expect(lab(colors.at(-1)!)[2] - lab(blue!)[2]).toBeGreaterThan(50)
  })

  it('begin and end where the numbers do, with zero white wherever it is', () => {
    const { axis, colors, index } = colorScale(plot, -1, 3, 'linear')
    expect(axis.domain).toEqual([-1, 3])
    expect(lab(colors[index(0)!]!)[0]).toBeGreaterThan(94)
    expect([index(-1), index(3), index(NaN), index(99)]).toEqual([0, steps - 1, undefined, steps - 1])
  })
})

it('a page of PDF has the size of the figure, and its parts where the table says', async () => {
  const svg = await draw(map(wave))
  const pdf = Buffer.from(await renderPdf(svg)).toString('latin1')
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!
  expect(pdf).toContain(`/MediaBox [0 0 ${Number(width) * 0.75} ${Number(height) * 0.75}]`)
  const table = Number(/startxref\n(\d+)/.exec(pdf)![1])
  expect(pdf.slice(table, table + 4)).toBe('xref')
  const starts = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
  starts.forEach((at, i) => {
    expect(pdf.slice(at, at + 8)).toMatch(new RegExp(`^${i + 1} 0 obj`))
  })
  expect(starts).toHaveLength(5)
  expect(Buffer.from(await renderPdf(svg)).toString('latin1')).toBe(pdf)
})

it.each([
  [4000, '4000 points.'],
  [4001, 'Every second of 4001 points is drawn.'],
  [12_000, 'Every third of 12000 points is drawn.'],
  [44_000, 'Every 11th of 44000 points is drawn.'],
  [84_000, 'Every 21st of 84000 points is drawn.'],
  [88_000, 'Every 22nd of 88000 points is drawn.'],
])('of %i points of a sample the small print says how many are drawn', (points, text) => {
  const sample = picture('sample', cloud, [picturePlot('violation', cloud, wave, 'sample')], { points })
  const told = pictureNotes(sample, 'linear', {}).map((note) => note.map((part) => part.text).join(''))
  expect(told).toContain(text)
})
