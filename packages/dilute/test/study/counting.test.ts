import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { resultsText } from '../../src/report/text.js'
import { prlFig1Study } from '../../src/demos/prlFig1.js'
import { readStudy, runStudy, type PointResults } from '../../src/study/index.js'

const physical = ['sweep=null', 'gas.beta=2', 'normalization=physical']
const run = async (...set: string[]): Promise<PointResults> =>
  (await runStudy(readStudy(prlFig1Study, { file: 'fig1', set: [...physical, ...set] }))) as PointResults

test('`report: [counting]` adds the cumulants of every pair, of the cycles and of the heat', async () => {
  const { counting, currents, detailedBalance } = await run('report=[counting]')
  const reference = JSON.parse(readFileSync(new URL('../reference/counting_fig1.json', import.meta.url), 'utf8')) as {
    noise: number[][]
  }
  const { mean, noise, skewness, cycles, heat } = counting!
  expect(noise[1]![0]! / reference.noise[1]![0]!).toBeCloseTo(1, 10)
  expect(mean).toEqual(currents.probability.map((row) => row.map((x) => expect.closeTo(x!, 15) as number)))
  const states = detailedBalance.cycles[0]!.states
  expect(cycles).toMatchObject([{ states, mean: mean[2]![1], noise: noise[2]![1], skewness: skewness[2]![1] }])
  expect(states).toEqual([0, 1, 2])
  expect(Object.keys(heat)).toEqual(['gas'])
  expect(heat['gas']!.noise).toBeLessThan(1e-25)
})

test('without it there is none, in results and table', async () => {
  const results = await run()
  expect(results).not.toHaveProperty('counting')
  expect(resultsText(results, { color: false })).not.toContain('Counting')
})

test('the table lists pairs and cycles', async () => {
  const table = resultsText(await run('report=[counting]'), { color: false })
  expect(table).toMatch(/Counting: .*\n +count +mean +noise +skewness\n/)
  expect(table).toMatch(/− → 0 → \+ → − +-3\.472e-4 ± [\d.e-]+ +7\.835e-4 ± [\d.e-]+ +-1\.731e-4 ± /)
})

test('a stationary state that is not unique is not counted, and a warning says so', async () => {
  const { counting, evidence } = await run('report=[counting]', 'interaction.contact.strengths=[0, 0, 0]')
  expect(counting).toBe(null)
  expect(evidence.warnings.join()).toContain('no counting statistics')
})
