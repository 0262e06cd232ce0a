/** Axes whose points stand in a file of comma-separated values, a column a parameter. */
import { csvParseRows } from 'd3-dsv'
import { describe } from '../problem/describe.js'
import { entry, replacedAt, type Path } from '../problem/path.js'
import type { Problem } from '../problem/problem.js'

/** The text of a file that a study names; throws an Error where it cannot be read. */
export type ReadFile = (name: string) => string

export type WithPoints =
  | {
      readonly tree: unknown
      /** What is wrong with a value from such a file, at the place that names the file. */
      readonly inFiles: (problem: Problem) => Problem
    }
  | { readonly problem: Problem }

/** A tree with the points of such files in their place, each column as a parameter with its values. */
export function withPointFiles(tree: unknown, readFile: ReadFile | undefined): WithPoints {
  const axes: unknown = entry(tree, 'sweep')
  let filled = tree
  const files = new Map<number, Columns>()
  for (const [a, axis] of Array.isArray(axes) ? axes.entries() : []) {
    const name = entry(axis, 'points')
    if (typeof name !== 'string' || !/\.csv$/i.test(name) || Object.keys(axis as object).length > 1) continue
    const read = columnsOf(name, readFile, ['sweep', a, 'points'])
    if ('problem' in read) return read
    filled = replacedAt(filled, ['sweep', a], { together: read.together })
    files.set(a, read)
  }
  return { tree: filled, inFiles: (problem) => inFile(files, problem) }
}

function inFile(files: ReadonlyMap<number, Columns>, problem: Problem): Problem {
  const [part, axis, list, , what, row] = problem.path
  const file = part === 'sweep' && list === 'together' ? files.get(axis as number) : undefined
  if (file === undefined) return problem
  const line = what === 'values' && typeof row === 'number' ? file.lines[row + 1]! : file.lines[0]!
  return {
    path: ['sweep', axis!, 'points'],
    expected: problem.expected,
    found: `${problem.found} in line ${line} of ${file.name}`,
  }
}

interface Columns {
  readonly name: string
  /** Those of the paths and of the points, from 1. */
  readonly lines: readonly number[]
  readonly together: readonly { readonly set: string; readonly values: readonly string[] }[]
}

function columnsOf(name: string, readFile: ReadFile | undefined, path: Path): Columns | { readonly problem: Problem } {
  const refused = (expected: string, found: string): { readonly problem: Problem } => ({
    problem: { path, expected, found },
  })
  if (readFile === undefined) return refused('a number of points, since no files are read here', name)
  try {
    const text = readFile(name).replace(/^\uFEFF/, '')
    if (text.split('"').length % 2 === 0) return refused('a closing quote for every quote', `an odd one in ${name}`)
    const all = csvParseRows(text)
    const lines = [...all.keys()].filter((i) => all[i]!.some((cell) => cell.trim() !== '')).map((i) => i + 1)
    const [head = [], ...rows] = lines.map((line) => all[line - 1]!)
    if (head.length === 1 && /[;\t]/.test(head[0]!))
      return refused('paths and values separated by commas', `${describe(head[0])} in line ${lines[0]!} of ${name}`)
    const ragged = rows.findIndex((row) => row.length !== head.length)
    if (ragged >= 0)
      return refused(
        `${head.length} values in every line, as in the first`,
        `${rows[ragged]!.length} in line ${lines[ragged + 1]!} of ${name}`,
      )
    if (rows.length === 0) return refused('a line of paths and a line for every point', `no points in ${name}`)
    return {
      name,
      lines,
      together: head.map((set, column) => ({ set: set.trim(), values: rows.map((row) => row[column]!.trim()) })),
    }
  } catch (error) {
    return refused('a file that can be read', `${name}: ${(error as Error).message}`)
  }
}
