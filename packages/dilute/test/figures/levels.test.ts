import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawDetailedBalance, type FigureOptions } from '../../src/figures/index.js'
import { currentsToDraw } from '../../src/figures/levels/levelDiagram.js'
import { nodeDocument } from '../../src/node/index.js'
import type { PointResults } from '../../src/study/results.js'
import { degenerate, manyLevels, pointOf, severalGases } from './samples.js'
import { expectTextsWhole } from './textBoxes.js'

/** The figure of a point without ratios: its levels, their populations, currents, and the heat from several gases. */

const draw = async (point: PointResults, options?: FigureOptions): Promise<string> =>
  drawDetailedBalance(point, await nodeDocument(), options)
const texts = (svg: string): string[] => expectTextsWhole(svg).texts.map(({ text }) => text)
const driven = (point: PointResults): PointResults => ({ ...point, beta: null })
type Way = 'up' | 'down' | 'left' | 'right'
/** Arrow heads, each with the way it points. */
const heads = (svg: string): Way[] =>
  [...svg.matchAll(/<polygon[^>]* points="([^"]*)"/g)].map(([, points]) => {
    const [tip, left, right] = points!.split(' ').map((one) => one.split(',').map(Number) as [number, number])
    if (Math.abs(left![1] - right![1]) < 0.02) return tip![1] < left![1] ? 'up' : 'down'
    return tip![0] < left![0] ? 'left' : 'right'
  })

describe('levels of a point', () => {
  it('never overlap in their names, however they lie, and there is something to see', async () => {
    const energies = fc
      .uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 })
      .map((all) => all.sort((a, b) => a - b))
    await fc.assert(
      fc.asyncProperty(energies, async (levels) => {
        const rates = levels.map((_, k) => levels.map((__, l) => (k === l ? 0 : 1 + ((k * 7 + l * 3) % 5))))
        const svg = await draw(
          driven(
            pointOf(
              levels.map((level) => level / 500),
              rates,
              0.1,
            ),
          ),
        )
        expect(texts(svg).join(' ')).toContain('energy E')
        expect(svg).not.toMatch(/NaN|Infinity|undefined|Nothing to draw/)
      }),
      { numRuns: 15 },
    )
  })

  it('carry their populations, of groups together', async () => {
    expect(texts(await draw(driven(degenerate(manyLevels(3), [[0, 1], [2]]))))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\{−,0\}: p = 0\.\d{3}$/),
        expect.stringMatching(/^\+: p = 0\.\d{3}$/),
      ]),
    )
  })

  it('are joined by an arrow for each current that is not zero within its bar, in its direction', async () => {
    const point = driven(manyLevels(3)),
      { shown, omitted } = currentsToDraw(point, 400)
    expect([shown.length, omitted]).toEqual([3, 0])
    expect(heads(await draw(point)).sort()).toEqual(shown.map(({ from, to }) => (to > from ? 'up' : 'down')).sort())
    const still = {
      ...point,
      currents: { ...point.currents, probabilityError: point.currents.probability.map((row) => row.map(() => 9)) },
    }
    expect(heads(await draw(still))).toEqual([])
    expect(texts(await draw(still)).join(' ')).toContain('No net current flows between the levels.')
  })

  it('leave out the smallest of many currents, and say so', async () => {
    expect(texts(await draw(driven(manyLevels(8)))).join(' ')).toMatch(/Arrows: the \d largest of 28 net currents/)
  })
})

describe('several gases beside the levels', () => {
  it('stand with their β and their heat, an arrow to the system or from it', async () => {
    const point = severalGases(['hot', 'cold'], 1)
    const shown = texts(await draw(point))
    for (const label of ['hot', 'cold']) expect(shown).toContain(label)
    expect(shown.filter((text) => /^β = /.test(text))).toHaveLength(2)
    const given = Object.values(point.baths!).map(({ heatCurrent }) => (heatCurrent.value > 0 ? 'left' : 'right'))
    expect(heads(await draw(point)).filter((way) => way === 'left' || way === 'right')).toEqual(given)
    expect(new Set(given).size).toBe(2)
  })

  it('of many those with the largest heat, long names cut', async () => {
    const names = Array.from({ length: 9 }, (_, i) => `a gas with a long name, number ${i}`)
    expect(texts(await draw(severalGases(names, 1))).join(' ')).toContain(
      'The 6 of 9 gases with the largest heat ' + 'are shown.',
    )
  })

  it('are named in the caption with what each is made of', async () => {
    const baths = [
      {
        name: 'hot',
        gas: { dimension: 1, mass: 1, density: 0.1, beta: 0.5 },
        interaction: { contact: { strengths: [1, 0] } },
      },
      {
        name: 'cold',
        gas: { dimension: 1, mass: 1, right: { density: 1, beta: 2 }, left: { density: 3, beta: 4 } },
        interaction: {},
      },
    ]
    const caption = texts(await draw(severalGases(['hot', 'cold'], 1), { study: { baths } })).join(' ')
    expect(caption).toContain(
      'Gases hot: d = 1, m = 1, ν = 0.1, β = 0.5, V = (1, 0); cold: d = 1, m = 1, νright = ' +
        '1, βright = 2, νleft = 3, βleft = 4.',
    )
  })
})
