import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { PointResults } from '../../src/study/results.js'
import { testFolder } from './dilute.js'

const { dilute, files } = testFolder()
const study = fileURLToPath(new URL('../../../../examples/gaussian-ring.yaml', import.meta.url))
const {
  cases: [reference],
} = JSON.parse(readFileSync(new URL('../reference/gaussian_1d.json', import.meta.url), 'utf8')) as {
  cases: [{ rates: number[][]; levels: number[]; ratio: (number | null)[][] }]
}
const printed = (...args: string[]): unknown => {
  const { code, stdout, stderr } = dilute(...args)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

describe('dots about one centre in space through the command', () => {
  const dots = fileURLToPath(new URL('../../../../examples/central-dots.yaml', import.meta.url))

  test('run, with report and figure', () => {
    const { code, stdout } = dilute('run', dots, '--out', 'central')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Detailed balance is broken[^]*partial\s+waves/)
    expect(files()).toEqual(
      expect.arrayContaining(['central/figure.png', 'central/report.html', 'central/results.json']),
    )
  })

  test('scatter, printed and drawn', () => {
    const { code, stdout } = dilute('scatter', dots, '--energy', '2')
    expect(code).toBe(0)
    expect(stdout).toContain('Cross section, to level \\ from level')
    expect(dilute('scatter', dots, '--energy', '2', '--delay-times').stdout).toContain(
      'Delay time, all channels ' + 'together',
    )
    expect(
      dilute('scatter', dots, '--from', '-1', '--to', '3', '--points', '12', '--out', 'crossing').stdout,
    ).toContain('σ(0←0)')
    expect(files()).toContain('crossing/scattering.png')
  })

  test('trajectories and evolution', () => {
    expect(printed('trajectories', dots, '--count', '20', '--time', '500', '--json')).toMatchObject({
      levels: expect.any(Array) as unknown[],
    })
    const { density } = printed('evolve', dots, '--set', 'initial={ site: 0 }', '--times', '0,100', '--json') as {
      density: number[][][][]
    }
    expect(density[1]!.reduce((trace, row, i) => trace + row[i]![0]!, 0)).toBeCloseTo(1, 12)
  })
})

describe('the Gaussian ring through the command', () => {
  test('run: rates and ratios are those of the reference to 1e-9', () => {
    const {
      rates,
      levels,
      detailedBalance: { ratio },
      evidence,
    } = printed('run', study, '--json') as PointResults
    levels.forEach((level, k) => {
      expect(Math.abs(level - reference.levels[k]!)).toBeLessThan(1e-12)
    })
    reference.rates.flat().forEach((rate, i) => {
      expect(Math.abs(rates.flat()[i]! - rate)).toBeLessThanOrEqual(1e-9 * rate)
    })
    reference.ratio.flat().forEach((i, pair) => {
      if (i !== null) expect(Math.abs(ratio.flat()[pair]! / i - 1)).toBeLessThan(1e-9)
    })
    expect(evidence.amplitudeError).toBeLessThan(1e-11)
  })

  test('scatter, evolve and trajectories', () => {
    const {
      energies: [at],
    } = printed('scatter', study, '--energy', '2', '--json') as { energies: [{ s: [number, number][][] }] }
    const probability = (row: number, column: number): number => Math.hypot(...at.s[row]![column]!) ** 2
    expect(probability(0, 0)).toBeCloseTo(0.589779907028, 10)
    expect(probability(2, 0)).toBeCloseTo(0.023774747703, 10)
    const { density } = printed('evolve', study, '--times', '0,3', '--json') as { density: number[][][][] }
    expect(density[1]!.reduce((trace, row, i) => trace + row[i]![0]!, 0)).toBeCloseTo(1, 12)
    expect(printed('trajectories', study, '--count', '50', '--time', '20', '--json')).toMatchObject({
      levels: expect.any(Array) as unknown[],
    })
  })

  test('export', () => {
    expect(dilute('export', study, '--to', 'qutip', '--out', 'qutip').code).toBe(0)
    expect(files()).toContain('qutip/system.npz')
  })

  test('run --out writes the figure and the report', () => {
    expect(dilute('run', study, '--out', 'out').code).toBe(0)
    expect(files()).toEqual(expect.arrayContaining(['out/figure.png', 'out/report.html']))
  })
})
