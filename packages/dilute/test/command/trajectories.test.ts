import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { TrajectoryResults } from '../../src/study/running/trajectories.js'
import { testFolder } from './dilute.js'

const { dilute, write, files } = testFolder()
write('study.yaml', `title: three dots
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
`)

const results = (...args: string[]): TrajectoryResults => {
  const { code, stdout, stderr } = dilute('trajectories', 'study.yaml', '--json', ...args)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as TrajectoryResults
}

describe('dilute trajectories', () => {
  test('averages agree with the Pauli equation and the reference currents; the same seed gives the same output', () => {
    const args = ['--time', '4000', '--count', '2000', '--seed', '17', '--list', '2']
    const one = results(...args)
    expect(results(...args)).toEqual(one)
    expect(one).toMatchObject({ title: 'three dots', seed: 17, count: 2000, time: 4000, beta: 2, normalization: 'physical', evidence: { seed: 17 } })
    expect(one.averages.times).toHaveLength(11)
    one.averages.populations.forEach((row, t) => row.forEach((p, k) => {
      expect(Math.abs(p - one.averages.exact[t]![k]!)).toBeLessThan(5 * one.averages.errors[t]![k]!)
    }))
    const reference = JSON.parse(readFileSync(new URL('../reference/counting_fig1.json', import.meta.url), 'utf8')) as Record<'mean' | 'noise', number[][]>
    for (const [j, k] of [[1, 0], [2, 1], [0, 2]] as const) {
      expect(Math.abs(one.counting.mean[j]![k]! - reference.mean[j]![k]!)).toBeLessThan(5 * one.counting.meanError[j]![k]!)
      // runs of finite length: the noise has a start-up of a few percent
      expect(Math.abs(one.counting.noise[j]![k]! / reference.noise[j]![k]! - 1)).toBeLessThan(0.25)
    }
    expect(one.trajectories.map(({ index }) => index)).toEqual([0, 1])
    expect(one.trajectories[0]!.collisions[0]).toMatchObject({ elastic: false })
  })

  test('another seed gives other trajectories; more of them begin with the same ones', () => {
    const few = results('--time', '900', '--count', '5', '--seed', '1')
    expect(results('--time', '900', '--count', '9', '--seed', '1').trajectories).toEqual(few.trajectories)
    expect(results('--time', '900', '--count', '5', '--seed', '2').trajectories).not.toEqual(few.trajectories)
    expect(few.trajectories).toHaveLength(3)
  })

  test('prints a table for people, and runs for ten relaxation times unless told', () => {
    const { code, stdout } = dilute('trajectories', 'study.yaml', '--count', '50', '--seed', '4294967295')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^three dots\n\n50 trajectories of seed 4294967295, from 0 to \d+(\.\d+)?; standard errors\n/)
    expect(stdout).toContain('Trajectory 2, starting in level')
  })

  test.each([
    [['--seed', '-1'], '--seed: expected a whole number from 0 to 4294967295, found "-1"'],
    [['--seed', '4294967296'], '--seed: expected'],
    [['--seed', '1.5'], '--seed: expected'],
    [['--seed', 'random'], '--seed: expected'],
    [['--count', '0'], '--count: expected a whole number from 1'],
    [['--count', '1e3'], '--count: expected a whole number from 1'],
    [['--time', '0'], '--time: expected a positive number, found "0"'],
    [['--time', '1/0'], '--time: expected a positive number'],
    [['--time', '1e15'], '--time, --count: expected at most 1000000000 collisions in all'],
    [['--list', 'all'], '--list: expected a whole number from 0'],
    [['--set', 'system.ring.flux=0'], 'expected levels that are not degenerate, since trajectories follow populations, found levels 1 and 2'],
    [['--set', 'interaction.contact.strengths=[0, 0, 0]'], '--time: expected a time, since the populations do not relax'],
    [['--sed', '1'], "unknown option '--sed'"],
  ])('%j is refused with exit code 2', (args, message) => {
    const { code, stdout, stderr } = dilute('trajectories', 'study.yaml', ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(files()).toEqual(['study.yaml'])
  })
})
