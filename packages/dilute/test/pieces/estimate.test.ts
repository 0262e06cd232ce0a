import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { estimateOf, leastTime, secondsBeside, secondsIn } from '../../src/pieces/estimate.js'
import { jobOf } from '../../src/pieces/piece.js'
import { planOf, type Plan } from '../../src/study/read/plan.js'
import { readStudy } from '../../src/study/read/read.js'

const study = (more: string): ReturnType<typeof readStudy> =>
  readStudy(
    `
system: { ring: { sites: 3, tunneling: -0.3, flux: 0.3 } }
gas: { dimension: 1, mass: 1, density: 0.01, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
${more}`,
    { file: 'study.yaml' },
  )

test('a small sweep is solved whole to know how long it takes', async () => {
  const plan = planOf(study('sweep: [{ set: gas.beta, from: 1, to: 2, points: 3 }]'))
  const { seconds, solved } = await estimateOf(plan, jobOf(plan.study, plan.points))
  expect(solved).toBe(3)
  expect(seconds).toBeGreaterThan(0)
})

test('the time of the program itself, when it begins, is not that of points', async () => {
  const times = [60, 20, 1]
  expect(await leastTime(() => pause(times.shift() ?? 1))).toBeLessThan(0.04)
  const long = [400, 1]
  expect(await leastTime(() => pause(long.shift()))).toBeGreaterThan(0.39)
  expect(long).toEqual([1])
})

const million = (axes: string): Plan => planOf(study(`record: [violation]\nsweep: ${axes}`))
const thousand = 'from: 0.1, to: 0.4, points: 1000'

test('where no two points share a table, the last points tell what every one costs', () => {
  const plan = million(
    `[{ set: system.ring.flux, ${thousand} }, { set: interaction.contact.strengths.1, ` + `${thousand} }]`,
  )
  expect(secondsIn(plan, [0.5, 1e-3, 1e-5])).toBeCloseTo(10, 9)
})

test('where they do, the first point pays for the table of its group', () => {
  const plan = million(`[{ set: system.ring.flux, ${thousand} }, { set: gas.density, ${thousand} }]`)
  expect(secondsIn(plan, [0.011, 0.001])).toBeCloseTo(1000 * 0.01 + 1e6 * 0.001, 6)
})

test('every range makes its tables again: they are not what its points take', () => {
  const plan = million(`[{ set: system.ring.flux, ${thousand} }, { set: gas.density, ${thousand} }]`)
  // a table of 0.1 s and 1 ms a point: of one group, and of the end of one and the beginning of the next
  expect(secondsBeside(plan, { begin: 1, end: 3 }, 0.102, 0.101)).toBeCloseTo(0.001, 9)
  expect(secondsBeside(plan, { begin: 990, end: 1010 }, 0.22, 0.101)).toBeCloseTo(0.001, 9)
  const apart = million(`[{ set: gas.density, ${thousand} }, { set: system.ring.flux, ${thousand} }]`)
  expect(secondsBeside(apart, { begin: 1, end: 3 }, 0.202, 0.101)).toBeUndefined()
})

test('a first point that took all the time there was does not stand for those that share its table', () => {
  const plan = planOf(study('sweep: [{ set: gas.beta, from: 1, to: 2, points: 100 }]'))
  const seconds = secondsIn(plan, [0.9])
  expect(seconds).toBeGreaterThan(0.9)
  expect(seconds).toBeLessThan(2)
})
