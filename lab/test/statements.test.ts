import { readFileSync } from 'node:fs'
import { readStudy } from 'dilute/study'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { map } from '../src/engine/answers/map.js'
import { point } from '../src/engine/answers/points.js'
import { relaxation } from '../src/engine/answers/relaxation.js'
import { keepsGibbs } from '../src/engine/gibbs.js'
import type { MapAnswer, MapQuantity, Tree } from '../src/engine/protocol.js'
import { scaleOf } from '../src/plot/scales.js'
import { shown } from '../src/plot/words.js'
import { amountOf, sceneLayout } from '../src/scene/layout.js'
import { isKnob, parametersOf } from '../src/state/knobs.js'
import { presetOf } from '../src/state/presets.js'
import { firstQuantity, whyNowhere } from '../src/views/mapQuantities.js'
import { wordsOnEnd } from '../src/views/relaxationWords.js'
import { exampleTree, studyInUnits } from './support.js'

const twoGases = presetOf('two-gases').tree
const fig1 = presetOf('fig1').tree
const series: Tree = { ...presetOf('three-dimensions').tree, scattering: { method: 'series', order: 2 } }

describe('the end of a relaxation is called what it is', () => {
  const relaxed = (tree: Tree) => relaxation({ tree, start: null, points: 40 }, {})

  test.each([
    ['one gas with a current', fig1, /ends in the Gibbs state.*costs nothing/],
    ['one gas without', presetOf('no-flux').tree, /ends in the Gibbs state.*nothing turns/],
    ['two gases', twoGases, /ends in the stationary state.*not a Gibbs state.*produced there all the time, σ = .* > 0/],
    ['beams', exampleTree('beam'), /ends in the stationary state.*not a Gibbs state: currents flow there all the time/],
    ['an approximation that does not keep it', series, /ends in the stationary state.*not a Gibbs state/],
  ])('%s', async (_, tree, words) => {
    expect(wordsOnEnd((await relaxed(tree)).end)).toMatch(words)
  })

  test('σ of two gases is there, the sum of its parts, and goes to that of the stationary state', async () => {
    const { total, schnakenberg, violation, missing, end } = await relaxed(twoGases)
    expect(missing).toEqual([])
    total.slice(1).forEach((sigma, t) => {
      expect(sigma).toBeGreaterThan(0)
      expect(schnakenberg[t + 1]! + violation[t + 1]!).toBeCloseTo(sigma!, 12)
    })
    expect(Math.abs(total.at(-1)! / end.total! - 1)).toBeLessThan(0.01)
  })

  test('where there is no σ the reason is there, and the part that exists', async () => {
    const { total, schnakenberg, missing } = await relaxed(exampleTree('beam'))
    expect(total.every((sigma) => sigma === null)).toBe(true)
    expect(schnakenberg.at(-1)).toBeGreaterThan(0)
    expect(missing).toEqual(['No σ: a gas has no temperature: its heat is no measure of entropy.'])
  })

  test('of levels that coincide σ is told alone', async () => {
    const { total, schnakenberg, missing } = await relaxed({
      ...fig1,
      system: { ring: { sites: 3, tunneling: -0.3, flux: 0 } },
      initial: { level: 0 },
    })
    expect(total.at(-1)).not.toBeNull()
    expect(schnakenberg.every((one) => one === null)).toBe(true)
    expect(missing.join()).toMatch(/No parts/)
  })
})

test.each([
  [fig1, true],
  [presetOf('born').tree, true],
  [series, false],
])('the Gibbs state is said to stay where it does: %#', async (tree, keeps) => {
  expect(keepsGibbs((await point(tree, {})).results.detailedBalance)).toBe(keeps)
})

describe('what is written beside a dot', () => {
  const labels = (tree: Tree): string[] => {
    const layout = sceneLayout(readStudy(JSON.stringify(tree), { file: 'study' }).config, 0)
    return layout.sites.map((site) => amountOf(site, layout.dimension))
  }
  const some = { gaussian: { height: 1, width: 1 } }

  test.each([
    ['heights of potentials in space', exampleTree('central-dots'), ['V₀ = 1.5', 'V₁ = −2', 'V₂(r)']],
    ['scattering lengths', presetOf('three-dimensions').tree, ['a₀ = 0.6', 'a₁ = −0.9', 'a₂ = 1.4']],
    ['strengths', fig1, ['V₀ = 1', 'V₁ = 0.7', 'V₂ = 1.5']],
    [
      'sums, and none',
      { ...presetOf('gaussian').tree, interaction: { potentials: [[some, some], some, 'zero'] } },
      ['V₀(q)', 'V₁ = 1', 'V₂ = 0'],
    ],
  ])('%s', (_, tree, expected) => {
    expect(labels(tree)).toEqual(expected)
  })
})

