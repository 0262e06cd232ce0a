import { describe, expect, test } from 'vitest'
import { readStudy, type TrajectoryResults } from '../../src/study/index.js'
import { studyTrajectories, trajectoriesOfStudy } from '../../src/study/running/trajectories.js'

/** A ring without flux: levels 1 and 2 coincide; `order` of its strengths, and the site where it starts. */
const study = (strengths: readonly number[], site: number): ReturnType<typeof readStudy> =>
  readStudy(
    JSON.stringify({
      system: { ring: { sites: 3, tunneling: -0.3, flux: 0 } },
      gas: { dimension: 1, mass: 1, density: 0.2, beta: 2 },
      interaction: { contact: { strengths } },
      initial: { site },
    }),
    { file: 'ring.json' },
  )
const request = { time: 600, count: 400, seed: 5, listed: 1 }
const told = (strengths: readonly number[], site: number): Promise<TrajectoryResults> =>
  Promise.resolve(trajectoriesOfStudy(study(strengths, site), request))

describe('trajectories of levels that coincide', () => {
  const one = told([1, 0.7, 1.5], 0)

  test('have no populations within a group, and say why', async () => {
    const { groups, initial, reasons, averages } = await one
    expect(groups).toEqual([[0], [1, 2]])
    expect(initial).toEqual([expect.closeTo(1 / 3, 12), null, null])
    expect(Object.keys(reasons).sort()).toEqual(['averages.exact', 'averages.populations', 'initial'])
    for (const rows of [averages.populations, averages.errors, averages.exact, averages.exactError])
      for (const row of rows) expect(row.map((x) => x === null)).toEqual([false, true, true])
  })

  test('tell what each group holds, in agreement with the master equation', async () => {
    const { populations, errors, groupPopulations, groupErrors, groupExact, groupExactError } = (await one).averages
    groupPopulations!.forEach((row, t) => {
      expect(row[0]).toBe(populations[t]![0])
      expect(groupErrors![t]![0]).toBe(errors[t]![0])
      expect(row[0]! + row[1]!).toBeCloseTo(1, 12)
      expect(groupExact![t]![0]! + groupExact![t]![1]!).toBeCloseTo(1, 12)
      // what one group has less the other has more
      expect(groupErrors![t]![1]).toBeCloseTo(groupErrors![t]![0]!, 12)
      row.forEach((p, g) => {
        expect(Math.abs(p - groupExact![t]![g]!)).toBeLessThan(5 * groupErrors![t]![g]! + 1e-9)
        expect(groupExactError![t]![g]!).toBeLessThan(1e-8)
      })
    })
    expect(groupErrors!.at(-1)![0]).toBeGreaterThan(0.005)
  })

  test('which does not depend on the order of the sites', async () => {
    const [a, b] = [(await one).averages.groupExact!, (await told([1.5, 1, 0.7], 1)).averages.groupExact!]
    a.forEach((row, t) => row.forEach((p, g) => expect(b[t]![g]).toBeCloseTo(p, 9)))
  })

  test('are drawn by group: curves and single runs have a state for each, which hold everything', () => {
    const planned = studyTrajectories(study([1, 0.7, 1.5], 0), request)
    for (const step of planned.prepare()) void step
    const { exact, runs } = planned.curves()
    for (const row of [...exact, ...runs.flatMap(({ populations }) => populations)]) {
      expect(row).toHaveLength(2)
      expect(row[0]! + row[1]!).toBeCloseTo(1, 9)
    }
    expect(exact[0]![0]).toBeCloseTo(1 / 3, 9)
  })
})

test('levels that stand alone have no groups beside them', async () => {
  const alone = readStudy(
    JSON.stringify({
      system: { ring: { sites: 3, tunneling: -0.3, flux: 0.75 } },
      gas: { dimension: 1, mass: 1, density: 0.2, beta: 2 },
      interaction: { contact: { strengths: [1, 0.7, 1.5] } },
      initial: { site: 0 },
    }),
    { file: 'ring.json' },
  )
  const { averages, reasons, groups } = await trajectoriesOfStudy(alone, { ...request, count: 4 })
  expect(groups).toEqual([[0], [1], [2]])
  expect(reasons).toEqual({})
  expect(Object.keys(averages)).toEqual(['times', 'populations', 'errors', 'exact', 'exactError'])
})
