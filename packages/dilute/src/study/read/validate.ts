/** A tree of plain data to a configuration, or to what is wrong with it. */
import type * as z from 'zod/mini'
import { checksOf, study, studyConfig, type StudyConfig } from '../declare/study.js'
import { gasesProblems } from '../declare/bath.js'
import type { Form } from '../declare/form.js'
import { scalesOf } from '../units/studyUnits.js'
import { describe } from '../problem/describe.js'
import { valueAt, type Path } from '../problem/path.js'
import { someProblems, type Problem, type Problems } from '../problem/problem.js'
import { suggestion } from '../problem/suggestion.js'

export type Validated = { readonly config: StudyConfig } | { readonly problems: Problems }

/** A study is read once: compiling its schema, as zod does for hot paths, would cost more than it saves. */
const parsing = { jitless: true }

/** Keys first, then what needs several of them; what is built on the way is kept with the parts it was built of. */
export function validate(tree: unknown): Validated {
  const read = readPart(study, tree, [])
  if ('problems' in read) return read
  const missing = someProblems(gasesProblems(read.value))
  if (missing) return { problems: missing }
  const config = studyConfig(read.value, scalesOf(read.value.units))
  const problems = someProblems(checksOf(config).flatMap((check) => check.problems(config)))
  return problems ? { problems } : { config }
}

/** What a form makes of the part of a tree at a path. */
export function readPart<T>(
  { schema }: Form<T>,
  tree: unknown,
  path: Path,
): { readonly value: T } | { readonly problems: Problems } {
  const { data, error } = schema.safeParse(valueAt(tree, path), parsing)
  const problems = someProblems(
    problemsOf(
      (error?.issues ?? []).map((issue) => ({ ...issue, path: [...path, ...issue.path] })),
      tree,
    ),
  )
  return problems ? { problems } : { value: data as T }
}

/** Misspelt and unsupported keys come first: what is missing often follows from them. */
function problemsOf(issues: readonly z.core.$ZodIssue[], tree: unknown): Problem[] {
  const keys = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue) : []))
  const values = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? [] : [valueProblem(issue, tree)]))
  return [...keys, ...values]
}

function unknownKeys({ keys, path, message }: z.core.$ZodIssueUnrecognizedKeys): Problem[] {
  return keys.map((key) => unknownKey([...(path as Path), key], key, message.split(', ')))
}

function unknownKey(path: Path, key: string, allowed: readonly string[]): Problem {
  const expected = `one of the keys ${allowed.join(', ')}`
  return {
    path,
    atKey: true,
    expected,
    found: `${/^[\w$-]+$/.test(key) ? key : describe(key)}${suggestion(key, allowed)}`,
  }
}

function valueProblem(issue: z.core.$ZodIssue, tree: unknown): Problem {
  const path = issue.path as Path
  const given = issue.code === 'custom' ? (issue.params?.['found'] as string | undefined) : undefined
  return { path, expected: issue.message, found: given ?? describe(valueAt(tree, path)) }
}
