import { expect, test } from 'vitest'
import { tellingText } from '../../src/report/index.js'
import type { TrajectoryResults, WaveTrajectories } from '../../src/study/index.js'
import { tellTrajectories } from '../../src/tell/trajectories.js'

const heat = { mean: 0, error: 0 }
const operators = [
  { gas: 'hot', energy: -0.5, rate: 0.02 },
  { gas: 'cold', energy: -0.5, rate: 0.01 },
  { gas: 'hot', energy: 0.5, rate: 0.03 },
]
const wave = (gases: readonly string[], jumps: readonly number[]): WaveTrajectories => ({
  method: 'wave functions',
  title: 'waves',
  warnings: [],
  reason: 'the start has coherences',
  seed: 1,
  count: 2,
  time: 1,
  beta: 2,
  normalization: 'physical',
  levels: [0, 0.5],
  levelsError: [0, 0],
  groups: [[0], [1]],
  initial: [0.5, 0.5],
  reasons: {},
  averages: { times: [], populations: [], errors: [], exact: [], exactError: [] },
  heat,
  heatCurrents: Object.fromEntries(gases.map((name) => [name, heat])),
  evidence: { random: 'Philox 4x32-10', seed: 1, version: '0' },
  operators,
  jumps: heat,
  trajectories: [
    { index: 0, omitted: 0, jumps: jumps.map((operator) => ({ time: 0.1, operator, energyExchanged: 0.5 })) },
  ],
})
const told = (results: TrajectoryResults): string => tellingText(tellTrajectories(results))

test('the operators of the listed jumps are told with what they do', () => {
  const text = told(wave(['hot', 'cold'], [2, 1, 2]))
  expect(text).toContain('Jump operators: the energy each adds to the system, and its rate')
  expect(text).toMatch(/\n +1 +cold +-0\.500000 +0\.01000\n +2 +hot +0\.500000 +0\.03000\n/)
  expect(text).not.toContain('0.02000')
})

test('a single gas is not named, and without jumps there are no operators to tell', () => {
  expect(told(wave(['gas'], [0]))).toMatch(/\n +operator +energy exchanged +its rate\n +0 +-0\.500000 +0\.02000\n/)
  expect(told(wave(['gas'], []))).not.toContain('operators')
})
