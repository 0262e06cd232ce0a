import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EvolveResults, PointResults, ScatterResults, SweepResults } from '../../src/study/index.js'
import type { TrajectoryResults } from '../../src/study/running/trajectoryResults.js'
import { ring } from '../study/examples.js'
import { testFolder } from './dilute.js'

const { dilute, folder, write } = testFolder()
const named = 'units: { energy: meV, temperature: K, length: nm, mass: u }\n'
write(
  'units.yaml',
  `${named}${ring.replace('mass: 1', 'mass: 0.05').replace('beta: 2', 'temperature: 6')}initial: ` + `{ site: 0 }\n`,
)
write('bare.yaml', ring)

const parsed = <T>(...args: string[]): T => JSON.parse(dilute(...args, '--json').stdout) as T
/** ħ/meV in seconds. */
const second = 6.582119569e-13

describe('a study in units', () => {
  test('is told in them, and its results say so', () => {
    const { stdout } = dilute('run', 'units.yaml')
    expect(stdout).toContain('beta = 1.93409 1/meV')
    expect(stdout).toContain('energy (meV)')
    expect(parsed<PointResults>('run', 'units.yaml')).toMatchObject({
      units: { energy: 'meV', temperature: 'K', length: 'nm', mass: 'u' },
      temperature: 6,
    })
  })

  test('takes energies and times as quantities', () => {
    const {
      energies: [first, last],
    } = parsed<ScatterResults>('scatter', 'units.yaml', '--energy', '500 µeV', '1 THz')
    expect(first!.energy).toBeCloseTo(0.5, 12)
    expect(last!.energy).toBeCloseTo(4.1356676969, 9)
    const { times, timesSeconds } = parsed<EvolveResults>('evolve', 'units.yaml', '--times', '0, 1 ps 2 1/meV')
    expect(times).toEqual([0, expect.closeTo(1e-12 / second, 8) as number, expect.closeTo(2, 12) as number])
    expect(timesSeconds![1]! / 1e-12).toBeCloseTo(1, 9)
    const { time, timeSeconds } = parsed<TrajectoryResults>(
      'trajectories',
      'units.yaml',
      '--time',
      '3 ps',
      '--count',
      '2',
    )
    expect(time).toBeCloseTo(3e-12 / second, 8)
    expect(timeSeconds! / 3e-12).toBeCloseTo(1, 9)
  })

  test.each([
    [
      ['scatter', 'units.yaml', '--energy', '4 nm'],
      '--energy: expected an energy, such as "4 meV", found "4 nm", ' + 'a length',
    ],
    [
      ['evolve', 'units.yaml', '--times', '0, 4 parsec'],
      '--times: expected a time, such as "3 ps", found "4 ' + 'parsec", the unknown unit parsec',
    ],
    [
      ['scatter', 'bare.yaml', '--energy', '4 meV'],
      '--energy: expected a number without a unit, since the study ' + 'names none',
    ],
    [
      ['run', 'units.yaml', '--set', 'gas.mass=4 K'],
      'gas.mass: expected a mass, such as "87 u", found "4 K", an ' + 'energy',
    ],
  ])('%j is refused', (args, message) => {
    const { code, stderr } = dilute(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})

test('points come from a file beside the study, wherever one stands', () => {
  mkdirSync(join(folder, 'inside'))
  write('inside/study.yaml', `${ring}sweep: [{ points: points.csv }]\n`)
  write('inside/points.csv', 'gas.beta,gas.density\n1/2,1\n2,3\n')
  const { points } = parsed<SweepResults>('run', 'inside/study.yaml')
  expect(points.map(({ set }) => set)).toEqual([
    { 'gas.beta': 0.5, 'gas.density': 1 },
    { 'gas.beta': 2, 'gas.density': 3 },
  ])
  write('inside/points.csv', 'gas.beta,gas.density\n1/2\n')
  expect(dilute('check', 'inside/study.yaml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'inside/study.yaml:7:19: sweep[0].points: expected 2 values in every line',
    ) as string,
  })
})
