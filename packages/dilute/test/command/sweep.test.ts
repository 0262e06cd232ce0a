import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { decodedPiece, encodedPiece } from '../../src/store/pieceFile.js'
import { keyOf, storeIn } from '../../src/store/store.js'
import { ring } from '../study/examples.js'
import { testFolder } from './dilute.js'

const bin = fileURLToPath(new URL('../../bin/dilute.js', import.meta.url))

/** Points that do not share their scattering, 49 a piece. */
const apart = ring.replace('[1, 0.7, 1.5]', '[1, 0.7, 1.5], positions: [0, 0.001, 0]')
const many = (points: number): string =>
  `${apart}record: [violation, gap]\nsweep: [{ set: interaction.contact.positions.1, from: 0.001, to: 0.002, points: ` +
  `${points} }]\n`
/** The second point takes too long to be tried. */
const far = `${apart}record: [gap]\nsweep: [{ set: interaction.contact.positions.2, values: [1, 1e7] }]\n`
const few = `${ring}sweep: [{ set: gas.beta, values: [1, 2, 3] }]\n`

describe('dilute run of a sweep into a folder', () => {
  const { folder, dilute, write, files } = testFolder()
  const path = (...names: string[]): string => join(folder, ...names)
  const bytes = (...names: string[]): Buffer => readFileSync(path(...names))
  write('few.yaml', few)
  write('many.yaml', many(120))

  test('of few points writes Parquet beside what a single point has', () => {
    const { code, stdout, stderr } = dilute('run', 'few.yaml', '--out', 'few')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('Written to few: results.parquet, results.json, figure.svg, figure.png, report.html')
    expect(readdirSync(path('few')).sort()).toEqual([
      '.dilute',
      'figure.png',
      'figure.svg',
      'report.html',
      'results.json',
      'results.parquet',
    ])
  })

  test('results.json is what --json prints', () => {
    expect(dilute('run', 'few.yaml', '--json').stdout).toBe(bytes('few', 'results.json').toString())
    expect(dilute('run', 'few.yaml', '--json', '--workers', '2').stdout).toBe(bytes('few', 'results.json').toString())
  })

  test('--format chooses the data files, --no-figures leaves the others out', () => {
    expect(dilute('run', 'few.yaml', '--out', 'formats', '--format', 'csv,npz', '--no-figures').code).toBe(0)
    expect(readdirSync(path('formats')).sort()).toEqual(['.dilute', 'results.csv', 'results.npz'])
    expect(dilute('run', 'few.yaml', '--out', 'formats', '--format', 'xls')).toMatchObject({
      code: 2,
      stderr: '--format: expected parquet, npz, csv, json, separated by commas, found "xls"\n',
    })
    expect(dilute('run', 'few.yaml', '--format', 'csv').stderr).toBe(
      '--format: expected --out DIR with it, found none\n',
    )
    expect(dilute('run', 'few.yaml', '--set', 'sweep=null', '--out', 'x', '--format', 'csv').stderr).toContain(
      '--format: expected a study with a sweep',
    )
    expect(dilute('run', 'few.yaml', '--resume').stderr).toBe('--resume: expected --out DIR with it, found none\n')
    expect(files()).not.toContain('x')
  })

  test('record limits the points of JSON as well', () => {
    expect(dilute('run', 'few.yaml', '--set', 'record=[gap, rates.0.1]', '--out', 'record', '--quiet')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    })
    const { points } = JSON.parse(bytes('record', 'results.json').toString()) as { points: object[] }
    expect(points.map((point) => Object.keys(point))).toEqual(
      [1, 2, 3].map(() => ['set', 'gap', 'gapError', 'rates', 'ratesError']),
    )
  })

  test('JSON of more than 1000 points is refused as a file and printed point by point', () => {
    const thousands = [
      'run',
      'few.yaml',
      '--set',
      'record=[gap]',
      '--set',
      'sweep=[{ set: gas.beta, from: 1, to: 2, points: 1001 }]',
    ]
    expect(dilute(...thousands, '--out', 'thousands', '--format', 'json')).toMatchObject({
      code: 2,
      stderr:
        '--format: json has at most 1000 points, and this sweep 1001: use parquet, npz or csv, which have any number\n',
    })
    expect(existsSync(path('thousands'))).toBe(false)
    expect((JSON.parse(dilute(...thousands, '--json').stdout) as { points: unknown[] }).points).toHaveLength(1001)
  })

  test('an unknown quantity is told before anything is written', () => {
    const { code, stderr } = dilute('run', 'few.yaml', '--set', 'record=[violaton]', '--out', 'unknown')
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^--set record=\[violaton\]: record\[0\]: expected one of violation, .* \(did you mean violation\?\)\n$/,
    )
    expect(existsSync(path('unknown'))).toBe(false)
  })

  test('--resume starts where there is nothing, and changes nothing where everything is there', () => {
    expect(dilute('run', 'many.yaml', '--out', 'resumed', '--resume').code).toBe(0)
    const before = statSync(path('resumed', 'results.parquet')).mtimeMs
    const again = dilute('run', 'many.yaml', '--out', 'resumed', '--resume')
    expect(again).toMatchObject({
      code: 0,
      stdout: 'Nothing to do: all 120 points and their files are in resumed\n',
      stderr: '',
    })
    expect(statSync(path('resumed', 'results.parquet')).mtimeMs).toBe(before)
  })

  const piece = (n: number): string => path('resumed', '.dilute', 'pieces', `00000${n}.piece`)
  const entire = (): Buffer => bytes('resumed', 'results.parquet')

  test.each<[string, () => void, string]>([
    [
      'truncated',
      () => {
        truncateSync(piece(1), 500)
      },
      'dilute: piece 1 is truncated or damaged: its checksum is another: it is computed again\n',
    ],
    [
      'empty',
      () => {
        truncateSync(piece(1), 0)
      },
      'dilute: piece 1 is truncated: it is computed again\n',
    ],
    [
      'swapped',
      () => {
        writeFileSync(piece(1), readFileSync(piece(0)))
      },
      'dilute: piece 1 is misplaced: it has the points 0 to 39: it is computed again\n',
    ],
    [
      'other',
      () => {
        writeFileSync(piece(2), 'some text that is long enough to be a piece of a sweep, but is none')
      },
      'dilute: piece 2 is no piece of a sweep: it is computed again\n',
    ],
    [
      'missing',
      () => {
        rmSync(piece(0))
      },
      '',
    ],
  ])('a piece that is %s is named and computed again, and the results have the same bytes', (_, spoil, message) => {
    const before = entire()
    spoil()
    const { code, stderr } = dilute('run', 'many.yaml', '--out', 'resumed', '--resume')
    expect([code, stderr]).toEqual([0, message])
    expect(entire().equals(before)).toBe(true)
  })

  test('pieces of another version are stale', () => {
    const manifest = path('resumed', '.dilute', 'sweep.json')
    const before = entire()
    const store = storeIn(path('resumed'))!
    writeFileSync(
      piece(2),
      Buffer.concat(encodedPiece({ ...keyOf(store, 2), version: '0.0.1' }, decodedPiece(readFileSync(piece(2)))).parts),
    )
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"version": "[^"]*"/, '"version": "0.0.1"'))
    const { code, stderr } = dilute('run', 'many.yaml', '--out', 'resumed', '--resume')
    expect([code, stderr]).toEqual([0, 'dilute: piece 2 is stale: of version 0.0.1: it is computed again\n'])
    expect(readFileSync(manifest, 'utf8')).not.toContain('0.0.1')
    expect(entire().equals(before)).toBe(true)
  })

  test('a file that is none of ours is named and left alone', () => {
    writeFileSync(path('resumed', '.dilute', 'pieces', 'notes.txt'), 'mine')
    expect(dilute('run', 'many.yaml', '--out', 'resumed', '--resume').stderr).toMatch(
      /notes\.txt is no piece of this sweep: it is left alone\n$/,
    )
    rmSync(path('resumed', '.dilute', 'pieces', 'notes.txt'))
  })

  test('results that were changed or deleted are written again out of the pieces', () => {
    const before = entire()
    writeFileSync(path('resumed', 'results.parquet'), 'gone')
    expect(dilute('run', 'many.yaml', '--out', 'resumed', '--resume', '--format', 'parquet,csv').code).toBe(0)
    expect(entire().equals(before)).toBe(true)
    expect(bytes('resumed', 'results.csv').toString().split('\n')).toHaveLength(122)
  })

  test('a store of another study is not gone on with; without --resume finished results are replaced', () => {
    expect(dilute('run', 'many.yaml', '--out', 'resumed', '--set', 'gas.mass=2', '--resume')).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'resumed holds a sweep of another study (many.yaml): choose another --out, or leave --resume out to ' +
        'begin anew\n',
    })
    const before = entire()
    expect(dilute('run', 'many.yaml', '--out', 'resumed', '--set', 'gas.mass=2').code).toBe(0)
    expect(entire().equals(before)).toBe(false)
  })

  describe('what an earlier sweep delivered', () => {
    const visible = (name: string): string[] => readdirSync(path(name)).filter((each) => each !== '.dilute')
    const other = ['--set', 'record=[violation]', '--set', 'sweep.0.values=[5, 6]']

    test('goes when a new one delivers, but nothing that dilute did not write or that was altered', () => {
      dilute('run', 'few.yaml', '--out', 'earlier', '--format', 'csv,npz')
      writeFileSync(path('earlier', 'notes.txt'), 'mine')
      writeFileSync(path('earlier', 'figure.svg'), 'mine')
      const { code, stderr } = dilute('run', 'few.yaml', ...other, '--out', 'earlier', '--no-figures')
      expect([code, stderr]).toEqual([0, ''])
      expect(visible('earlier').sort()).toEqual(['figure.svg', 'notes.txt', 'results.json', 'results.parquet'])
      expect(readdirSync(path('earlier', '.dilute')).sort()).toEqual(['pieces', 'results.json', 'sweep.json'])
    })

    test('goes as well when one in between failed', () => {
      dilute('run', 'few.yaml', '--out', 'between', '--format', 'csv', '--no-figures')
      write('far.yaml', far)
      expect(dilute('run', 'far.yaml', '--out', 'between', '--no-figures').code).toBe(1)
      expect(visible('between')).toEqual(['results.csv'])
      expect(dilute('run', 'few.yaml', ...other, '--out', 'between', '--no-figures').code).toBe(0)
      expect(visible('between').sort()).toEqual(['results.json', 'results.parquet'])
    })

    test('goes when a point takes its place, and what a point delivered when a sweep does', () => {
      const point = ['run', 'few.yaml', '--set', 'sweep=null', '--out', 'mixed']
      const sweep = ['run', 'few.yaml', '--format', 'csv', '--no-figures', '--out', 'mixed']
      const ofPoint = ['figure.png', 'figure.svg', 'report.html', 'results.json']
      expect(dilute(...sweep).code).toBe(0)
      for (let time = 0; time < 2; time++) {
        expect(dilute(...point)).toMatchObject({ code: 0, stderr: '' })
        expect(visible('mixed').sort()).toEqual(ofPoint)
        expect(dilute(...sweep)).toMatchObject({ code: 0, stderr: '' })
        expect(visible('mixed')).toEqual(['results.csv'])
      }
      expect(dilute(...point).code).toBe(0)
      expect(dilute(...sweep, '--resume').code).toBe(0)
      expect(visible('mixed')).toEqual(['results.csv'])
      expect(dilute(...point).code).toBe(0)
      writeFileSync(path('mixed', 'report.html'), 'mine')
      expect(dilute(...sweep).code).toBe(0)
      expect(visible('mixed').sort()).toEqual(['report.html', 'results.csv'])
    })

    test('stays beside other formats of the same sweep', () => {
      dilute('run', 'few.yaml', '--out', 'formats2', '--format', 'csv', '--no-figures')
      expect(dilute('merge', 'formats2', '--format', 'npz', '--no-figures').code).toBe(0)
      expect(visible('formats2').sort()).toEqual(['results.csv', 'results.npz'])
      expect(dilute('run', 'few.yaml', ...other, '--out', 'formats2', '--no-figures').code).toBe(0)
      expect(visible('formats2').sort()).toEqual(['results.json', 'results.parquet'])
    })
  })

  test.each([1, 2])('a point that fails is named by its values (%d workers)', (workers) => {
    write('far.yaml', far)
    const { code, stderr } = dilute('run', 'far.yaml', '--out', 'far', '--workers', String(workers))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^dilute: at interaction\.contact\.positions\.2 = 10000000: waves between contacts/)
    expect(existsSync(path('far'))).toBe(false)
  })

  test('finished pieces of an unfinished sweep are not thrown away', () => {
    expect(dilute('run', 'many.yaml', '--out', 'unfinished').code).toBe(0)
    rmSync(path('unfinished', '.dilute', 'results.json'))
    rmSync(path('unfinished', '.dilute', 'pieces', '000001.piece'))
    expect(dilute('run', 'many.yaml', '--out', 'unfinished', '--set', 'gas.mass=2', '--resume').stderr).toContain(
      `choose another --out, or delete ${join('unfinished', '.dilute')} and leave --resume out to begin anew`,
    )
    const { code, stderr } = dilute('run', 'many.yaml', '--out', 'unfinished')
    expect([code, stderr]).toEqual([
      2,
      'unfinished holds 2 of 3 finished pieces of this sweep: --resume goes on with them; delete ' +
        'unfinished/.dilute to begin anew\n',
    ])
    expect(dilute('run', 'few.yaml', '--out', 'unfinished').stderr).toBe(
      'unfinished holds 2 of 3 finished pieces of another sweep (many.yaml): choose another --out, or delete ' +
        'unfinished/.dilute to begin anew\n',
    )
    expect(dilute('run', 'many.yaml', '--out', 'unfinished', '--resume').code).toBe(0)
  })

  test('two runs into one folder: the second is refused, and the lock of a run that is no more is no obstacle', () => {
    mkdirSync(path('shared', '.dilute'), { recursive: true })
    const lock = path('shared', '.dilute', 'lock')
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), began: null }))
    expect(dilute('run', 'many.yaml', '--out', 'shared')).toMatchObject({
      code: 2,
      stderr: `shared is being used by another run, process ${process.pid} on ${hostname()}: wait until it has ended\n`,
    })
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), began: null }))
    expect(dilute('run', 'many.yaml', '--out', 'shared').code).toBe(0)
    expect(existsSync(lock)).toBe(false)
  })

  test.each([
    ['SIGINT', 1, 130],
    ['SIGINT', 2, 130],
    ['SIGTERM', 2, 143],
  ] as const)(
    '%s to %d workers keeps finished pieces and says how to go on',
    async (signal, workers, exitCode) => {
      write('long.yaml', many(2000))
      rmSync(path('long'), { recursive: true, force: true })
      const args = [bin, 'run', 'long.yaml', '--out', 'long', '--workers', String(workers)]
      const child = spawn(process.execPath, args, { cwd: folder })
      let said = ''
      child.stderr.on('data', (text) => {
        said += String(text)
      })
      const pieces = path('long', '.dilute', 'pieces')
      while (!existsSync(pieces) || !readdirSync(pieces).some((name) => name.endsWith('.piece'))) await pause(20)
      child.kill(signal)
      const code = await new Promise((resolve) => {
        child.once('close', resolve)
      })
      expect(code).toBe(exitCode)
      expect(said).toMatch(
        /^dilute: stopped with \d+ of 2000 points finished, which are kept in long: the same command with --resume goes on\n$/,
      )
      expect(readdirSync(path('long'))).toEqual(['.dilute'])
      expect(readdirSync(pieces).every((name) => name.endsWith('.piece'))).toBe(true)
      const { perPiece } = storeIn(path('long'))!.division
      expect(said).toContain(` ${readdirSync(pieces).length * perPiece} of 2000 `)
      expect(dilute('run', 'long.yaml', '--out', 'long').stderr).toContain('--resume goes on with them')
    },
    60_000,
  )
})

