import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { requireWritable, writeTogether } from '../../src/command/writeTogether.js'

const root = mkdtempSync(join(tmpdir(), 'dilute-together-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folder = ''
let count = 0
beforeEach(() => {
  folder = join(root, String(count++))
  mkdirSync(folder)
  for (const name of ['a', 'b']) writeFileSync(join(folder, name), 'old')
})
const contents = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

/** A process number that is nobody's. */
const nobody = 2 ** 22 + 12345

/** What a process leaves that was killed after `moved` of its renames: a, b were there before, a, b and c come. */
function interrupted(moved: number): void {
  const stage = join(folder, `.dilute-part-${nobody}`)
  for (const part of ['old', 'new']) mkdirSync(join(stage, part), { recursive: true })
  for (const name of ['a', 'b', 'c']) writeFileSync(join(stage, 'new', name), 'half')
  writeFileSync(join(stage, 'journal.json'), JSON.stringify({ before: ['a', 'b'], coming: ['a', 'b', 'c'] }))
  const steps = [
    ['a', '.', 'old'],
    ['b', '.', 'old'],
    ['a', 'new', '.'],
    ['b', 'new', '.'],
    ['c', 'new', '.'],
  ] as const
  for (const [name, from, to] of steps.slice(0, moved)) {
    const place = (where: string): string => (where === '.' ? join(folder, name) : join(stage, where, name))
    writeFileSync(place(to), readFileSync(place(from)))
    rmSync(place(from))
  }
}

describe('files are written all or none', () => {
  test('over those of before, and nothing else is left', async () => {
    await writeTogether(folder, { b: 'new', c: 'new' })
    expect(contents()).toEqual({ a: 'old', b: 'new', c: 'new' })
  })

  test('never in the place of a device or of what leads to one, and that is told before any work', async () => {
    symlinkSync('/dev/null', join(folder, 'nowhere'))
    symlinkSync('/proc/self/fd/1', join(folder, 'stdout'))
    execFileSync('mkfifo', [join(folder, 'queue')])
    for (const [name, kind] of [
      ['nowhere', 'device'],
      ['stdout', '(device|pipe)'],
      ['queue', 'pipe'],
    ] as const) {
      const found = new RegExp(`expected a place for the file ${name}, found the ${kind} ${folder}/${name}$`)
      await expect(requireWritable(folder, [name])).rejects.toThrow(found)
      await expect(writeTogether(folder, { a: 'new', [name]: 'new' })).rejects.toThrow(`${name} is a `)
      expect(lstatSync(join(folder, name)).isFile()).toBe(false)
    }
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old')
  })

  test('in the place of a link to another file, which stays as it is', async () => {
    symlinkSync('a', join(folder, 'link'))
    await writeTogether(folder, { link: 'new' })
    expect(contents()).toEqual({ a: 'old', b: 'old', link: 'new' })
  })

  test('where one of the places is a folder nothing changes', async () => {
    mkdirSync(join(folder, 'z'))
    await expect(writeTogether(folder, { a: 'new', z: 'new' })).rejects.toThrow(
      `cannot write to ${folder}: z is a ` + `folder there`,
    )
    rmSync(join(folder, 'z'), { recursive: true })
    expect(contents()).toEqual({ a: 'old', b: 'old' })
  })

  test('what fails leaves no folder that it made, and those of before as they were', async () => {
    const fails = (): Promise<never> => new Promise((_, reject) => setTimeout(reject, 50, new Error('no results')))
    await expect(writeTogether(join(folder, 'new', 'inner'), { a: 'new' }, fails())).rejects.toThrow('no results')
    expect(contents()).toEqual({ a: 'old', b: 'old' })
    mkdirSync(join(folder, 'empty'))
    await expect(writeTogether(join(folder, 'empty', 'inner'), fails())).rejects.toThrow('no results')
    expect(readdirSync(join(folder, 'empty'))).toEqual([])
    await writeTogether(join(folder, 'new', 'inner'), { a: 'new' })
    expect(readFileSync(join(folder, 'new', 'inner', 'a'), 'utf8')).toBe('new')
  })

  test.each([0, 1, 2, 3, 4, 5])('what a kill after %d renames left is taken back by the next write', async (moved) => {
    interrupted(moved)
    await writeTogether(folder, { d: 'new' })
    expect(contents()).toEqual({ a: 'old', b: 'old', d: 'new' })
  })

  test('a stage of a process that still runs is left to it', async () => {
    const stage = join(folder, '.dilute-part-1')
    mkdirSync(stage)
    await writeTogether(folder, { d: 'new' })
    expect(existsSync(stage)).toBe(true)
  })
})

test('an empty name of a folder is bad usage', async () => {
  await expect(requireWritable('')).rejects.toMatchObject({
    name: 'UsageError',
    message: '--out: expected a ' + 'folder, found nothing',
  })
})
