import { describe, expect, test } from 'vitest'
import { readStudy } from '../../src/study/index.js'
import { evenly } from '../../src/study/running/trajectoryRequest.js'
import { trajectoriesOfStudy } from '../../src/study/running/trajectories.js'

const study = (...set: string[]): ReturnType<typeof readStudy> =>
  readStudy(
    `
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
`,
    { file: 'three dots', set },
  )

describe('the list of collisions', () => {
  test('says how many it leaves out: listed and omitted together are all that were counted', async () => {
    const results = await trajectoriesOfStudy(study(), { time: 40_000, count: 1, seed: 5, listed: 1 })
    if (results.method !== 'populations') throw new Error('populations were expected')
    const [{ collisions, omitted }] = results.trajectories as [(typeof results.trajectories)[number]]
    expect(collisions).toHaveLength(10_000)
    expect(omitted).toBeGreaterThan(0)
    expect(collisions.length + omitted).toBe(results.collisions.mean + results.elasticCollisions.mean)
  })

  test('of wave functions likewise', async () => {
    const results = await trajectoriesOfStudy(study('initial={ site: 0 }', 'gas.density=100'), {
      time: 12_000,
      count: 1,
      seed: 5,
      listed: 1,
    })
    if (results.method !== 'wave functions') throw new Error('wave functions were expected')
    const [{ jumps, omitted }] = results.trajectories as [(typeof results.trajectories)[number]]
    expect(jumps).toHaveLength(10_000)
    expect(omitted).toBeGreaterThan(0)
    expect(jumps.length + omitted).toBe(results.jumps.mean)
  })

  test('leaves out nothing of a short one', async () => {
    const { trajectories } = await trajectoriesOfStudy(study(), { time: 50, count: 2, seed: 5, listed: 2 })
    expect(trajectories.map(({ omitted }) => omitted)).toEqual([0, 0])
  })
})

describe('evenly spaced times', () => {
  test.each([3501.99, 1 / 3, 7.1e-5, 12345.678901])('end at %d itself', (end) => {
    for (const steps of [10, 600]) expect(evenly(end, steps).at(-1)).toBe(end)
  })

  test('so that the default duration is one', async () => {
    const degenerate = study('initial={ site: 0 }', 'gas.beta=2.826445344356792', 'gas.density=0.05')
    await expect(trajectoriesOfStudy(degenerate, { count: 2, seed: 1, listed: 1 })).resolves.toBeDefined()
  })
})
