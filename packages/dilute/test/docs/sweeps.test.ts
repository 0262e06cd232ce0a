import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { pythonFolder, reason, withoutPython } from '../export/python.js'
import { root, textOf } from './examples.js'

const bin = fileURLToPath(new URL('../../bin/dilute.js', import.meta.url))
const blocks = (language: string): string[] =>
  [...textOf('docs/sweeps.md').matchAll(new RegExp(`^\\\`\\\`\\\`${language}\\n(.*?)^\\\`\\\`\\\``, 'gms'))].map(
    ([, code]) => code!,
  )
const block = (language: string): string => blocks(language)[0]!

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

  test('so are they batch by batch', () => {
    writeFileSync(join(path, 'batches.mjs'), blocks('js')[1]!)
    expect(node('batches.mjs')).toBe(expected)
  })

  test('every command of pictures runs, but for the one of another study', () => {
    const commands = [...textOf('docs/sweeps.md').matchAll(/^\| `dilute (plot [^`]*)` \|/gm)].map(([, line]) =>
      line!.split(' '),
    )
    expect(commands).toHaveLength(5)
    for (const args of commands.filter((one) => !one.includes('--fix'))) node(bin, ...args)
    node(bin, 'run', 'point.yaml', '--quiet')
  })

  test.skipIf(withoutPython)(`the results are read in Python${reason}`, () => {
    expect(python(block('python'))).toBe(`${expected}True True\n`)
  })
})
