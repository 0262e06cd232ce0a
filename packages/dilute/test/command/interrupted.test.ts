import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ring } from '../study/examples.js'
import { testFolder } from './dilute.js'

const bin = fileURLToPath(new URL('../../bin/dilute.js', import.meta.url))
const written = ['figure.png', 'figure.svg', 'report.html', 'results.json']

describe('dilute run --out that is interrupted', () => {
  const { folder, write } = testFolder()
  write('study.yaml', ring)

  /** Runs it and sends the signal after so many milliseconds, or as soon as something is being written. */
  function interrupted(out: string, signal: NodeJS.Signals, after: number | 'writing'): Promise<unknown> {
    const child = spawn(process.execPath, [bin, 'run', 'study.yaml', '--out', out], { cwd: folder, stdio: 'ignore' })
    const isWriting = (): boolean => readdirSync(join(folder, out)).some((name) => name.startsWith('.'))
    const timer =
      after === 'writing'
        ? setInterval(() => {
            if (isWriting()) child.kill(signal)
          }, 1)
        : setTimeout(() => {
            child.kill(signal)
          }, after)
    return new Promise((resolve) =>
      child.once('close', () => {
        clearInterval(timer)
        clearTimeout(timer)
        resolve(undefined)
      }),
    )
  }

  test.each([
    ['SIGINT', 100],
    ['SIGTERM', 400],
    ['SIGINT', 'writing'],
    ['SIGTERM', 'writing'],
    ['SIGTERM', 800],
  ] as const)('by %s at %s ms: all files of before or all new ones, and nothing hidden', async (signal, after) => {
    const out = `${signal}-${after}`
    mkdirSync(join(folder, out))
    for (const name of written) writeFileSync(join(folder, out, name), 'old')
    await interrupted(out, signal, after)
    expect(readdirSync(join(folder, out)).sort()).toEqual(written)
    const old = written.filter((name) => readFileSync(join(folder, out, name), 'utf8') === 'old')
    expect([0, written.length]).toContain(old.length)
    expect(existsSync(join(folder, out, 'results.json'))).toBe(true)
  })
})

interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

const dots = (beta: number, points: number): string => `
system: { ring: { sites: 3, tunneling: -1/(2*sqrt(3)), flux: 3/4 } }
gas: { dimension: 1, mass: 1, density: 1, beta: ${beta} }
interaction: { contact: { strengths: [1, 0.7, 1.5], positions: [0, 0.1, 600] } }
sweep: [{ set: gas.mass, from: 1, to: 2, points: ${points} }]`

/** Sends Ctrl-C after so many milliseconds. */
async function stopped(folder: string, study: string, after: number, ...options: string[]): Promise<Ended> {
  const file = join(folder, 'study.yaml')
  writeFileSync(file, study)
  const child = spawn(process.execPath, [bin, 'run', file, ...options])
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => {
    said.stdout += data.toString()
  })
  child.stderr.on('data', (data: Buffer) => {
    said.stderr += data.toString()
  })
  const closed = new Promise<number | null>((resolve) => {
    child.on('close', resolve)
  })
  await pause(after)
  child.kill('SIGINT')
  const status = await closed
  return { status, ...said }
}

describe('Ctrl-C', () => {
  const { folder } = testFolder()

  test('within the first point nothing is written', async () => {
    const { status, stdout, stderr } = await stopped(folder, dots(0.01, 2), 2500, '--out', join(folder, 'other'))
    expect([status, stdout]).toEqual([130, ''])
    expect(stderr).toBe('dilute: stopped before anything was finished\n')
    expect(existsSync(join(folder, 'other'))).toBe(false)
  }, 120_000)
})
