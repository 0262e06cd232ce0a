import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository, where documents and their links begin. */
export const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** The text of a document, its path from the root. */
export const textOf = (document: string): string => readFileSync(join(root, document), 'utf8')

/** The blocks of code in a document. */
export const blocksOf = (document: string): string[] =>
  [...textOf(document).matchAll(/^```(?:js|ts)\n(.*?)^```/gms)].map((m) => m[1]!)

/** What the examples may use without a word: `equal`, and the one-level system. */
const prelude = `
import { hamiltonianSystem as systemOf } from 'dilute'
let compared = 0
const one = () => systemOf([[[0, 0]]])
function equal(a, b, what, tolerance = 1e-9) {
  compared++
  const far = !(Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)))
  if (far) throw new Error(what + ': ' + a + ' is not ' + b)
}
process.on('exit', () => console.error('compared ' + compared))
`

/** What a block prints when it runs against the built package. */
export interface Run {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
}

/** Runs a block as a module of its own; `stderr` ends with how often it compared. */
export function runBlock(code: string): Run {
  const cwd = join(root, 'packages/dilute')
  return spawnSync(process.execPath, ['--input-type=module', '-e', prelude + code], { cwd, encoding: 'utf8' })
}

/** How many comparisons a block writes down, and how many it made: at least as many, loops making more. */
export function comparisons(code: string, { stderr }: Run): { readonly written: number; readonly made: number } {
  return { written: [...code.matchAll(/\bequal\(/g)].length, made: Number(/compared (\d+)/.exec(stderr)?.[1]) }
}