describe('numbers', () => {
  test('ticks of a linear axis are short, whatever its size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -30, max: 30 }),
        fc.double({ min: 1, max: 9.99, noNaN: true }),
        (power, mantissa) => {
          const { ticks } = scaleOf({ label: '', scale: 'linear', domain: [0, mantissa * 10 ** power] }, [0, 100], 5)
          for (const { text } of ticks) expect(text.length).toBeLessThanOrEqual(9)
        },
      ),
    )
    expect(
      scaleOf({ label: '', scale: 'linear', domain: [0, 8e-13] }, [0, 100], 4).ticks.map(({ text }) => text),
    ).toEqual(['0', '2×10⁻¹³', '4×10⁻¹³', '6×10⁻¹³', '8×10⁻¹³'])
    expect(scaleOf({ label: '', scale: 'linear', domain: [0, 0] }, [0, 100], 5).ticks[0]!.text).toBe('0')
  })

  test('exponents are raised', () => {
    expect(['1e-8', '-1e+5', '-2.5e+6', '1.1e-3', 'abc', '0.25'].map(shown)).toEqual([
      '10⁻⁸',
      '−10⁵',
      '−2.5×10⁶',
      '1.1×10⁻³',
      'abc',
      '0.25',
    ])
  })
})

describe('a map', () => {
  const mapped = (tree: Tree, quantity: MapQuantity, path: string): Promise<MapAnswer> =>
    map(
      {
        ...{ tree, quantity, size: 24 },
        x: { path: 'gas.mass', from: 0.5, to: 2, scale: 'log' },
        y: { path, from: 0.2, to: 2, scale: 'linear' },
      },
      { signal: new AbortController().signal, part: () => undefined },
    )

  test('of what is zero shows no rounding', async () => {
    const { values } = await mapped(exampleTree('starter'), 'violation', 'interaction.contact.strengths.1')
    expect(values.every((value) => value === 0)).toBe(true)
  })

  test('of what does not exist ends after its coarse pass, and says why', async () => {
    const { size, values, why } = await mapped(exampleTree('beam'), 'violation', 'gas.left.density')
    expect(values.every(Number.isNaN)).toBe(true)
    expect(size).toBe(20)
    expect(why).toMatch(/no Gibbs state/)
  })

  test.each([
    ['one gas', fig1, 'violation', []],
    ['two gases', twoGases, 'loop', ['violation']],
    ['beams', exampleTree('beam'), 'loop', ['violation', 'entropy']],
  ] as const)('of %s begins with a quantity that exists', async (_, tree, first, missing) => {
    const { results } = await point(tree, {})
    expect(firstQuantity(results)).toBe(first)
    for (const quantity of missing) expect(whyNowhere(results, quantity)).toMatch(/temperature/)
  })
})

describe('parameters', () => {
  const parameters = (tree: Tree) => parametersOf(readStudy(JSON.stringify(tree), { file: 'study' }).config, tree)

  test('of a study with units: quantities as they are written, numbers with their unit', () => {
    const found = parameters(studyInUnits)
    const told = Object.fromEntries(found.map((one) => [one.path, [isKnob(one) ? one.value : one.text, one.unit]]))
    expect(told).toMatchObject({
      'system.lattice.onsite.1': [35, 'nK'],
      'system.lattice.onsite.2': ['1.5 kHz', ''],
      'gas.mass': ['7', 'u'],
      'gas.density': ['1e13 cm^-3', ''],
      'gas.temperature': ['0.1 µK', ''],
      'interaction.contact.scatteringLengths.0': ['100 a0', ''],
      'interaction.contact.scatteringLengths.2': [0.004, 'µm'],
    })
  })

  test('temperatures are turned where they are written, of beams and as arithmetic too', () => {
    const { gas, ...rest } = exampleTree('beam') as Tree & { gas: object }
    const right = { density: 0.08, temperature: '1/2' }
    const found = parameters({ ...rest, gas: { ...gas, right } })
    expect(found.find(({ path }) => path === 'gas.right.temperature')).toMatchObject({ value: 0.5, symbol: 'T→' })
    expect(found.some(({ path }) => path === 'gas.right.beta')).toBe(false)
  })
})

test('what docs/lab.md says of addresses is what is taken', () => {
  const text = readFileSync(new URL('../../docs/lab.md', import.meta.url), 'utf8')
  const source = readFileSync(new URL('../src/state/address.ts', import.meta.url), 'utf8').replaceAll('_', '')
  for (const number of ['16384', '200000']) {
    expect(text).toContain(number)
    expect(source).toContain(number)
  }
})
