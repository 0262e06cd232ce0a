/** Reading a part of a study again and again where nothing but a number of it differs: a tenth of the work. */
import { contact } from '../declare/contact.js'
import { within, type Form } from '../declare/form.js'
import { gas } from '../declare/gas.js'
import { system } from '../declare/system.js'
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
 * The part with other numbers, from what it was read as; undefined for a number that its form alone refuses. Undefined
 * at all where a number's place has more to say than the number: in parts but gases, contacts and rings, in lists that
 * are to ascend, in what is no quantity (a dimension), or is kept as another (a temperature).
 */
export function withNumbers({
  form,
  path,
  value,
  set,
}: PartRead): ((set: readonly NumberSet[]) => unknown) | undefined {
  const leaves = set.map((one) => leafOf(form, one.path.slice(path.length)))
  const isPlain = set.every(
    (one, i) => leaves[i] && startsWith(one.path, path) && valueAt(value, one.path.slice(path.length)) === one.value,
  )
  if (!isPlain) return undefined
  return (others) =>
    others.every((one, i) => leaves[i]!.schema.safeParse(one.value, { jitless: true }).success)
      ? others.reduce((part, one) => replacedAt(part, one.path.slice(path.length), one.value), value)
      : undefined
}

/** The form of a quantity that stands alone in a gas, of one of those of a contact, or of a ring's flux. */
function leafOf(form: Form, path: Path): Form | undefined {
  const isFlux = form === system && path.join('.') === 'ring.flux'
  if (!isFlux && !(form === gas && path.length === 1) && !(form === contact && path[0] !== 'positions'))
    return undefined
  const leaf = path.reduce((at: Form | undefined, segment) => at && within(at, segment), form)
  return (leaf?.unit === undefined && !isFlux) || leaf?.entries !== undefined ? undefined : leaf
}
