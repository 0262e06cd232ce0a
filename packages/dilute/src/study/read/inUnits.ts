/** Quantities such as "4 K" become bare numbers in the units that the study names. */
import { ArithmeticError, evaluateArithmetic } from '../arithmetic/arithmetic.js'
import { within, type Form } from '../declare/form.js'
import { sweptPath } from '../declare/paths.js'
import { study } from '../declare/study.js'
import { describe } from '../problem/describe.js'
import { parsePath, valueAt, type Path } from '../problem/path.js'
import type { Problem } from '../problem/problem.js'
import { factorTo, quantityOf, type Units } from '../units/studyUnits.js'
import type { UnitKind } from '../units/kinds.js'

/** The tree with every quantity as a number, and what is wrong with those that are none. */
export function inUnits(
  tree: unknown,
  units: Units | undefined,
): { readonly tree: unknown; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  return { tree: converted(study, tree, [], { tree, units, problems }), problems }
}

interface Around {
  readonly tree: unknown
  readonly units: Units | undefined
  readonly problems: Problem[]
  /** The path that an axis sets, inside of one. */
  readonly set?: Path | undefined
}

/** Parts without quantities stay the objects they are. */
function converted(form: Form, raw: unknown, path: Path, around: Around): unknown {
  if (typeof raw === 'string') return form.unit === undefined ? raw : bare(form.unit, raw, path, around)
  if (typeof raw !== 'object' || raw === null) return raw
  if (Array.isArray(raw)) return listed(form, raw, path, around)
  const inside = { ...around, set: setIn(raw, around) }
  const changed = Object.entries(raw).flatMap(([key, value]) =>
    changedEntry(within(form, key), value, [...path, key], inside).map((entry) => [key, entry] as const),
  )
  return changed.length === 0 ? raw : { ...raw, ...Object.fromEntries(changed) }
}

/** Complex numbers and positions may be lists of the same. */
function listed(form: Form, raw: readonly unknown[], path: Path, around: Around): unknown {
  if (raw.every((value) => typeof value === 'number')) return raw
  const entries = within(form, 0) ?? form
  const changed = raw.map((value, i) => converted(entries, value, [...path, i], around))
  return changed.every((value, i) => value === raw[i]) ? raw : changed
}

function changedEntry(form: Form | undefined, value: unknown, path: Path, around: Around): unknown[] {
  const result = form && converted(form, value, path, around)
  return form === undefined || result === value ? [] : [result]
}

function setIn(raw: object, { set, tree }: Around): Path | undefined {
  const written = 'set' in raw && typeof raw.set === 'string' && parsePath(raw.set) ? raw.set : undefined
  return written === undefined ? set : sweptPath(tree, written)
}

function bare(kind: UnitKind, text: string, path: Path, around: Around): unknown {
  const quantity = quantityOf(text)
  if (quantity === undefined) return text
  const meant = kind === 'swept' ? unitAt(around.set ?? []) : kind
  if (meant === undefined || meant === 'swept') return text
  const factor = factorTo(
    around.units,
    meant,
    quantity.unit,
    dimensionAt(around.tree, kind === 'swept' ? around.set! : path),
  )
  if ('factor' in factor) return product(quantity.number, factor.factor, text)
  around.problems.push({ path, expected: factor.expected, found: `${describe(text)}, ${factor.found}` })
  return text
}

/** What is no number is left for those who say so. */
function product(number: string, factor: number, text: string): unknown {
  try {
    const [re, im] = evaluateArithmetic(number)
    return im === 0 ? re * factor : [re * factor, im * factor]
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    return text
  }
}

/** What the number at a path of the study measures. */
function unitAt(path: Path): UnitKind | undefined {
  return path.reduce<Form | undefined>((form, segment) => form && within(form, segment), study)?.unit
}

/** Of the gas that a path belongs to. */
function dimensionAt(tree: unknown, path: Path): number {
  const holder = path[0] === 'baths' ? path.slice(0, 2) : []
  return Number(valueAt(tree, [...holder, 'gas', 'dimension']))
}
