import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ring, withLine } from '../study/examples.js'
import { testFolder } from './dilute.js'

const { folder, dilute, write, files } = testFolder()
const path = (...names: string[]): string => join(folder, ...names)
const visible = (name: string): string[] =>
  readdirSync(path(name))
    .filter((each) => each !== '.dilute')
    .sort()

write('point.yaml', ring)
write('sweep.yaml', withLine('sweep: [{ set: gas.beta, values: [1, 2] }]'))

const evolve = ['evolve', 'point.yaml', '--times', '0,1', '--set', 'initial.site=0', '--out']
const ofPoint = ['figure.png', 'figure.svg', 'report.html', 'results.json']
const csv = ['--format', 'csv', '--no-figures', '--quiet']

describe('a folder holds the files of one result', () => {
  test('where a point or an evolution was before a sweep, or another of them', () => {
    expect(dilute(...evolve, 'one')).toMatchObject({ code: 0, stderr: '' })
    expect(dilute('run', 'point.yaml', '--out', 'one')).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(path('one')).sort()).toEqual(ofPoint)
    expect(dilute('run', 'sweep.yaml', '--out', 'one', ...csv)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(visible('one')).toEqual(['results.csv'])
  })

  test('but those that were altered, or are not of dilute, stay', () => {
    dilute('run', 'point.yaml', '--out', 'altered')
    appendFileSync(path('altered', 'figure.svg'), '<!-- mine -->')
    for (const mine of ['evolution.svg', 'notes.txt']) writeFileSync(path('altered', mine), 'mine')
    expect(dilute('run', 'sweep.yaml', '--out', 'altered', ...csv).code).toBe(0)
    expect(visible('altered')).toEqual(['evolution.svg', 'figure.svg', 'notes.txt', 'results.csv'])
  })

  test('where the record of a sweep was deleted', () => {
    dilute('run', 'sweep.yaml', '--out', 'begun-anew', ...csv)
    rmSync(path('begun-anew', '.dilute'), { recursive: true })
    expect(dilute('run', 'point.yaml', '--out', 'begun-anew').code).toBe(0)
    expect(readdirSync(path('begun-anew')).sort()).toEqual(ofPoint)
  })

  test('with the pictures that dilute plot has drawn of it', () => {
    dilute('run', 'sweep.yaml', '--out', 'plotted', ...csv)
    expect(dilute('plot', 'plotted').code).toBe(0)
    expect(visible('plotted')).toEqual(['results.csv', 'violation.png', 'violation.svg'])
    expect(dilute('run', 'point.yaml', '--out', 'plotted').code).toBe(0)
    expect(visible('plotted')).toEqual(ofPoint)
  })
})

/** One line, without the words of the engine or of the system. */
function expectPlain(stderr: string): void {
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).not.toMatch(/\bE[A-Z]{3,}\b|undefined|NaN|JSON|position \d|Cannot |Invalid |\[object/)
}

