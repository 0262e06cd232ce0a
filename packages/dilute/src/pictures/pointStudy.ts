/** The study of one point of a sweep, to be run on its own. */
import {
  readStudy,
  overridesOf,
  withValue,
  placesOf,
  type Plan,
  parseSource,
  type Study,
  valueAt,
  type Path,
} from '../study/index.js'

/** A value to be put into a study; undefined takes the key out. */
interface Edit {
  readonly path: Path
  readonly value: unknown
}

/**
 * The text of the study at a point, without its sweep: the one that was given, with its comments, where the values can
 * be put into it; else written anew. What was set from outside stands in it.
 */
export async function pointStudy(plan: Plan, index: number, remark: string): Promise<string> {
  const { study } = plan
  const places = placesOf(plan, index)
  const swept = plan.axes.flatMap(({ parameters }, a): Edit[] =>
    parameters.map(({ path, values }) => ({ path, value: values[places[a]!]! })),
  )
  const edits: Edit[] = [{ path: ['sweep'], value: undefined }, ...swept]
  const tree = edits.reduce((before: unknown, { path, value }) => withValue(before, path, value), study.tree)
  const yaml = await import('yaml')
  const edited = editedText(yaml, study, edits)
  const kept = edited !== undefined && isStudy(edited, tree) ? edited : yaml.stringify(tree, { lineWidth: 0 })
  return `# ${remark}\n${kept}`
}

/** The same as JSON, which has no comments. */
export async function pointStudyJson(plan: Plan, index: number): Promise<string> {
  const text = await pointStudy(plan, index, '')
  return `${JSON.stringify(parseSource(text, '').tree, null, 2)}\n`
}

/** Undefined where the text has no place for a value. */
function editedText(
  yaml: typeof import('yaml'),
  { text, file, set }: Study,
  edits: readonly Edit[],
): string | undefined {
  const document = yaml.parseDocument(text.replace(/^\uFEFF/, ''), { merge: true })
  let tree = parseSource(text, file).tree
  try {
    for (const { path, value } of [...overridesOf(tree, set), ...edits]) {
      const whole = withValue(tree, path, value)
      const at = path.slice(0, 1 + firstMissing(tree, path))
      if (value === undefined) document.deleteIn(path)
      else document.setIn(at, valueAt(whole, at))
      tree = whole
    }
    return document.toString({ lineWidth: 0 })
  } catch {
    return undefined
  }
}

/** The number of the first segment of a path that leads nowhere; of the last one where all lead somewhere. */
function firstMissing(tree: unknown, path: Path): number {
  const missing = path.findIndex((_, i) => valueAt(tree, path.slice(0, i + 1)) === undefined)
  return missing < 0 ? path.length - 1 : missing
}

/** Whether a text says what a tree does, to the last bit. */
function isStudy(text: string, tree: unknown): boolean {
  try {
    return JSON.stringify(ordered(readStudy(text, { file: '' }).tree)) === JSON.stringify(ordered(tree))
  } catch {
    return false
  }
}

/** The same tree with its keys in order. */
function ordered(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(ordered)
  if (typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(
    Object.entries(tree)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, ordered(value)]),
  )
}
