import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PointResults } from '../../src/study/results.js'
import type { EvolveResults } from '../../src/study/index.js'
import type { PopulationTrajectories } from '../../src/study/running/trajectoryResults.js'
import { testFolder } from './dilute.js'

const { dilute, write, files } = testFolder()
for (const name of ['two-baths.yaml', 'beam.yaml'])
  write(name, readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8'))

const json = <T>(...args: string[]): T => {
  const { code, stdout, stderr } = dilute(...args, '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as T
}

describe('several gases on the command line', () => {
  test.each(['two-baths.yaml', 'beam.yaml'])('dilute run %s writes all files', (name) => {
    const { code, stderr } = dilute('run', name, '--out', `out-${name}`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(files().filter((file) => file.startsWith(`out-${name}/`))).toHaveLength(4)
  })

  test('--set by name and by number is the same', () => {
    const set = (path: string): PointResults => json('run', 'two-baths.yaml', '--set', `${path}=1`)
    expect(set('baths.cold.gas.beta')).toEqual(set('baths.1.gas.beta'))
    expect(
      json<PointResults>('run', 'two-baths.yaml', '--set', 'baths.1.name=cool', '--set', 'baths.cool.gas.beta=1').rates,
    ).toEqual(set('baths.1.gas.beta').rates)
  })

  test('dilute scatter takes the gas by its name', () => {
    const s = (name: string): unknown =>
      json<{ energies: readonly { s: unknown }[] }>('scatter', 'two-baths.yaml', '--energy', '0.7', '--bath', name)
        .energies[0]!.s
    expect(s('hot')).not.toEqual(s('cold'))
  })

  test('dilute evolve gives the heat from each gas, and the steady state in the end', () => {
    const { heatCurrents, entropyProduction, beta } = json<EvolveResults>(
      'evolve',
      'two-baths.yaml',
      '--times',
      '0,30,4000',
    )
    const steady = json<PointResults>('run', 'two-baths.yaml')
    expect(beta).toBeNull()
    for (const gas of ['hot', 'cold']) expect(heatCurrents[gas]![2]).toBeCloseTo(steady.heatCurrents[gas]!, 10)
    expect(entropyProduction[2]).toBeCloseTo(steady.entropyProduction.total!, 10)
    expect(entropyProduction[1]).toBeGreaterThan(0)
  })

  test(
    'dilute trajectories names the gas of every collision; the heat from each agrees with the stationary ' + 'one',
    () => {
      const { trajectories, heatCurrents } = json<PopulationTrajectories>(
        'trajectories',
        'two-baths.yaml',
        '--set',
        'initial=null',
        '--count',
        '400',
        '--time',
        '100',
        '--seed',
        '3',
      )
      const names = trajectories.flatMap(({ collisions }) => collisions.map(({ gas }) => gas))
      expect(new Set(names)).toEqual(new Set(['hot', 'cold']))
      const steady = json<PointResults>('run', 'two-baths.yaml')
      for (const gas of ['hot', 'cold'])
        expect(Math.abs(heatCurrents[gas]!.mean - steady.heatCurrents[gas]!)).toBeLessThan(
          5 * heatCurrents[gas]!.error!,
        )
    },
  )

  test('dilute trajectories prints the heat from each gas and the gas of each collision', () => {
    const { stdout } = dilute('trajectories', 'two-baths.yaml', '--count', '20', '--list', '1')
    expect(stdout).toMatch(/^ {2}from hot .* ± .*\n {2}from cold /m)
    expect(stdout).toMatch(/from +to +gas +energy exchanged/)
  })

  test('dilute export writes the sum', () => {
    expect(dilute('export', 'two-baths.yaml', '--to', 'npz', '--out', 'system.npz').code).toBe(0)
  })
})

describe('bad input about several gases: exit code 2, the reason on stderr, nothing on stdout', () => {
  test.each([
    [
      ['run', '--set', 'baths.warm.gas.beta=1'],
      'baths.warm.gas.beta: expected a gas by its name (hot, cold) or ' + 'its number (0 to 1), found warm',
    ],
    [['run', '--set', 'baths.hott.gas.beta=1'], 'found hott (did you mean hot?)'],
    [['run', '--set', 'baths.2.gas.beta=1'], 'found 2'],
    [
      ['check', '--set', 'baths.1.name=hot'],
      '--set baths.1.name=hot: baths[1].name: expected a name that no other ' + 'gas has, found hot, like baths[0]',
    ],
    [
      [
        'check',
        '--set',
        'baths.hot.gas.beta=null',
        '--set',
        'baths.hot.gas.momentumDensity={ expression: exp(-p^2), from: -9, to: 9 }',
      ],
      'baths[0].gas.momentumDensity: expected a density that integrates to 1 within 0.000001, ∫dp G(p) = 1, ' +
        'found 1.772453851',
    ],
    [['scatter', '--energy', '1'], '--bath: expected one of hot, cold, found nothing'],
    [['scatter', '--energy', '1', '--bath', 'warm'], '--bath: expected one of hot, cold, found "warm"'],
  ])('dilute %s', ([command, ...args], says) => {
    const { code, stdout, stderr } = dilute(command!, 'two-baths.yaml', ...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(says)
  })
})
