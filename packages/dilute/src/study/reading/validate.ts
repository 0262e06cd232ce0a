/** A tree of plain data to a checked study: fields first, then what needs several of them. */
import type * as z from 'zod/mini'
import type { BathConfig, StudyConfig } from './config.js'
import { contactConfig } from '../schema/contactShape.js'
import { problemsOf } from './issues.js'
import { studySchema, type DeclaredStudy } from '../schema/schema.js'
import { shapeProblems } from '../schema/shape.js'
import { someProblems, type Problems } from './studyError.js'

export type Validated = { readonly config: StudyConfig } | { readonly problems: Problems }
type Declared = { readonly study: DeclaredStudy } | { readonly problems: Problems }
type DeclaredBath = Omit<NonNullable<DeclaredStudy['baths']>[number], 'name'>
type Tree = Readonly<Record<string, unknown>>

/** A study is read once: compiling its schema, as zod does for hot paths, would cost more than it saves. */
const parsing = { jitless: true }

export function validate(tree: unknown): Validated {
  return checked(declared(tree))
}

/** Validates variations of one valid study; the parts a variation leaves alone are not read again. */
export function variations(tree: unknown): (variation: unknown) => Validated {
  const base = declared(tree)
  return (variation) => checked('study' in base ? varied(base.study, tree as Tree, variation as Tree) : base)
}

function varied(study: DeclaredStudy, tree: Tree, variation: Tree): Declared {
  const changed = Object.keys(variation).filter((key) => variation[key] !== tree[key])
  if (!changed.every((key) => Object.hasOwn(studySchema.shape, key))) return declared(variation)
  const parts = changed.map((key) => ({ key, ...part(key, variation[key]) }))
  const problems = someProblems(problemsOf(parts.flatMap(({ issues }) => issues), variation))
  return problems ? { problems } : { study: { ...study, ...Object.fromEntries(parts.map(({ key, data }) => [key, data])) } }
}

function part(key: string, raw: unknown): { data: unknown; issues: readonly z.core.$ZodIssue[] } {
  const { data, error } = studySchema.shape[key as keyof DeclaredStudy].safeParse(raw, parsing)
  return { data, issues: error?.issues.map((issue) => ({ ...issue, path: [key, ...issue.path] })) ?? [] }
}

function declared(tree: unknown): Declared {
  const { data, error } = studySchema.safeParse(tree, parsing)
  const problems = someProblems(problemsOf(error?.issues ?? [], tree))
  return problems ? { problems } : { study: data! }
}

function checked(reading: Declared): Validated {
  if ('problems' in reading) return reading
  const problems = someProblems(shapeProblems(reading.study))
  return problems ? { problems } : { config: studyConfig(reading.study) }
}

function studyConfig({ title, system, gas, interaction, baths, scattering, normalization, levelShift, sweep, record, tolerance, initial, report }: DeclaredStudy): StudyConfig {
  return {
    title,
    system,
    ...(baths
      ? { baths: baths.map(({ name, ...parts }) => ({ name, ...bathConfig(parts) })) }
      : bathConfig({ gas: gas!, interaction: interaction! })),
    scattering: scattering ?? { method: 'exact' },
    normalization: normalization ?? 'physical',
    levelShift,
    sweep,
    record,
    tolerance,
    initial,
    report,
  }
}

function bathConfig({ gas, interaction: { contact, potentials, core } }: DeclaredBath): Omit<BathConfig, 'name'> {
  return { gas, interaction: potentials ? { potentials, ...(core === undefined ? {} : { core }) } : { contact: contactConfig(contact!, gas.dimension) } }
}
