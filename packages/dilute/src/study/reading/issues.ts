/** From zod's issues to sentences. */
import type * as z from 'zod/mini'
import { describe } from './describe.js'
import { suggestion } from './nearest.js'
import { valueAt, type Path } from './path.js'
import type { Problem } from './studyError.js'

/** Misspelt and unsupported keys come first: what is missing often follows from them. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], tree: unknown): Problem[] {
  const keys = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue) : []))
  const values = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? [] : [valueProblem(issue, tree)]))
  return [...keys, ...values]
}

function unknownKeys({ keys, path, message }: z.core.$ZodIssueUnrecognizedKeys): Problem[] {
  return keys.map((key) => unknownKey([...(path as Path), key], key, message.split(', ')))
}

function unknownKey(path: Path, key: string, allowed: readonly string[]): Problem {
  const expected = `one of the keys ${allowed.join(', ')}`
  return { path, atKey: true, expected, found: `${/^[\w$-]+$/.test(key) ? key : describe(key)}${suggestion(key, allowed)}` }
}

function valueProblem(issue: z.core.$ZodIssue, tree: unknown): Problem {
  const path = issue.path as Path
  const given = issue.code === 'custom' ? (issue.params?.['found'] as string | undefined) : undefined
  return { path, expected: issue.message, found: given ?? describe(valueAt(tree, path)) }
}
