import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EvolveResults } from '../../src/study/index.js'
import { ring, withLine } from '../study/examples.js'
import { testFolder } from './dilute.js'

const { dilute, write, files, folder } = testFolder()
write('ring.yaml', ring)
write('study.yaml', withLine('initial: { site: 0 }'))
write('swept.yaml', withLine('initial: { site: 0 }\nsweep: [{ set: gas.beta, values: [1, 2] }]'))

const reference = JSON.parse(readFileSync(new URL('../reference/evolve_fig1.json', import.meta.url), 'utf8')) as {
  times: number[]
  density_site_basis: number[][][][]
}
const evolved = (...args: string[]): EvolveResults =>
  JSON.parse(dilute('evolve', ...args, '--json').stdout) as EvolveResults

describe('dilute evolve', () => {
  test('--json prints ρ(t) in the site basis, that of the reference', () => {
    const { times, density } = evolved('study.yaml', '--times', '0,1,5,20,80,400')
    expect(times).toEqual(reference.times)
    density.flat(3).forEach((x, i) => {
      expect(Math.abs(x - reference.density_site_basis.flat(3)[i]!)).toBeLessThan(1e-10)
    })
  })

  test('--json has everything along the way, one entry per time', () => {
    const results = evolved('study.yaml', '--times', '0, 1/2, pi')
    expect(results).toMatchObject({
      initial: { site: 0 },
      beta: 2,
      times: [0, 0.5, Math.PI],
      stationary: { unique: true },
      evidence: { seed: null, warnings: [expect.stringContaining('low-density')] },
    })
    expect(results.certificates).toMatchObject({
      completePositivity: { holds: true },
      gibbs: { holds: true },
      leftOut: null,
    })
    for (const list of [results.populations, results.entropy, results.entropyProduction, results.heatCurrents['gas']])
      expect(list).toHaveLength(3)
    expect(results.entropyProduction[0]).toBeNull()
    expect(results.evidence.traceResidual).toBeLessThan(1e-14)
  })

  test.each([
    ['ring.yaml', '{ ket: [0, i, 0] }'],
    ['study.yaml', '{ density: [[0, 0, 0], [0, 1, 0], [0, 0, 0]] }'],
    ['ring.yaml', '{ site: 1 }'],
  ])('the initial state of %s may come from --set: %s', (file, initial) => {
    const { density } = evolved(file, '--times', '0,2', '--set', `initial=${initial}`)
    expect(density[0]![1]![1]![0]).toBeCloseTo(1, 14)
    expect(density[1]![1]![1]![0]).toBeLessThan(0.99)
  })

  test('a sweep is left aside', () => {
    expect(evolved('swept.yaml', '--times', '3').density).toEqual(evolved('study.yaml', '--times', '3').density)
  })

  test('prints a table', () => {
    const { code, stdout, stderr } = dilute('evolve', 'study.yaml', '--times', '0,1,400')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Evolution from site 0; 3 levels')
    expect(stdout).toMatch(/^ +0 .* infinite /m)
  })

  test('--out writes the results and the figure', () => {
    const { code, stdout } = dilute('evolve', 'study.yaml', '--times', '0,1,400', '--out', 'out')
    expect(code).toBe(0)
    expect(stdout).toContain('Written to out: results.json, evolution.svg, evolution.png')
    expect(files().filter((name) => name.startsWith('out/'))).toEqual([
      'out/evolution.png',
      'out/evolution.svg',
      'out/results.json',
    ])
    expect(readFileSync(join(folder, 'out/evolution.png')).subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('bad usage of dilute evolve: exit code 2, the reason on stderr, nothing on stdout, nothing written', () => {
  test.each([
    [['study.yaml'], "required option '--times <t,…>' not specified"],
    [['study.yaml', '--times', ''], '--times: expected times separated by commas, found none'],
    [['study.yaml', '--times', '0,5,1'], '--times: expected ascending times, found 1 after 5'],
    [['study.yaml', '--times', '-1,5'], '--times: expected a finite time that is not negative, found "-1"'],
    [['study.yaml', '--times', '0,1/0'], '--times: expected a finite time that is not negative, found "1/0"'],
    [['study.yaml', '--times', 'NaN'], '--times: expected a number, found "NaN"'],
    [['study.yaml', '--times', 'i'], '--times: expected a finite time that is not negative, found "i"'],
    [
      ['ring.yaml', '--times', '1'],
      'ring.yaml:1:1: initial: expected an initial state, such as initial: { site: 0 ' + '}, found nothing',
    ],
    [
      ['study.yaml', '--times', '1', '--set', 'initial.site=3'],
      '--set initial.site=3: initial.site: expected a ' + 'site from 0 to 2, found 3',
    ],
  ])('dilute evolve %s', (args, says) => {
    const before = files()
    const { code, stdout, stderr } = dilute('evolve', ...args, '--out', 'never')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(says)
    expect(files()).toEqual(before)
  })
})