describe.skipIf(process.getuid?.() !== 0)('a full disk (skipped where no file system can be mounted)', () => {
  const { folder, dilute, write } = testFolder()

  test.each(['1', '2'])(
    'is told in one line; what %s workers finished is kept, and goes on in new room',
    (workers) => {
      write('many.yaml', many(600))
      mkdirSync(join(folder, 'small'), { recursive: true })
      const mount = (...options: string[]): void => {
        expect(
          spawnSync('mount', ['-t', 'tmpfs', '-o', ...options, 'tmpfs', join(folder, 'small')], { encoding: 'utf8' }),
        ).toMatchObject({ status: 0 })
      }
      mount('size=32k')
      try {
        const { code, stderr } = dilute('run', 'many.yaml', '--out', 'small', '--workers', workers)
        expect(code).toBe(1)
        expect(stderr).toMatch(
          /^dilute: cannot write piece \d+ into small: no space is left on the disk \(\d+ of 13 pieces are finished and kept: the same command with --resume goes on\)\n$/,
        )
        mount('remount,size=1m')
        expect(dilute('run', 'many.yaml', '--out', 'small', '--resume')).toMatchObject({ code: 0, stderr: '' })
      } finally {
        spawnSync('umount', [join(folder, 'small')])
      }
    },
    60_000,
  )
})

