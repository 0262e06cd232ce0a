import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { requireDeliverable } from '../../src/command/deliver.js'
import { replaceAll } from '../../src/command/delivered.js'
import { withLock } from '../../src/store/lock.js'

const folder = mkdtempSync(join(tmpdir(), 'dilute-delivered-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('results of one point do not come into a folder where a sweep is at work', async () => {
  await withLock(folder, async () => {
    await expect(requireDeliverable(folder, [])).rejects.toThrow('is being used by another run')
    await expect(replaceAll(folder, { 'results.json': '{}' })).rejects.toThrow('is being used by another run')
  })
  expect(existsSync(join(folder, 'results.json'))).toBe(false)
  await requireDeliverable(folder, [])
  await replaceAll(folder, { 'results.json': '{}' })
  expect(existsSync(join(folder, 'results.json'))).toBe(true)
})
