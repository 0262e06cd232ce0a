/** Reading a part of a study again and again where nothing but a number of it differs: a tenth of the work. */
import { within, type Form } from '../declare/form.js'
import { replacedAt, startsWith, valueAt, type Path } from '../problem/path.js'

/** A number that is set in a part. */
export interface NumberSet {
  readonly path: Path
  readonly value: number
}

interface PartRead {
  readonly form: Form
  readonly path: Path
  readonly value: unknown
  /** What was set in it when it was read. */
  readonly set: readonly NumberSet[]
}

/**
 * The part with other numbers, from what it was read as; undefined for a number that its form refuses. Undefined at all
 * where a part has more to say of a number than its form, or keeps it as another one (a temperature).
 */
export function withNumbers({
  form,
  path,
  value,
  set,
}: PartRead): ((set: readonly NumberSet[]) => unknown) | undefined {
  const leaves = set.map((one) =>
    one.path.slice(path.length).reduce((at: Form | undefined, segment) => at && within(at, segment), form),
  )
  const isPlain = set.every(
    (one, i) =>
      leaves[i]?.isAlone && startsWith(one.path, path) && valueAt(value, one.path.slice(path.length)) === one.value,
  )
  if (!isPlain) return undefined
  return (others) =>
    others.every((one, i) => leaves[i]!.schema.safeParse(one.value, { jitless: true }).success)
      ? others.reduce((part, one) => replacedAt(part, one.path.slice(path.length), one.value), value)
      : undefined
}
