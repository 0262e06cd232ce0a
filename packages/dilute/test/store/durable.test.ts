import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { removeParts } from '../../src/store/durable.js'

const folder = mkdtempSync(join(tmpdir(), 'dilute-parts-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
})

const noProcess = 2 ** 22 + 1
const leave = (host: string, pid: number): string => {
  const name = `.000001.piece.0a1b2c3d.${pid}@${host}.part`
  writeFileSync(join(folder, name), '')
  return name
}
const left = (): string[] => {
  removeParts(folder)
  return readdirSync(folder)
}

test('what a process of this machine has left is taken away once it is no more', () => {
  leave(hostname(), noProcess)
  const atWork = leave(hostname(), process.pid)
  expect(left()).toEqual([atWork])
})

test('a machine whose name is a part of another one leaves that one what it writes', () => {
  const host = hostname()
  const others = [`${host}.cluster.org`, `node.${host}`, `node.${host}.org`, `${host}2`, `a${host}`, 'elsewhere']
  const names = others.map((other) => leave(other, noProcess))
  expect(left().sort()).toEqual(names.sort())
})

test('of other machines, and under names of another form, it is left for a day', () => {
  const names = [leave('elsewhere', noProcess), '.000001.piece.part', `.000001.piece.${hostname()}.1.0a1b2c3d.part`]
  for (const name of names) writeFileSync(join(folder, name), '')
  expect(left().sort()).toEqual(names.sort())
  const yesterday = Date.now() / 1000 - 25 * 3600
  for (const name of names) utimesSync(join(folder, name), yesterday, yesterday)
  writeFileSync(join(folder, '000001.piece'), '')
  utimesSync(join(folder, '000001.piece'), yesterday, yesterday)
  expect(left()).toEqual(['000001.piece'])
})
