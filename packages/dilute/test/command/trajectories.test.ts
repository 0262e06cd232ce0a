import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PopulationTrajectories, WaveTrajectories } from '../../src/study/running/trajectoryResults.js'
import { testFolder } from './dilute.js'

const { dilute, write, files, folder } = testFolder()
write(
  'study.yaml',
  `title: three dots
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction: { contact: { strengths: [1, 0.7, 1.5] } }
`,
)

const results = <T = PopulationTrajectories>(...args: string[]): T => {
  const { code, stdout, stderr } = dilute('trajectories', 'study.yaml', '--json', ...args)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as T
}

describe('dilute trajectories', () => {
  test('averages agree with the Pauli equation and the reference currents; the same seed gives the same output', () => {
    const args = ['--time', '4000', '--count', '2000', '--seed', '17', '--list', '2']
    const one = results(...args)
    expect(results(...args)).toEqual(one)
    expect(one).toMatchObject({
      title: 'three dots',
      seed: 17,
      count: 2000,
      time: 4000,
      beta: 2,
      normalization: 'physical',
      evidence: { seed: 17 },
    })
    expect(one.averages.times).toHaveLength(11)
    expect(one.groups).toEqual([[0], [1], [2]])
    expect(one.reasons).toEqual({})
    one.averages.populations.forEach((row, t) =>
      row.forEach((p, k) => {
        expect(Math.abs(p! - one.averages.exact[t]![k]!)).toBeLessThan(5 * one.averages.errors[t]![k]!)
      }),
    )
    const reference = JSON.parse(
      readFileSync(new URL('../reference/counting_fig1.json', import.meta.url), 'utf8'),
    ) as Record<'mean' | 'noise', number[][]>
    for (const [j, k] of [
      [1, 0],
      [2, 1],
      [0, 2],
    ] as const) {
      expect(Math.abs(one.counting.mean[j]![k]! - reference.mean[j]![k]!)).toBeLessThan(
        5 * one.counting.meanError[j]![k]!,
      )
      // runs of finite length: the noise has a start-up of a few percent
      expect(Math.abs(one.counting.noise[j]![k]! / reference.noise[j]![k]! - 1)).toBeLessThan(0.25)
    }
    expect(one.trajectories.map(({ index }) => index)).toEqual([0, 1])
    const listed = one.trajectories.flatMap(({ collisions }) => collisions)
    expect(listed.some(({ elastic }) => elastic) && listed.some(({ elastic }) => !elastic)).toBe(true)
    for (const { from, to, elastic, energyExchanged } of listed)
      expect([from === to, one.levels[to]! - one.levels[from]!]).toEqual([elastic, energyExchanged])
  })

  test('any number of workers gives the same output to the last bit', () => {
    const args = ['--time', '300', '--count', '500', '--seed', '3']
    expect(results('--workers', '3', ...args)).toEqual(results(...args))
    const waves = [...args, '--set', 'initial={ site: 0 }']
    expect(results('--workers', '2', ...waves)).toEqual(results(...waves))
  })

  test.each([
    [
      'degenerate levels',
      ['--set', 'system.ring.flux=0'],
      'levels 1 and 2 have the same energy, and their ' + 'coherences take part',
    ],
    [
      'coherences in the initial state',
      ['--set', 'initial={ site: 0 }'],
      'the initial state has coherences ' + 'between levels, the largest 0.333',
    ],
  ])('%s make it follow wave functions, and say so', (_, args, reason) => {
    const one = results<WaveTrajectories>('--time', '400', '--count', '600', '--seed', '17', ...args)
    expect(one).toMatchObject({ method: 'wave functions', reason })
    const { populations, errors, exact, groupPopulations, groupErrors, groupExact } = one.averages
    ;(groupPopulations ?? populations).forEach((row, t) =>
      row.forEach((p, k) => {
        const [bar, right] = [(groupErrors ?? errors)[t]![k]!, (groupExact ?? exact)[t]![k]!]
        expect(Math.abs(p! - right)).toBeLessThan(5 * bar + 1e-9)
      }),
    )
    const jumps = one.trajectories.flatMap((each) => each.jumps)
    expect(jumps.length).toBeGreaterThan(0)
    for (const { operator, energyExchanged } of jumps) expect(energyExchanged).toBe(one.operators[operator]!.energy)
  })

  test('--out writes the results and the figure', () => {
    for (const [out, ...args] of [['levels'], ['waves', '--set', 'initial={ site: 0 }']]) {
      const { code, stdout } = dilute(
        'trajectories',
        'study.yaml',
        '--time',
        '200',
        '--count',
        '40',
        '--out',
        out!,
        ...args,
      )
      expect(code).toBe(0)
      expect(stdout).toContain(`Written to ${out}: results.json, trajectories.svg, trajectories.png`)
      expect(readdirSync(join(folder, out!)).sort()).toEqual(['results.json', 'trajectories.png', 'trajectories.svg'])
      rmSync(join(folder, out!), { recursive: true })
    }
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
    expect(stdout).toMatch(
      /^three dots\n\n50 trajectories of seed 4294967295, from 0 to \d+(\.\d+)?; standard errors\n/,
    )
    expect(stdout).toContain('Trajectory 2, starting in level')
  })

  test('and in it levels that coincide together', () => {
    const { stdout } = dilute('trajectories', 'study.yaml', '--count', '5', '--set', 'system.ring.flux=0')
    expect(stdout).toMatch(/\n +time +level − +exact +levels \{0,\+\} +exact\n/)
    expect(stdout).toMatch(/\n +0 +\S+ ± \S+ +\S+ +\S+ ± \S+ +\S+\n/)
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
    [['--set', 'initial={ ket: [1, 1, 0] }'], 'initial.ket: expected a ket of norm 1'],
    [['--set', 'initial={ site: 3 }'], '--set initial={ site: 3 }: initial.site: expected a site from 0 to 2, found 3'],
    [['--workers', '0'], '--workers: expected a whole number from 1 to 256, found "0"'],
    [['--workers', 'all'], '--workers: expected a whole number'],
    [['--seed', '-1', '--out', 'never'], '--seed: expected'],
    [
      ['--set', 'interaction.contact.strengths=[0, 0, 0]'],
      '--time: expected a time, since the populations do not ' + 'relax',
    ],
    [['--sed', '1'], "unknown option '--sed'"],
  ])('%j is refused with exit code 2', (args, message) => {
    const { code, stdout, stderr } = dilute('trajectories', 'study.yaml', ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(files()).toEqual(['study.yaml'])
  })
})
