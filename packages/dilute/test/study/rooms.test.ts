import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The rooms of a study in the order of the way from text to results: each imports from those before it. */
const rooms = ['problem', 'arithmetic', 'units', 'declare', 'read', 'running']

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/study')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && name.includes('/'),
)

function roomsImported(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const names = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, name]) =>
    relative(root, resolve(root, dirname(file), name!)),
  )
  return names.filter((name) => !name.startsWith('..') && name.includes('/')).map((name) => name.split('/')[0]!)
}

test('there are no other rooms', () => {
  expect([...new Set(files.map((file) => file.split('/')[0]!))].sort()).toEqual([...rooms].sort())
})

test.each(files)('%s imports from the rooms before its own', (file) => {
  const own = rooms.indexOf(file.split('/')[0]!)
  for (const room of roomsImported(file)) expect(rooms.indexOf(room), room).toBeLessThanOrEqual(own)
})
