import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders = [
  'packages/dilute/src',
  'packages/dilute/test',
  'packages/dilute/kernels',
  'lab/src',
  'lab/test',
  'bench',
]
const most = 120

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|js)$/.test(name) && !name.endsWith('Wasm.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name)),
)

/** Long lines, but for those of a text in backticks and for regular expressions, which have no place to break. */
function longLines(text: string): number[] {
  let inText = false
  return text.split('\n').flatMap((line, i) => {
    const began = inText
    if ((line.match(/(?<!\\)`/g) ?? []).length % 2 === 1) inText = !inText
    const isUnbreakable = began || line.includes('`') || /^\s*\/(?!\*).*\/[a-z]*,?$/.test(line)
    return [...line].length > most && !isUnbreakable ? [i + 1] : []
  })
}

test(`lines have at most ${most} columns`, () => {
  const found = files.flatMap((file) =>
    longLines(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
  )
  expect(found).toEqual([])
})
