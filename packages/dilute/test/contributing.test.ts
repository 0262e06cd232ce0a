import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const text = readFileSync(new URL('CONTRIBUTING.md', root), 'utf8')

test('the map of the rooms has every folder of the sources, and no other', () => {
  const table = text.slice(text.indexOf('## The rooms'), text.indexOf('## Where to begin'))
  const named = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
  )
  expect(named.sort()).toEqual(readdirSync(new URL('packages/dilute/src', root)).sort())
})

test('every file that one is sent to is there', () => {
  const places = [...text.matchAll(/`(src\/[\w/.]+|\w+\/[\w/]+\.ts)`/g)].map(([, place]) => place!)
  expect(places.length).toBeGreaterThan(10)
  for (const place of places) {
    const path = fileURLToPath(new URL(`packages/dilute/${place.startsWith('src/') ? place : `src/${place}`}`, root))
    expect(existsSync(path), place).toBe(true)
  }
  for (const [, link] of text.matchAll(/\]\(([\w/.-]+)\)/g)) expect(existsSync(new URL(link!, root)), link).toBe(true)
})
