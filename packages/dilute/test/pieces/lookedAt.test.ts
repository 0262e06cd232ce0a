import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bohrBlocks } from '../../src/generator/index.js'
import { lookedAt } from '../../src/pieces/lookedAt.js'
import { kindOf } from '../../src/pieces/ratesOnly.js'
import { pieceWork } from '../../src/pieces/work.js'
import type { Columns } from '../../src/pieces/piece.js'
import { modelBuilder, pointAt, planOf, type Plan } from '../../src/study/index.js'
import { readStudy } from '../../src/study/read/read.js'
import { joinedTallies, toldWarnings } from '../../src/study/running/sweepWarnings.js'
import { runStudy } from '../../src/study/running/run.js'
import type { SweepResults } from '../../src/study/results.js'
import { ring } from '../study/examples.js'

/** What is warned of does not depend on what is recorded, nor on how a sweep is cut. */

const planned = (text: string): Plan => planOf(readStudy(text, { file: 'study.yaml' }))

/** The warnings of a sweep in pieces that begin at these points. */
async function told(text: string, begins: readonly number[]): Promise<string[]> {
  const { points } = planned(text)
  const work = pieceWork({ study: { text, file: 'study.yaml', set: [] }, record: ['violation'], whole: false })
  const pieces: Columns[] = []
  for (const [i, begin] of begins.entries()) pieces.push(await work({ begin, end: begins[i + 1] ?? points }))
  return toldWarnings(joinedTallies(pieces.flatMap(({ warnings }) => warnings)), points)
}

describe('few points are all looked at', () => {
  const strengths = '{ set: interaction.contact.strengths.1, from: 0.4, to: 2, points: 24 }'

  test.each([
    ['of several temperatures', '[{ set: gas.beta, values: [0.1, 2, 300, 30] }]'],
    ['by a rule', `[{ set: gas.beta, values: [30, 60] }, ${strengths}]`],
  ])('%s: with as many warnings and the same worst as whole results', async (_, sweep) => {
    const text = `${ring}sweep: ${sweep}\n`
    const { warnings, points } = (await runStudy(readStudy(text, { file: 'study.yaml' }))) as SweepResults
    expect(warnings.some((one) => one.includes('low-density'))).toBe(true)
    expect((await told(text, [0])).sort()).toEqual([...warnings].sort())
    expect((await told(text, [0, Math.floor(points.length / 3)])).sort()).toEqual([...warnings].sort())
  })
})

const flux = '{ set: system.ring.flux, from: 0.1, to: 1.37, points: 20 }'
const many = `${ring}sweep: [${flux}, { set: interaction.contact.strengths.1, from: 0.2, to: 2, points: 15 }, { set: gas.beta, values: [1, 30, 2] }]\n`

describe('of many points', () => {
  test('the same are looked at however the sweep is cut', async () => {
    expect(kindOf(planned(many)).isRuled).toBe(true)
    const whole = await told(many, [0])
    expect(whole.length).toBeGreaterThan(1)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 899 }), { maxLength: 6 }), async (cuts) => {
        const found = await told(many, [0, ...cuts.sort((a, b) => a - b)])
        expect([...found].sort()).toEqual([...whole].sort())
      }),
      { numRuns: 4 },
    )
  })

  test('the sentence does not count them, and the worst is that of the coldest gas', async () => {
    for (const one of await told(many, [0])) {
      expect(one).toMatch(/^at some of 900 points, not all of which were looked at; (worst|first) at /)
      if (one.includes('low-density')) expect(one).toContain('gas.beta = 30')
    }
  })

  test('ends, extreme values and the closest Bohr frequencies are among them, and few others', () => {
    const values = fc.array(fc.double({ min: 0.1, max: 40, noNaN: true }), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0.05, max: 0.4, noNaN: true }),
        fc.integer({ min: 2, max: 256 }),
        (betas, from, points) => {
          const sweep = `[{ set: gas.beta, values: [${betas.join(', ')}] }, { set: system.ring.flux, from: ${from}, to: 1.4, points: ${points} }]`
          const plan = planned(`${ring}sweep: ${sweep}\n`)
          const looked = [...lookedAt(plan)]
          expect(looked.length).toBeLessThanOrEqual(30)
          const has = (beta: number, place: number): boolean =>
            looked.some((index) => index % points === place && betas[Math.floor(index / points)] === beta)
          const distances = Array.from({ length: points }, (_, place) => closest(plan, place))
          const nearest = distances.indexOf(Math.min(...distances))
          for (const beta of [Math.min(...betas), Math.max(...betas)]) {
            expect(has(beta, 0) && has(beta, points - 1)).toBe(true)
            expect(has(beta, nearest)).toBe(true)
          }
        },
      ),
      { numRuns: 12 },
    )
  })
})

function closest(plan: Plan, index: number): number {
  const { system } = modelBuilder(plan.study)(pointAt(plan, index).config)
  const frequencies = bohrBlocks(system).map(({ frequency }) => frequency)
  return Math.min(...frequencies.slice(1).map((one, b) => one - frequencies[b]!))
}
