import { describe, expect, test } from 'vitest'
import { nodeDocument } from '../../src/node/document.js'
import { drawRange } from '../../src/demos/range/drawRange.js'
import { rangeResults } from '../../src/demos/range/rangeResults.js'
import { fig1 } from './samples.js'
import { finish } from '../../src/numerics/index.js'
import { expectTextsWhole } from './textBoxes.js'

const results = finish(
  rangeResults({ widths: [0.001, 0.003, 0.03, 0.3, 1], distances: [0, 0.4, 1.1], widthApart: 0.3 }),
)
const pairs = [
  [1, 0],
  [2, 0],
  [1, 2],
] as const

describe('Gaussians in place of contacts', () => {
  test('begin at the contacts of Fig. 1', () => {
    const point = fig1.points.find(({ beta }) => beta === results.beta)!
    for (const [k, l] of pairs) expect(results.contact[k]![l]).toBeCloseTo(point.detailedBalance.ratio[k]![l]!, 9)
  })

  test('approach them in proportion to their width', () => {
    for (const [k, l] of pairs) {
      expect(results.order[k]![l]).toBeCloseTo(1, 2)
      expect(results.widths[0]!.ratio[k]![l]).toBeCloseTo(results.contact[k]![l]!, 2)
    }
  })

  test('break detailed balance at any width and distance', () => {
    for (const { ratio } of [...results.widths, ...results.distances])
      expect(Math.max(...pairs.map(([k, l]) => Math.abs(ratio[k]![l]! - 1)))).toBeGreaterThan(0.05)
    expect(results.distances[0]!.ratio).toEqual(results.widths[3]!.ratio)
  })
})

test('the figure draws every text once and whole', async () => {
  const svg = await drawRange(results, await nodeDocument())
  expectTextsWhole(svg)
  expect(svg).not.toMatch(/NaN|Infinity/)
})

test('the computation leaves others their turn, tells how far it is, and ends when it is told to', async () => {
  const { range } = await import('../../src/demos/range/range.js')
  const controller = new AbortController()
  const told: string[] = []
  const work = range.compute({
    signal: controller.signal,
    onProgress: ({ done, total, step: { what } }) => {
      told.push(`${what} ${done} of ${total}`)
      if (told.length === 2) controller.abort(new Error('stopped'))
    },
  })
  await expect(work).rejects.toThrow('stopped')
  expect(told).toEqual(['widths and distances 1 of 90', 'widths and distances 2 of 90'])
  expect(work.finished()).toBeUndefined()
})
