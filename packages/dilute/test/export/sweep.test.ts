import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { beforeAll, describe, expect, test } from 'vitest'
import { npyText } from '../../src/export/npy.js'
import { csv } from '../../src/export/sweep/csv.js'
import { recordedPoints } from '../../src/export/sweep/json.js'
import { sweepNpz } from '../../src/export/sweep/npz.js'
import { parquet } from '../../src/export/sweep/parquet.js'
import type { Columns } from '../../src/pieces/piece.js'
import { bytesOf, column, pieces, rowByRow, tableOf } from '../store/tables.js'
import { pythonFolder, reason, withoutPython } from './python.js'

const { path: folder, python } = pythonFolder()

const file = (name: string, parts: Iterable<string | Uint8Array>): string => {
  const path = join(folder, name)
  writeFileSync(path, bytesOf(parts))
  return path
}

const one: Columns[] = [{ names: ['x'], rows: 1, columns: [Float64Array.of(1)], reasons: [], warnings: [] }]
const about = { set: ['b=1'], record: ['gap'], files: { 'p.csv': 'x,µ\n1,2\n' } }
const texts = {
  study: 'a: µ\n',
  set: '["b=1"]',
  version: '1',
  record: '["gap"]',
  warnings: '["w"]',
  files: '{"p.csv":"x,µ\\n1,2\\n"}',
}

const nullFor = (value: number): number | null => (Number.isNaN(value) ? null : value)
const reasonsOf = (all: readonly Columns[]): (object | null)[] =>
  all.flatMap(({ rows, reasons }) => Array.from({ length: rows }, (_, row) => new Map(reasons).get(row) ?? null))

describe('DuckDB reads every number to the last bit, null where there is none, and the reasons', () => {
  let duckdb: DuckDBConnection
  beforeAll(async () => {
    duckdb = await (await DuckDBInstance.create()).connect()
  })
  const rows = async (query: string): Promise<readonly unknown[][]> => (await duckdb.runAndReadAll(query)).getRows()

  const agrees = async (path: string, all: readonly Columns[]): Promise<void> => {
    for (const [j, name] of all[0]!.names.entries()) {
      const found = await rows(`select "${name}" from ${path}`)
      expect(found.map(([value]) => value)).toEqual(column(all, j).map(nullFor))
    }
    if (all.some(({ reasons }) => reasons.length > 0)) {
      const found = await rows(`select reasons from ${path}`)
      expect(found.map(([text]) => (text === null ? null : (JSON.parse(text as string) as object)))).toEqual(
        reasonsOf(all),
      )
    }
  }

  test('in Parquet', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (all) => {
        await agrees(`'${file('a.parquet', parquet(tableOf(all)))}'`, all)
      }),
      { numRuns: 40 },
    )
  })

  test('in CSV', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (all) => {
        const types = all[0]!.names.map((name) => `'${name}': 'DOUBLE'`).join(', ')
        await agrees(
          `read_csv('${file('a.csv', csv(tableOf(all)))}', header = true, nullstr = '', types = {${types}})`,
          all,
        )
      }),
      { numRuns: 40 },
    )
  })

  test('the metadata have all that the sweep is computed again from, and its warnings', async () => {
    const found = await rows(
      `select decode(key), decode(value) from parquet_kv_metadata('${file('b.parquet', parquet(tableOf(one, about)))}')`,
    )
    expect(Object.fromEntries(found.map((pair) => pair.map(String)))).toEqual(
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [`dilute.${name}`, text])),
    )
  })
})

test('an archive has the same texts as arrays', () => {
  const files = unzipSync(bytesOf(sweepNpz(tableOf(one, about))))
  for (const [name, text] of Object.entries(texts)) expect(files[`${name}.npy`]).toEqual(npyText(text))
})