describe.skipIf(process.getuid?.() !== 0)(
  'a disk with room for the pieces alone (skipped where none is mounted)',
  () => {
    const { folder, dilute, write } = testFolder()

    test('what is finished is kept, and how the results are written from it is said', () => {
      write('few.yaml', many(20))
      mkdirSync(join(folder, 'small'))
      const mount = (options: string): void => {
        expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', join(folder, 'small')]).status).toBe(0)
      }
      mount('size=60k')
      try {
        expect(dilute('run', 'few.yaml', '--out', 'small')).toMatchObject({
          code: 1,
          stderr:
            'dilute: cannot write to small: no space is left on the disk (all pieces are finished and kept: ' +
            'dilute merge small writes the results)\n',
        })
        mount('remount,size=2m')
        expect(dilute('merge', 'small', '--quiet')).toMatchObject({ code: 0, stderr: '' })
        expect(readdirSync(join(folder, 'small'))).toContain('results.parquet')
      } finally {
        spawnSync('umount', [join(folder, 'small')])
      }
    })
  },
)

describe('a sweep that is killed again and again', () => {
  const { folder, dilute, write } = testFolder()
  const points = 600
  write('study.yaml', many(points))

  /** Runs it by so many workers, and ends it by SIGKILL after so many milliseconds. */
  function killed(workers: number, after: number): Promise<unknown> {
    const child = spawn(
      process.execPath,
      [bin, 'run', 'study.yaml', '--out', 'killed', '--resume', '--workers', String(workers)],
      { cwd: folder, stdio: 'ignore' },
    )
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
    }, after)
    return new Promise((resolve) => {
      child.once('close', () => {
        clearTimeout(timer)
        resolve(undefined)
      })
    })
  }

  test('and resumed gives the bytes of an undisturbed run, whatever the number of workers', async () => {
    for (let kill = 0; kill < 20; kill++) await killed([1, 2, 4][kill % 3]!, 200 + Math.random() * 700)
    expect(dilute('run', 'study.yaml', '--out', 'killed', '--resume', '--format', 'parquet,csv,npz')).toMatchObject({
      code: 0,
    })
    for (const workers of ['1', '2', '4']) {
      expect(
        dilute('run', 'study.yaml', '--out', `by-${workers}`, '--workers', workers, '--format', 'parquet,csv,npz').code,
      ).toBe(0)
      for (const format of ['parquet', 'csv', 'npz']) {
        const [one, other] = [`by-${workers}`, 'killed'].map((out) =>
          readFileSync(join(folder, out, `results.${format}`)),
        )
        expect(one!.equals(other!), format).toBe(true)
      }
    }
    expect(readdirSync(join(folder, 'killed', '.dilute')).sort()).toEqual(['pieces', 'results.json', 'sweep.json'])
    expect(readdirSync(join(folder, 'killed', '.dilute', 'pieces')).filter((name) => name.startsWith('.'))).toEqual([])
    expect(
      readFileSync(join(folder, 'killed', 'results.csv'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(points + 1)
  }, 180_000)
})
