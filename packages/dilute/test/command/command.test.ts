import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PointResults, SweepResults } from '../../src/study/results.js'
import type { ScatterResults } from '../../src/study/running/scatter.js'
import { ring, withLine } from '../study/examples.js'
import { testFolder } from './dilute.js'

const { dilute, diluteIntoClosedPipe, write, files, folder } = testFolder()
write('study.yaml', ring)
write(
  'swept.yaml',
  withLine(
    'sweep: [{ set: gas.beta, values: [1, 2] }, { set: ' + '"interaction.contact.strengths[1]", values: [0.7, 1] }]',
  ),
)

const parsed = <T>(text: string): T => JSON.parse(text) as T
const outputs = ['figure.png', 'figure.svg', 'report.html', 'results.json']
const writtenBelow = (name: string) =>
  files()
    .filter((file) => file.startsWith(`${name}/`))
    .map((file) => file.slice(name.length + 1))

describe('dilute run', () => {
  test('prints a table, and nothing else happens', () => {
    const before = files()
    const { code, stdout, stderr } = dilute('run', 'study.yaml')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('three dots')
    expect(stdout).not.toContain('\x1b')
    expect(files()).toEqual(before)
  })

  test('--json prints the results alone, with the fields of the contract', () => {
    const { code, stdout, stderr } = dilute('run', 'study.yaml', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const results = parsed<PointResults>(stdout)
    expect(Object.keys(results)).toEqual(
      expect.arrayContaining([
        'levels',
        'rates',
        'detailedBalance',
        'stationary',
        'currents',
        'entropyProduction',
        'relaxation',
        'heatCurrents',
        'evidence',
      ]),
    )
    expect(results.rates.map((row) => row.length)).toEqual([3, 3, 3])
    expect(results.detailedBalance.ratio[0]![0]).toBeNull()
  })

  test('--json of a sweep prints its points with what was set', () => {
    const { points } = parsed<SweepResults>(dilute('run', 'swept.yaml', '--json').stdout)
    expect(points.map(({ set }) => set)).toEqual(
      [
        [1, 0.7],
        [1, 1],
        [2, 0.7],
        [2, 1],
      ].map(([beta, strength]) => ({ 'gas.beta': beta, 'interaction.contact.strengths.1': strength })),
    )
    const alone = parsed<PointResults>(dilute('run', 'study.yaml', '--json').stdout)
    expect(points[2]!.levels).toEqual(alone.levels)
    points[2]!.rates
      .flat()
      .forEach((rate, index) => expect(Math.abs(rate! - alone.rates.flat()[index]!)).toBeLessThanOrEqual(1e-9 * rate!))
  })

  test('--set replaces values, repeatedly', () => {
    const results = parsed<PointResults>(
      dilute('run', 'study.yaml', '--json', '--set', 'gas.beta=1/2', '--set', 'normalization=paper').stdout,
    )
    expect(results).toMatchObject({ beta: 0.5, normalization: 'paper' })
  })

  test('--out writes all files and leaves nothing else behind; a second run replaces them', () => {
    const { code, stdout } = dilute('run', 'study.yaml', '--out', 'deep/er', '--set', 'gas.beta=3')
    expect(code).toBe(0)
    expect(stdout).toContain('deep/er')
    expect(writtenBelow('deep/er')).toEqual(outputs)
    expect(readFileSync(join(folder, 'deep/er/figure.png')).subarray(1, 4).toString()).toBe('PNG')
    expect(readFileSync(join(folder, 'deep/er/report.html'), 'utf8')).toContain('--set gas.beta=3')
    const again = dilute('run', 'study.yaml', '--out', 'deep/er', '--json')
    expect(readFileSync(join(folder, 'deep/er/results.json'), 'utf8')).toBe(again.stdout)
    expect(writtenBelow('deep/er')).toEqual(outputs)
  })

  test.each([
    ['study.yaml/out', 'study.yaml is a file'],
    ['study.yaml', 'found the file study.yaml'],
    ['/proc/dilute-results', 'found /proc, where nothing can be written'],
  ])('--out %s cannot be written, which is known before anything is computed: exit code 2', (out, says) => {
    const before = files()
    const { code, stdout, stderr } = dilute('run', 'study.yaml', '--out', out)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^--out: expected a folder that can be written, found /)
    expect(stderr).toContain(says)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(files()).toEqual(before)
  })

  test('a reader that goes away is no failure', async () => {
    write('many.yaml', withLine('sweep: [{ set: gas.beta, from: 1, to: 2, points: 100 }]'))
    expect(await diluteIntoClosedPipe('run', 'many.yaml', '--json')).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('dilute check', () => {
  test('counts the points of a valid study', () => {
    expect(dilute('check', 'study.yaml')).toEqual({
      code: 0,
      stderr: '',
      stdout: 'study.yaml: a valid study of 1 ' + 'point\n',
    })
    expect(dilute('check', 'swept.yaml').stdout).toMatch(/^swept\.yaml: a valid study of 4 points\n/)
    expect(parsed(dilute('check', 'swept.yaml', '--json', '--set', 'sweep=null').stdout)).toEqual({
      valid: true,
      points: 1,
      axes: [],
      groups: 1,
    })
  })

  test('prints the plan of a sweep', () => {
    const set =
      'sweep=[{ set: gas.beta, from: 1, to: 2, points: 3 }, { set: interaction.contact.strengths.0, ' +
      'values: [1, 3] }]'
    expect(dilute('check', 'study.yaml', '--set', set).stdout.split('\n')).toEqual([
      'study.yaml: a valid study of 6 points',
      '  3 values of gas.beta from 1 to 2',
      '  2 values of interaction.contact.strengths.0 from 1 to 3',
      '  2 groups of equal scattering',
      expect.stringMatching(/^ {2}about [\d.e-]+ s in all, from the first \d points?, solved to know$/) as string,
      '',
    ])
    expect(parsed(dilute('check', 'study.yaml', '--json', '--set', set).stdout)).toEqual({
      valid: true,
      points: 6,
      groups: 2,
      axes: [
        { set: ['gas.beta'], points: 3 },
        { set: ['interaction.contact.strengths.0'], points: 2 },
      ],
    })
  })
})

describe('dilute scatter', () => {
  test('--json prints amplitudes at every energy, negative ones and arithmetic too', () => {
    const { code, stdout } = dilute('scatter', 'study.yaml', '--json', '--energy', '-0.25', '1/2,pi')
    expect(code).toBe(0)
    expect(parsed<ScatterResults>(stdout).energies.map(({ energy }) => energy)).toEqual([-0.25, 0.5, Math.PI])
  })

  test('prints a table', () => {
    const { code, stdout } = dilute('scatter', 'study.yaml', '--energy', '-0.7', '-0.25', '0.75')
    expect(code).toBe(0)
    expect(stdout).toContain('E = -0.7: below every level')
    expect(stdout).toContain('E = -0.25: 2 open channels')
    expect(stdout).toContain('(2,-)')
  })
})

describe('dilute figure', () => {
  test('precision writes its own figure, and no report of another one', () => {
    const { code, stderr } = dilute('figure', 'precision', '--out', 'out/precision')
    expect([code, stderr]).toEqual([0, ''])
    expect(writtenBelow('out/precision')).toEqual(['figure.png', 'figure.svg', 'results.json'])
    expect(readFileSync(join(folder, 'out/precision/figure.svg'), 'utf8')).toContain('Precision of the loop current')
  })

  test.each([
    [
      'range',
      /goes with the width to the power 1\.00\d to 1\.00\d/,
      'aria-label="Detailed balance ratios I(k,l) against the width',
    ],
    ['moller', /differ from the solver's by at most [\d.]+e-4/, 'aria-label="Density of a wave packet over time'],
  ])('%s computes, draws and says what it found', (name, found, title) => {
    const { code, stderr, stdout } = dilute('figure', name, '--out', `out/${name}`)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(found)
    expect(writtenBelow(`out/${name}`)).toEqual(['figure.png', 'figure.svg', 'results.json'])
    expect(readFileSync(join(folder, `out/${name}/figure.svg`), 'utf8')).toContain(title)
  })

  test('prl-fig1 writes the files of the figure', () => {
    const { code, stderr } = dilute('figure', 'prl-fig1')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(writtenBelow('out/prl-fig1')).toEqual(outputs)
    expect(parsed<SweepResults>(readFileSync(join(folder, 'out/prl-fig1/results.json'), 'utf8')).points).toHaveLength(
      200,
    )
  })
})

describe('dilute', () => {
  test('--version is that of the package', () => {
    const { version } = parsed<{ version: string }>(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    )
    expect(dilute('--version')).toEqual({ code: 0, stderr: '', stdout: `${version}\n` })
  })

  test.each(['run', 'scatter', 'evolve', 'trajectories', 'check', 'figure'])(
    '--help names %s, which has a help of ' + 'its own',
    (command) => {
      expect(dilute('--help').stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
      expect(dilute(command, '--help')).toMatchObject({
        code: 0,
        stderr: '',
        stdout: expect.stringContaining(`Usage: dilute ${command}`) as string,
      })
    },
  )
})
