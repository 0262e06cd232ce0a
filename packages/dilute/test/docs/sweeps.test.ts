import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { pythonFolder, reason, withoutPython } from '../export/python.js'
import { root, textOf } from './examples.js'

const bin = fileURLToPath(new URL('../../bin/dilute.js', import.meta.url))
const block = (language: string): string =>
  new RegExp(`^\\\`\\\`\\\`${language}\\n(.*?)^\\\`\\\`\\\``, 'ms').exec(textOf('docs/sweeps.md'))![1]!

describe('docs/sweeps.md', () => {
  const { path, python } = pythonFolder()
  const node = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: path, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    return stdout
  }
  const expected = '140 points\nflux 0.2 V1 0.2\n'

  beforeAll(() => {
    symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'))
    writeFileSync(join(path, 'map.yaml'), block('yaml'))
    writeFileSync(join(path, 'read.mjs'), block('js'))
    node(bin, 'run', 'map.yaml', '--out', 'out', '--format', 'parquet,npz', '--quiet')
  })

  test('its study has the columns that it speaks of', () => {
    const { columns } = JSON.parse(node(bin, 'plan', 'map.yaml', '--json')) as { columns: string[] }
    expect(columns).toEqual(['violation', 'violationError', 'gap', 'gapError', 'ratio.0.1', 'ratioError.0.1'])
    for (const name of ['violationError', 'ratio.0.1', 'ratioError.0.1'])
      expect(textOf('docs/sweeps.md')).toContain(name)
  })

  test('the results are read in JavaScript', () => {
    expect(node('read.mjs')).toBe(expected)
  })

  test.skipIf(withoutPython)(`the results are read in Python${reason}`, () => {
    expect(python(block('python'))).toBe(`${expected}True True\n`)
  })
})
