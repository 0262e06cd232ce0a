import { expect, test } from 'vitest'
import { estimateOf } from '../../src/pieces/estimate.js'
import { jobOf } from '../../src/pieces/piece.js'
import { planOf } from '../../src/study/read/plan.js'
import { readStudy } from '../../src/study/read/read.js'

const study = (more: string): ReturnType<typeof readStudy> => readStudy(`
system: { ring: { sites: 3, tunneling: -0.3, flux: 0.3 } }
gas: { dimension: 1, mass: 1, density: 0.01, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
${more}`, { file: 'study.yaml' })

test('a small sweep is solved whole to know how long it takes', async () => {
  const plan = planOf(study('sweep: [{ set: gas.beta, from: 1, to: 2, points: 3 }]'))
  const { seconds, solved } = await estimateOf(plan, jobOf(plan.study, plan.points))
  expect(solved).toBe(3)
  expect(seconds).toBeGreaterThan(0)
})

test('a million points of which little is recorded are not taken for a million tables', async () => {
  const plan = planOf(study(`record: [violation]
tolerance: 1e-8
sweep:
  - { set: system.ring.flux, from: 0.01, to: 0.49, points: 1000 }
  - { set: interaction.contact.strengths.1, from: 0.2, to: 2, points: 1000 }`))
  const { seconds, solved } = await estimateOf(plan, jobOf(plan.study, plan.points))
  expect(solved).toBeGreaterThan(100)
  // a table a point would take an hour and more
  expect(seconds).toBeLessThan(600)
})
