import { describe, expect, test } from 'vitest'
import { drawMoller } from '../../src/demos/moller/drawMoller.js'
import { mollerTask } from '../../src/demos/moller/mollerResults.js'
import { nodeDocument } from '../../src/node/document.js'
import { mollerResults } from '../../src/demos/moller/mollerResults.js'
import { finish } from '../../src/numerics/index.js'
import { expectTextsWhole } from './textBoxes.js'

const results = finish(mollerResults({ ...mollerTask, timeStep: 0.1 }))

describe('the packet of the figure', () => {
  test('gives the amplitudes of the solver in every open channel, and keeps its norm', () => {
    expect(results.evidence.largestDifference).toBeLessThan(1e-3)
    expect(results.evidence.normResidual).toBeLessThan(1e-10)
    const open = results.channels.filter(({ energies }) => energies.length > 0)
    expect(open.map(({ level, direction }) => [level, direction])).toEqual([
      [0, 1],
      [1, 1],
      [0, -1],
      [1, -1],
    ])
    for (const { packet, solver } of open)
      packet.forEach((p, e) => {
        expect(Math.abs(p - solver[e]!)).toBeLessThan(1e-3)
      })
  })

  test('visits the closed level and leaves it', () => {
    const visits = results.densities.map((levels) => Math.max(...levels[2]!))
    expect(Math.max(...visits)).toBeGreaterThan(1e-3)
    expect(visits.at(-1)).toBeLessThan(1e-2 * Math.max(...visits))
  })
})

test('the figure draws every text once and whole', async () => {
  const svg = await drawMoller(results, await nodeDocument())
  expectTextsWhole(svg)
  expect(svg).not.toMatch(/NaN|Infinity/)
})
