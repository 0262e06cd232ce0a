import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ring } from '../study/examples.js'
import { testFolder } from './dilute.js'

const sweepOf = (record: string, sweep: string): string => `# ours\n${ring}record: [${record}]\nsweep: [${sweep}]\n`
const flux = '{ set: system.ring.flux, from: 0.1, to: 0.6, points: 6 }'
const strength = '{ set: interaction.contact.strengths.1, from: 0.2, to: 2, points: 5 }'
const beta = '{ set: gas.beta, values: [1, 2] }'

describe('dilute plot', () => {
  const { folder, dilute, write } = testFolder()
  const path = (...names: string[]): string => join(folder, ...names)
  const bytes = (...names: string[]): Buffer => readFileSync(path(...names))

  beforeAll(() => {
    write('map.yaml', sweepOf('violation, gap', `${flux}, ${strength}`))
    write('three.yaml', sweepOf('violation', `${flux}, ${strength}, ${beta}`))
    write('points.csv', 'gas.beta,gas.density\n1,1\n2,0.5\n1.5,2\n')
    write('cloud.yaml', sweepOf('gap', '{ points: points.csv }'))
    for (const name of ['map', 'three', 'cloud'])
      expect(dilute('run', `${name}.yaml`, '--out', name, '--quiet').stderr).toBe('')
  }, 120_000)

  test('a run of what is recorded has its figure, unless it is not wanted', () => {
    expect(readdirSync(path('map')).sort()).toEqual([
      '.dilute',
      'figure.png',
      'figure.svg',
      'results.json',
      'results.parquet',
    ])
    expect(
      bytes('map', 'figure.svg')
        .toString()
        .match(/<image /g),
    ).toHaveLength(2)
    dilute('run', 'map.yaml', '--out', 'bare', '--quiet', '--no-figures')
    expect(readdirSync(path('bare')).sort()).toEqual(['.dilute', 'results.json', 'results.parquet'])
  })

  test('of three axes a run draws the plane through the largest value, and says so', () => {
    expect(
      bytes('three', 'figure.svg')
        .toString()
        .replaceAll(/<[^>]*>/g, ''),
    ).toMatch(/Shown for β\u00a0?\s?= 2 only, one of 2 values/)
  })

  test.each(['map', 'cloud'])('draws %s from the pieces as from results.parquet alone', (name) => {
    expect(dilute('plot', name, '--out', `${name}.svg`)).toMatchObject({ code: 0, stderr: '' })
    cpSync(path(name), path('alone'), { recursive: true })
    rmSync(path('alone', '.dilute'), { recursive: true })
    expect(dilute('plot', 'alone', '--out', `${name}-alone.svg`)).toMatchObject({ code: 0, stderr: '' })
    expect(bytes(`${name}-alone.svg`).equals(bytes(`${name}.svg`))).toBe(true)
    rmSync(path('alone'), { recursive: true })
  })

  test('tells the marked value, and writes the forms that are asked for', () => {
    const { stdout } = dilute('plot', 'map', '--quantity', 'gap', '--min', '--format', 'svg,png,pdf')
    expect(stdout).toMatch(
      /^smallest gap: \S+ ± \S+ at system\.ring\.flux = [\d.]+, interaction\.contact\.strengths\.1 = [\d.]+\nWritten: map\/gap\.svg, map\/gap\.png, map\/gap\.pdf\n$/,
    )
    expect(bytes('map', 'gap.pdf').toString('latin1', 0, 5)).toBe('%PDF-')
    expect(dilute('plot', 'three', '--fix', 'gas.beta=2', '--log', '--out', 'slice.png').stdout).toContain(
      'gas.beta = 2\nWritten: slice.png\n',
    )
  })

  test('the study of a point is not written over that of the sweep', () => {
    const before = bytes('map.yaml')
    expect(dilute('plot', 'map', '--point', 'map.yaml')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: '--point: expected another file than the study of the sweep, found map.yaml\n',
    })
    expect(bytes('map.yaml').equals(before)).toBe(true)
  })

  test('the study of the marked point, run, gives its value within both errors', () => {
    const { stdout } = dilute('plot', 'map', '--quantity', 'violation', '--point', 'point.yaml')
    const [, value, error] = /^largest violation: (\S+) ± (\S+) at .*\nWritten: point\.yaml\n$/
      .exec(stdout)!
      .map(Number)
    expect(existsSync(path('map', 'violation.svg'))).toBe(false)
    expect(bytes('point.yaml').toString()).toContain('# ours')
    const {
      detailedBalance: { worst },
    } = JSON.parse(dilute('run', 'point.yaml', '--json').stdout) as {
      detailedBalance: { worst: { logRatio: number; logRatioError: number } }
    }
    expect(Math.abs(Math.abs(worst.logRatio) - value!)).toBeLessThan(error! + worst.logRatioError + 1e-6)
    const printed = dilute('plot', 'map', '--point', '-').stdout
    expect(printed).toBe(bytes('point.yaml').toString())
  })

  test.each([
    [
      ['map', '--quantity', 'violatoin'],
      '--quantity: expected one of violation, gap, found violatoin (did you mean violation?)',
    ],
    [['map', '--format', 'gif'], '--format: expected svg, png, pdf, separated by commas, found "gif"'],
    [
      ['map', '--out', 'x.gif'],
      '--out: expected a file that ends in .svg, .png, .pdf, or --format beside it, found "x.gif"',
    ],
    [['map', '--point', 'max'], '--point: expected a file of YAML or JSON, such as point.yaml, or -, found "max"'],
    [
      ['map', '--fix', 'gas.beta=2'],
      '--fix: expected one of the swept system.ring.flux, interaction.contact.strengths.1, found gas.beta',
    ],
    [
      ['map', '--fix', 'system.ring.flux=0.1', '--fix', 'system.ring.flux=0.2'],
      '--fix: expected one value of system.ring.flux, found several',
    ],
    [['map', '--fix', 'system.ring.flux'], '--fix: expected PATH=VALUE, such as gas.beta=2, found "system.ring.flux"'],
    [
      ['three'],
      'a figure has room for two axes, and 3 vary: hold others at a value, such as --fix system.ring.flux=0.1 ' +
        'or --fix interaction.contact.strengths.1=0.2 or --fix gas.beta=1',
    ],
    [['nowhere'], 'nowhere: expected the results of a sweep (results.parquet, or the pieces of one), found none'],
  ])('%j is refused in one line, and nothing is written', (args, message) => {
    const before = readdirSync(folder)
    expect(dilute('plot', ...args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
    expect(readdirSync(folder)).toEqual(before)
  })

  test('values that are all null are refused, with their reason; what else there is, is drawn', () => {
    const beams = ring.replace(
      /^gas: .*$/m,
      'gas: { dimension: 1, mass: 1, right: { density: 1, beta: 1 }, left: { density: 1, beta: 2 } }',
    )
    write('null.yaml', `${beams}record: [violation, gap]\nsweep: [{ set: gas.left.beta, values: [1.5, 2] }]\n`)
    expect(dilute('run', 'null.yaml', '--out', 'null', '--quiet')).toMatchObject({ code: 0, stderr: '' })
    expect(bytes('null', 'figure.svg').toString()).toContain('relaxation gap')
    const { code, stderr } = dilute('plot', 'null', '--quantity', 'violation')
    expect([code, stderr.split('\n').length]).toEqual([2, 2])
    expect(stderr).toMatch(/^violation: expected a value at some point, found none \(.*temperature.*\)\n$/)
  })

  test('the reasons of others are not given', () => {
    write(
      'empty.yaml',
      `${ring}record: [violation, gap]\nsweep: [{ set: gas.density, values: [0, 1] }, { set: gas.beta, values: [1, 2] }]\n`,
    )
    expect(dilute('run', 'empty.yaml', '--out', 'empty', '--quiet').code).toBe(0)
    expect(dilute('plot', 'empty', '--quantity', 'gap', '--fix', 'gas.density=0', '--log').stderr).toBe(
      'gap: expected a positive value for a logarithmic scale at some point, found none\n',
    )
  })

  test('a sweep that is not finished is told what to do', () => {
    cpSync(path('map'), path('half'), { recursive: true })
    rmSync(path('half', '.dilute', 'pieces', '000000.piece'))
    rmSync(path('half', 'results.parquet'))
    expect(dilute('plot', 'half')).toMatchObject({
      code: 2,
      stderr: 'half: 1 of 1 pieces are missing: 0: dilute run STUDY --out half --resume computes them\n',
    })
  })
})
