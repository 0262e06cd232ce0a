import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exportedPoint, exportFiles } from '../../src/export/index.js'
import { readStudy } from '../../src/study/read/read.js'
import { testFolder } from '../command/dilute.js'
import { ring, withLine } from '../study/examples.js'

describe('dilute export', () => {
  const { dilute, write, files, folder } = testFolder()
  write('study.yaml', ring)
  write('swept.yaml', withLine('sweep: [{ set: gas.beta, values: [1, 2] }]'))
  write('taken', 'a file')
  const before = files()
  const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))

  test.each([
    [['export', '--to', 'npz', '--out', 'a.npz'], "missing required argument 'study'"],
    [['export', 'study.yaml', '--out', 'a.npz'], "required option '--to <format>' not specified"],
    [['export', 'study.yaml', '--to', 'npz'], "required option '--out <path>' not specified"],
    [
      ['export', 'study.yaml', '--to', 'xls', '--out', 'a.xls'],
      "argument 'xls' is invalid. Allowed choices are qutip, npz, mat, hdf5, parquet, csv, json.",
    ],
    [
      ['export', 'study.yaml', '--to', 'csv', '--out', 'a.csv'],
      '--to: csv is for sweeps, and the study is of one point',
    ],
    [['export', 'study.yaml', '--to', 'npz', '--out', ''], '--out: expected a path'],
    [['export', 'study.yaml', '--to', 'qutip', '--out', 'taken'], '--out: expected a folder, found the file taken'],
    [
      ['export', 'swept.yaml', '--to', 'mat', '--out', 'a.mat'],
      'swept.yaml:7:1: sweep: expected no sweep, since one point is exported',
    ],
    [
      ['export', 'study.yaml', '--to', 'npz', '--out', 'a.npz', '--set', 'gas.beta=-3'],
      '--set gas.beta=-3: gas.beta: expected a positive number',
    ],
    [
      ['export', '.', '--to', 'csv', '--out', 'a.csv', '--set', 'gas.beta=3'],
      '--set: expected a study to set values in, found the results in the folder .',
    ],
    [['export', 'missing.yaml', '--to', 'npz', '--out', 'a.npz'], 'no such file'],
  ])('%j: exit code 2, the reason on stderr, nothing written', (args, says) => {
    const { code, stdout, stderr } = dilute(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(says)
    expect(files()).toEqual(before)
  })

  test('writes the file asked for, and says so', async () => {
    const { code, stdout, stderr } = dilute(
      'export',
      'study.yaml',
      '--to',
      'npz',
      '--out',
      'made/here/a.npz',
      '--set',
      'gas.beta=1',
    )
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `Written: ${join('made', 'here', 'a.npz')}\n`,
      stderr: '',
    })
    const study = readStudy(ring, { file: 'study.yaml', set: ['gas.beta=1'] })
    expect(bytes('made/here/a.npz')).toEqual((await exportFiles(exportedPoint(study), 'npz'))['system.npz'])
  })

  test.each([
    ['mat', 'system.mat'],
    ['hdf5', 'system.h5'],
  ])('%s goes into a folder that exists under its own name', (format, name) => {
    expect(dilute('export', 'study.yaml', '--to', format, '--out', '.').code).toBe(0)
    expect(files()).toContain(name)
  })

  test('qutip makes a folder with an archive and a script', () => {
    expect(dilute('export', 'study.yaml', '--to', 'qutip', '--out', 'q').code).toBe(0)
    expect(files().filter((name) => name.startsWith('q'))).toEqual([
      'q',
      join('q', 'rebuild.py'),
      join('q', 'system.npz'),
    ])
  })

  test('the table of a sweep is the one that a run of it writes, computed or out of its folder', () => {
    expect(dilute('run', 'swept.yaml', '--out', 'swept', '--format', 'parquet,npz,csv,json', '--quiet').code).toBe(0)
    for (const format of ['parquet', 'npz', 'csv', 'json']) {
      for (const from of ['swept.yaml', 'swept']) {
        expect(dilute('export', from, '--to', format, '--out', 'table').stdout).toBe('Written: table\n')
        expect(Buffer.compare(bytes('table'), bytes(`swept/results.${format}`)), `${from} ${format}`).toBe(0)
      }
    }
    expect(dilute('export', 'swept', '--to', 'mat', '--out', 'm')).toMatchObject({
      code: 2,
      stderr: '--to: expected parquet, npz, csv, json for the sweep in swept, found mat\n',
    })
  })

  test('a sweep is exported one point at a time', () => {
    expect(dilute('export', 'swept.yaml', '--to', 'npz', '--out', 'b.npz', '--set', 'sweep=null').code).toBe(0)
  })
})
