import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { PointResults } from '../../src/study/results.js'
import { ring } from '../study/examples.js'
import { testFolder } from './dilute.js'

const bin = fileURLToPath(new URL('../../bin/dilute.js', import.meta.url))
const { folder, write, dilute } = testFolder()
write('study.yaml', ring)

/** A line of a shell, in which $dilute is the command. */
function shell(
  line: string,
  input = '',
): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, dilute: `${process.execPath} ${bin}` },
  })
  return { code: status, stdout, stderr }
}

describe('a study by the standard input', () => {
  test('gives what its file gives', () => {
    const { code, stdout } = shell('$dilute run - --json', ring)
    expect(code).toBe(0)
    expect(stdout).toBe(dilute('run', 'study.yaml', '--json').stdout)
  })

  test('is refused as one by its place', () => {
    const { code, stderr } = shell('$dilute run -', ring.replace('beta: 2', 'beta: -2'))
    expect(code).toBe(2)
    expect(stderr).toContain('<stdin>:4:49: gas.beta: expected a positive number, found -2')
  })
})

describe.skipIf(!existsSync('/dev/full'))('an output that takes no more', () => {
  test.each([
    'run study.yaml',
    'run study.yaml --json',
    'check study.yaml',
    'scatter study.yaml --energy 1',
    'evolve study.yaml --times 1 --set initial.site=0',
  ])('%s: one line, exit 1', (words) => {
    const { code, stderr } = shell(`$dilute ${words} > /dev/full`)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^dilute: cannot write to the standard output: ENOSPC[^\n]*\n$/)
  })
})

describe('letters that are no letters', () => {
  const title = 'red \u001b[31m, left \u202e, none \ufffe'
  write(
    'title.json',
    JSON.stringify({
      title,
      system: { ring: { sites: 3, tunneling: -0.3, flux: 0.75 } },
      gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
      interaction: { contact: { strengths: [1, 0.7, 1.5] } },
    }),
  )

  test('are the same in the results, and harm no picture', () => {
    const { code, stdout } = dilute('run', 'title.json', '--out', 'out')
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/[\u001b\u202e\ufffe]/)
    expect((JSON.parse(readFileSync(join(folder, 'out/results.json'), 'utf8')) as PointResults).title).toBe(title)
    expect(existsSync(join(folder, 'out/figure.png'))).toBe(true)
  })

  test('reach no terminal, printed or refused', () => {
    for (const words of [
      ['run', 'title.json'],
      ['run', 'title.json', '--json'],
      ['check', 'title.json', '--set', 'gas.beta="\u001b[1m\u202e"'],
      ['check', 'no\u001b[31m\u202efile'],
    ]) {
      const { stdout, stderr } = dilute(...words)
      expect(stdout + stderr).toMatch(/\w/)
      expect(stdout + stderr).not.toMatch(/[\u001b\u202e\ufffe]/)
    }
  })
})
