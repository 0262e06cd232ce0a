import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { withLock } from '../../src/store/lock.js'
import { StoreRefused } from '../../src/store/refused.js'

const folder = mkdtempSync(join(tmpdir(), 'dilute-lock-'))
const lock = join(folder, '.dilute', 'lock')
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  rmSync(join(folder, '.dilute'), { recursive: true, force: true })
})

const work = (): Promise<string> => withLock(folder, () => Promise.resolve('done'))
const leave = (owner: object): void => {
  mkdirSync(join(folder, '.dilute'), { recursive: true })
  writeFileSync(lock, JSON.stringify(owner))
}

test('one at a time; the lock is gone afterwards, at a failure too', async () => {
  await withLock(folder, async () => {
    await expect(work()).rejects.toThrow(StoreRefused)
  })
  expect(await work()).toBe('done')
  await expect(withLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
})

test('a lock of a process that is no more is taken over, even where its number has come again', async () => {
  leave({ pid: 2 ** 22 + 1, host: hostname(), began: '1' })
  expect(await work()).toBe('done')
  leave({ pid: process.pid, host: hostname(), began: 'long ago' })
  expect(await work()).toBe('done')
  leave({})
  writeFileSync(lock, '{"pid":')
  expect(await work()).toBe('done')
})

test('of another machine nothing is known: its lock stays, and the message says what to do', async () => {
  leave({ pid: 1, host: 'elsewhere', began: null })
  await expect(work()).rejects.toThrow(
    `process 1 on elsewhere: wait until it has ended; if that machine is gone, delete ${lock}`,
  )
})

test('of many that find a stale lock, they work one after another', async () => {
  leave({ pid: 2 ** 22 + 1, host: hostname(), began: '1' })
  let inside = 0
  const attempts = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      withLock(folder, async () => {
        inside++
        expect(inside).toBe(1)
        await new Promise((resolve) => {
          setTimeout(resolve, 5)
        })
        inside--
      }),
    ),
  )
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(attempts.filter((one) => one.status === 'rejected' && one.reason instanceof StoreRefused)).toHaveLength(19)
})