describe('records that are damaged or of another form are refused before anything is done', () => {
  const commands = [
    ['run', 'sweep.yaml', '--out', 'damaged'],
    ['run', 'sweep.yaml', '--out', 'damaged', '--resume'],
    ['merge', 'damaged'],
    ['submit', 'sweep.yaml', '--out', 'damaged'],
  ]
  const ofFolders = [...['plot', 'status', 'resume', 'cancel'].map((name) => [name, 'damaged']), exportOf('damaged')]

  function exportOf(name: string): string[] {
    return ['export', name, '--to', 'csv', '--out', 'x.csv']
  }

  /** What commands say once a record of a finished sweep is damaged; nothing else changes. */
  function saidOf(record: string, damage: (file: string) => void, all: readonly string[][]): string[] {
    rmSync(path('damaged'), { recursive: true, force: true })
    dilute('run', 'sweep.yaml', '--out', 'damaged', '--quiet')
    damage(path('damaged', '.dilute', record))
    const before = files()
    return all.map((args) => {
      const { code, stderr } = dilute(...args)
      expect([args.join(' '), code]).toEqual([args.join(' '), 2])
      expectPlain(stderr)
      expect(files()).toEqual(before)
      return stderr
    })
  }

  test.each(['{"format":1}', '{"format":2}', '[]', 'null', '', '{"for', manifest({ points: -3 }), manifest({})])(
    'sweep.json: %s',
    (text) => {
      const said = saidOf('sweep.json', (file) => writeFileSync(file, text), [...commands, ...ofFolders])
      for (const line of said)
        expect(line).toMatch(/damaged\/\.dilute\/sweep\.json: expected a sweep .*, found .*delete/)
    },
  )

  function manifest(division: object): string {
    const study = { text: ring, file: 'sweep.yaml', set: [] }
    return JSON.stringify({ format: 1, version: '0', study: 'a', job: { study, record: [], whole: true }, division })
  }

  test.each(['results.json', 'earlier.json'])('%s', (record) => {
    const point = ['run', 'point.yaml', '--out', 'damaged']
    const said = saidOf(record, (file) => writeFileSync(file, '{\n  "results.js'), [...commands, point])
    for (const line of said)
      expect(line).toMatch(
        /^damaged\/\.dilute\/\w+\.json: expected the files .* found text that is cut off or damaged: delete/,
      )
    rmSync(path('damaged', '.dilute', record))
    expect(dilute('merge', 'damaged', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('what was handed to Slurm', () => {
    const damage = (): void => {
      mkdirSync(path('damaged', '.dilute', 'slurm'))
      writeFileSync(path('damaged', '.dilute', 'slurm', 'dilute-001-a.json'), '{"name":')
    }
    for (const line of saidOf('sweep.json', damage, [
      ['status', 'damaged'],
      ['cancel', 'damaged'],
    ]))
      expect(line).toMatch(/dilute-001-a\.json: expected what was handed to Slurm, found text that is cut off/)
  })

  test('a file in place of the folder of records', () => {
    mkdirSync(path('flat'))
    writeFileSync(path('flat', '.dilute'), '')
    for (const study of ['point.yaml', 'sweep.yaml'])
      expect(dilute('run', study, '--out', 'flat')).toMatchObject({
        code: 2,
        stderr: 'flat/.dilute: expected a folder, where dilute keeps its records, found a file\n',
      })
    expect(readdirSync(path('flat'))).toEqual(['.dilute'])
  })

  test('a journal that was cut off is of files that had not changed places', () => {
    dilute('run', 'point.yaml', '--out', 'cut')
    const before = readFileSync(path('cut', 'results.json'), 'utf8')
    const stage = path('cut', `.dilute-part-${2 ** 22 + 12345}`)
    mkdirSync(stage)
    writeFileSync(join(stage, 'journal.json'), '{"before":["resul')
    expect(dilute('run', 'point.yaml', '--out', 'cut', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(readFileSync(path('cut', 'results.json'), 'utf8')).toBe(before)
    expect(existsSync(stage)).toBe(false)
  })
})

describe('a place that cannot be written is refused before anything is computed: exit code 2', () => {
  mkdirSync(path('taken', 'results.parquet'), { recursive: true })
  mkdirSync(path('taken', 'results.json'))
  const study = ['run', 'point.yaml', '--out']

  test.each([
    [['run', 'sweep.yaml', '--out', 'taken'], 'a place for the file results.parquet, found the folder taken/results'],
    [[...study, 'taken'], 'a place for the file results.json, found the folder taken/results.json'],
    [[...evolve, 'taken'], 'a place for the file results.json, found the folder taken/results.json'],
    [['submit', 'sweep.yaml', '--out', 'point.yaml'], 'a folder that can be written, found the file point.yaml'],
    [['figure', 'prl-fig1', '--out', 'point.yaml/x'], 'found point.yaml/x, where '],
    [['export', 'point.yaml', '--to', 'npz', '--out', '/proc/x/y.npz'], 'found /proc, where nothing can be written'],
    [['export', 'point.yaml', '--to', 'npz', '--out', 'point.yaml'], 'another file than the study point.yaml'],
    [['init', '--out', 'nowhere/x.yaml'], 'a new file in a folder that can be written, found no folder nowhere'],
    [['init', '--out', 'point.yaml/x'], 'found point.yaml/x: a file stands where a folder is to be'],
    [['init', '--out', ''], 'expected the name of a file with --out, found nothing'],
  ])('%j', (args, says) => {
    const before = files()
    const { code, stdout, stderr } = dilute(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(says)
    expectPlain(stderr)
    expect(files()).toEqual(before)
  })

  test.each(['merge', 'status', 'resume', 'cancel'])('dilute %s of a file, and of nothing', (name) => {
    expect(dilute(name, 'point.yaml')).toMatchObject({
      code: 2,
      stderr: 'point.yaml: expected the folder of a sweep, found a file\n',
    })
    expect(dilute('plot', 'point.yaml').stderr).toBe('point.yaml: expected the folder of a sweep, found a file\n')
    expect(dilute(name, 'nowhere').stderr).toBe('nowhere: expected the folder of a sweep, found nothing there\n')
  })

  test.skipIf(process.getuid?.() !== 0)('a read-only file system (skipped where none can be mounted)', () => {
    dilute('run', 'sweep.yaml', '--out', 'finished', '--quiet')
    mkdirSync(path('mounted'))
    const mount = (...args: string[]): void => {
      expect(spawnSync('mount', args, { encoding: 'utf8' })).toMatchObject({ status: 0 })
    }
    mount('-t', 'tmpfs', 'tmpfs', path('mounted'))
    try {
      cpSync(path('finished'), path('mounted', 'sweep'), { recursive: true })
      truncateSync(path('mounted', 'sweep', 'results.parquet'))
      mount('-o', 'remount,ro', path('mounted'))
      for (const args of [['merge'], ['plot'], ['resume']]) {
        const { code, stderr } = dilute(...args, 'mounted/sweep')
        expect([args[0], code]).toEqual([args[0], 2])
        expect(stderr).toMatch(
          /^mounted\/sweep: expected a folder that can be written, .*the file system is read-only\n$/,
        )
      }
      for (const args of [
        [...study, 'mounted/new'],
        ['run', 'sweep.yaml', '--resume', '--out', 'mounted/sweep'],
      ])
        expect(dilute(...args)).toMatchObject({
          code: 2,
          stdout: '',
          stderr: expect.stringContaining('read-only') as string,
        })
      expect(dilute('init', '--out', 'mounted/x.yaml').stderr).toMatch(/found mounted\/x\.yaml: .* read-only\n$/)
    } finally {
      spawnSync('umount', [path('mounted')])
    }
  })
})

describe('options of a wrong form', () => {
  test.each([
    ['--time', 'abc', 'a time as 30 (minutes), 2:00:00 or 1-0 (days-hours)'],
    ['--time', '1:2:3:4', 'a time as 30'],
    ['--time', '', 'a time as 30'],
    ['--mem', '2 G', 'a size as 500M or 2G'],
    ['--partition', '', 'a name'],
    ['--account', 'a b', 'a name'],
  ])('submit %s %j', (option, text, expected) => {
    const { code, stderr } = dilute('submit', 'sweep.yaml', '--out', 'cluster', option, text)
    expect(code).toBe(2)
    expect(stderr).toContain(`${option}: expected ${expected}`)
    expect(stderr).toContain(`found ${JSON.stringify(text)}\n`)
    expect(existsSync(path('cluster'))).toBe(false)
  })

  test('export --to json of many points blames --to', () => {
    const many = ['--set', 'sweep=[{ set: gas.beta, from: 1, to: 2, points: 1001 }]']
    expect(dilute('export', 'point.yaml', ...many, '--to', 'json', '--out', 'x.json')).toMatchObject({
      code: 2,
      stderr:
        '--to: json has at most 1000 points, and this sweep 1001: use parquet, npz or csv, which have any number\n',
    })
  })
})
