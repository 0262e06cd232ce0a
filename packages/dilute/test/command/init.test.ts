import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testFolder } from './dilute.js'

const { folder, dilute, write, files } = testFolder()
const examples = new URL('../../../../examples/', import.meta.url)
const names = readdirSync(examples)
  .map((name) => name.replace('.yaml', ''))
  .sort()

describe('dilute init', () => {
  test.each(names)('writes the example %s, as it is, which is a valid study', (name) => {
    const { code, stdout } = dilute('init', name)
    expect(code).toBe(0)
    expect(stdout).toContain(`Next: dilute run ${name}.yaml`)
    expect(readFileSync(join(folder, `${name}.yaml`), 'utf8')).toBe(
      readFileSync(new URL(`${name}.yaml`, examples), 'utf8'),
    )
    expect(dilute('check', `${name}.yaml`).code).toBe(0)
  })

  test('without a name writes one to begin with, under a name that is asked for', () => {
    expect(dilute('init', '--out', 'mine.yaml').code).toBe(0)
    expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toBe(
      readFileSync(new URL('starter.yaml', examples), 'utf8'),
    )
  })

  test('never writes over a file', () => {
    write('there.yaml', 'mine')
    const { code, stderr } = dilute('init', '--out', 'there.yaml')
    expect([code, stderr]).toEqual([2, 'init: expected a new file, but there.yaml is there already\n'])
    expect(readFileSync(join(folder, 'there.yaml'), 'utf8')).toBe('mine')
  })

  test('names the examples where there is none of that name', () => {
    const before = files()
    const { code, stderr } = dilute('init', '../secret')
    expect([code, stderr]).toEqual([2, `init: expected one of ${names.join(', ')}, found "../secret"\n`])
    expect(files()).toEqual(before)
  })
})

test('every command shows examples in its help', () => {
  for (const name of ['run', 'scatter', 'evolve', 'trajectories', 'check', 'export', 'figure', 'init', 'lab']) {
    expect(dilute(name, '--help').stdout).toMatch(new RegExp(`Examples:\n {2}\\$ dilute ${name}`))
  }
})

test('--quiet says nothing but errors, and JSON where that is asked for', () => {
  write('study.yaml', readFileSync(new URL('starter.yaml', examples)))
  expect(dilute('run', 'study.yaml', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(dilute('evolve', 'study.yaml', '--times', '0,1', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(dilute('run', 'study.yaml', '--quiet', '--json').stdout).toBe(dilute('run', 'study.yaml', '--json').stdout)
  expect(dilute('run', 'study.yaml', '--quiet', '--verbose').code).toBe(2)
})

test('shells are told what may come next', () => {
  expect(dilute('complete', '--', 'ru').stdout).toContain('run\trun a study')
  expect(dilute('complete', '--', 'run', '--').stdout).toContain('--json')
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    expect(dilute('complete', shell).stdout.length).toBeGreaterThan(500)
})