test.each([
  ['parquet', parquet],
  ['npz', sweepNpz],
  ['csv', csv],
] as const)('%s: the bytes do not depend on how a sweep is cut into pieces', (_, write) => {
  fc.assert(
    fc.property(pieces, (all) => {
      expect(bytesOf(write(tableOf(rowByRow(all)))).equals(bytesOf(write(tableOf(all))))).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('Parquet of more rows than a group holds has them all in their order, wherever pieces end', async () => {
  const each = 70_001
  const rows = 4 * each
  const numbered = (piece: number): Columns => {
    const columns = [Float64Array.from({ length: each }, (_, i) => piece * each + i)]
    return { names: ['x'], rows: each, columns, reasons: [], warnings: [] }
  }
  const path = file('long.parquet', parquet(tableOf([0, 1, 2, 3].map(numbered))))
  const duckdb = await (await DuckDBInstance.create()).connect()
  const ask = async (query: string): Promise<unknown> => (await duckdb.runAndReadAll(query)).getRows()
  const table = `read_parquet('${path}', file_row_number = true)`
  expect(await ask(`select count(*), bool_and(x = file_row_number) from ${table}`)).toEqual([[BigInt(rows), true]])
  const groups = `select distinct row_group_num_rows from parquet_metadata('${path}') order by 1`
  expect(await ask(groups)).toEqual([[BigInt(rows % 100_000)], [100_000n]])
})

test('points of JSON have what was recorded under its names, entries of matrices in square lists', () => {
  const names = ['set.gas.beta', 'gap', 'rates.0.1', 'ratesError.0.1', 'currents.heat.1.0', 'ratio.0.1']
  const columns = names.map((_, j) => Float64Array.of(j, j === 1 ? NaN : j + 10))
  const square = (rate: number, error: number): object => ({
    rates: [
      [0, rate],
      [null, 0],
    ],
    ratesError: [
      [0, error],
      [null, 0],
    ],
  })
  const piece: Columns = {
    names,
    columns,
    rows: 2,
    reasons: [[1, { gap: 'none' }]],
    warnings: [],
  }
  expect([...recordedPoints(tableOf([piece]))]).toEqual([
    {
      set: { 'gas.beta': 0 },
      gap: 1,
      ...square(2, 3),
      currents: {
        heat: [
          [0, null],
          [4, 0],
        ],
      },
      ratio: [
        [null, 5],
        [null, null],
      ],
    },
    {
      set: { 'gas.beta': 10 },
      gap: null,
      ...square(12, 13),
      currents: {
        heat: [
          [0, null],
          [14, 0],
        ],
      },
      ratio: [
        [null, 15],
        [null, null],
      ],
      reasons: { gap: 'none' },
    },
  ])
})

describe.skipIf(withoutPython)(`NumPy ${reason}`, () => {
  test('reads every column of an archive to the last bit, and the texts', () => {
    const all = fc.sample(
      pieces.filter((some) => some.some(({ reasons }) => reasons.length > 0)),
      30,
    )
    all.forEach((one, i) => {
      file(`${i}.npz`, sweepNpz(tableOf(one)))
      for (const j of one[0]!.names.keys())
        file(`${i}.${j}.raw`, [Buffer.from(Float64Array.from(column(one, j)).buffer)])
      file(`${i}.json`, [JSON.stringify(reasonsOf(one).flatMap((why, row) => (why === null ? [] : [[row, why]])))])
    })
    const script = [
      'import json, numpy as np, sys',
      `for i in range(${all.length}):`,
      '    data = np.load(f"{i}.npz")',
      '    columns = [name for name in data if name.startswith("a.")]',
      '    for j, name in enumerate(columns):',
      '        expected = np.fromfile(f"{i}.{j}.raw", "<f8")',
      '        assert data[name].shape == expected.shape and data[name].tobytes() == expected.tobytes(), (i, name)',
      '    assert str(data["study"]) == "a: \\u00b5\\n" and str(data["version"]) == "1"',
      '    assert [json.loads(str(data[name])) for name in ("set", "record", "warnings")] == [["b=1"], [], ["w"]]',
      '    assert json.loads(str(data["reasons"])) == json.load(open(f"{i}.json")), i',
      'print("read")',
    ]
    expect(python(script.join('\n'))).toBe('read\n')
  })
})
