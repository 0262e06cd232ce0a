import { describe, expect, test } from 'vitest'
import type { ScatterResults } from '../../src/study/running/scatter.js'
import { ring, withPotential } from '../study/examples.js'
import { testFolder } from './dilute.js'

const { dilute, files, write } = testFolder()
write('contacts.yaml', ring)
write('potentials.yaml', withPotential('{ gaussian: { height: 1, width: 0.4 } }'))

describe('dilute scatter over a range of energies', () => {
  test.each(['contacts.yaml', 'potentials.yaml'])('writes results and figure: %s', (study) => {
    const { code, stdout } = dilute(
      'scatter',
      study,
      '--from',
      '-0.6',
      '--to',
      '1',
      '--points',
      '17',
      '--out',
      study.replace('.yaml', ''),
    )
    expect(code).toBe(0)
    expect(stdout).toContain('T(0)')
    expect(stdout).toContain('results.json, scattering.svg, scattering.png')
    expect(files()).toEqual(
      expect.arrayContaining(
        ['results.json', 'scattering.png', 'scattering.svg'].map((name) => `${study.replace('.yaml', '')}/${name}`),
      ),
    )
  })

  test('--json has the arrays; both ends are hit', () => {
    const { energies } = JSON.parse(
      dilute('scatter', 'potentials.yaml', '--from', '-0.6', '--to', '1', '--points', '5', '--json').stdout,
    ) as ScatterResults
    expect(energies.map(({ energy }) => energy)).toEqual([
      -0.6,
      expect.closeTo(-0.2, 12),
      expect.closeTo(0.2, 12),
      expect.closeTo(0.6, 12),
      1,
    ])
    expect(energies[0]).toMatchObject({ channels: [], transmission: [], reflection: [], channelProbabilities: [] })
    expect(energies[4]!.channelProbabilities[0]![0]).toBeCloseTo(Math.hypot(...energies[4]!.s[0]![0]!) ** 2, 14)
    expect(energies[4]!.amplitudeError).toBeLessThan(1e-11)
  })

  test.each([
    [[], 'expected --energy, or --from and --to, found neither'],
    [['--from', '1'], 'expected --energy, or --from and --to, found --from'],
    [['--energy', '1', '--to', '2'], '--to: expected nothing beside --energy'],
    [['--from', '1', '--to', '1'], '--to: expected an energy above 1, found 1'],
    [['--from', '1', '--to', 'x'], '--to: expected a number, found "x"'],
    [['--from', '1', '--to', '2', '--points', '1'], '--points: expected a whole number from 2'],
    [['--energy', '1', '--out', 'single'], '--out: expected two energies or more'],
  ])('%j is refused', (args, says) => {
    const { code, stderr, stdout } = dilute('scatter', 'contacts.yaml', ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(says)
  })
})
