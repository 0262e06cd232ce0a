/** The sweep of a study: the product of its axes. */
import * as z from 'zod/mini'
import { describe } from '../problem/describe.js'
import { parsePath } from '../problem/path.js'
import { needed, optional, refuse, turned, type Context, type Form, type MapValue } from './form.js'
import { has, map, requireAbsent } from './maps.js'
import { choice, list, number, whole } from './numbers.js'

export const mostPoints = 100_000_000
/** Of one axis. */
const mostOnAxis = 1_000_000

const pathExpected = 'a path such as gas.beta'
const mostSeed = 2 ** 32 - 1

const pathOfNumber: Form<string> = {
  schema: z.string({ error: () => pathExpected }).check(
    z.superRefine((text, context) => {
      if (!parsePath(text)) refuse(context, pathExpected, describe(text))
    }),
  ),
}
const set = 'Path of the number to vary; a gas among baths by its name or its number.'
const scale = optional(choice(['linear', 'log']), 'Spacing of the values.', { default: 'linear', example: 'log' })
const values = optional(
  list(number('swept'), 'a list of numbers', { least: { count: 1, message: 'at least one entry' } }),
  'The values themselves, in place of from, to, points.',
  { example: '[0.7, 1]' },
)
const range = {
  from: optional(number('swept'), 'First value.', { example: '0.2' }),
  to: optional(number('swept'), 'Last value.', { example: '40' }),
}

const count = whole({ least: 1, most: mostOnAxis })

/** A count, or a file of points. */
const points: Form<number | string> = {
  schema: turned(
    z.union([z.number(), z.string()], { error: () => `a whole number from 1 to ${mostOnAxis}` }),
    (raw, context) => {
      if (typeof raw === 'string' && /\.csv$/i.test(raw)) return raw
      const { data, error } = count.schema.safeParse(raw, { jitless: true })
      for (const issue of error?.issues ?? []) context.addIssue({ ...issue, path: [...issue.path] })
      return data ?? NaN
    },
  ),
}

const tied = map(
  {
    set: needed(pathOfNumber, set, { example: 'gas.beta' }),
    ...range,
    scale,
    values,
  },
  { title: 'Tied parameter', meaning: 'A number that varies together with others.' },
  (each, context) => {
    if (each.values) return requireAbsent(each, ['from', 'to', 'scale'], 'when values are given', context)
    for (const key of ['from', 'to'].filter((one) => !has(each, one)))
      refuse(context, 'a number (a tied parameter has from and to, or values)', 'nothing', [key])
    checkScale(each, context)
  },
)

const axisFields = {
  set: optional(pathOfNumber, set, { example: 'gas.beta' }),
  ...range,
  points: optional(
    points,
    'Number of values; or, alone, a file of comma-separated values whose first line names the path of ' +
      'each column, a point a line.',
    { example: '200' },
  ),
  scale,
  values,
  together: optional(
    list(tied, 'a list of parameters, each with set, from and to', {
      least: { count: 1, message: 'at least one parameter' },
    }),
    'Several parameters that vary together, in place of set.',
    { example: '[{ set: gas.beta, from: 1, to: 2 }, { set: gas.density, from: 1, to: 0.5 }]' },
  ),
  sample: optional(
    choice(['random', 'latin']),
    'Points drawn from the ranges of together instead of evenly spaced ones: each parameter apart, or as ' +
      'a Latin hypercube.',
    { default: 'none: evenly spaced', example: 'latin' },
  ),
  seed: optional(whole({ least: 0, most: mostSeed }), 'Of a sample.', { default: '0', example: '1' }),
}

type DeclaredAxis = MapValue<typeof axisFields>

/** One parameter of an axis on which several vary together. */
export type TiedParameter =
  | { readonly set: string; readonly from: number; readonly to: number; readonly scale: 'linear' | 'log' }
  | { readonly set: string; readonly values: readonly number[] }

/**
 * One axis of a sweep: a path in the study, and its values one by one or as a range; or several paths together, or a
 * file of points.
 */
export type SweepAxis =
  | {
      readonly set: string
      readonly from: number
      readonly to: number
      readonly points: number
      readonly scale: 'linear' | 'log'
    }
  | { readonly set: string; readonly values: readonly number[] }
  | {
      readonly together: readonly TiedParameter[]
      readonly points: number
      readonly sample?: 'random' | 'latin' | undefined
      readonly seed?: number | undefined
    }
  | { readonly points: string }

const axisMap = map(
  axisFields,
  { title: 'Axis', meaning: 'One number varied over a range or a list of values; or several together.' },
  checkAxis,
)

const axis: Form<SweepAxis> = { ...axisMap, schema: turned(axisMap.schema, axisOf) }

export const sweep = list(axis, 'a list of axes', { least: { count: 1, message: 'at least one axis' } })

function axisOf({
  set: path,
  from,
  to,
  points: number,
  scale: spacing = 'linear',
  values: given,
  together,
  sample,
  seed,
}: DeclaredAxis): SweepAxis {
  if (typeof number === 'string') return { points: number }
  if (together) {
    const parameters = together.map((each): TiedParameter =>
      each.values
        ? { set: each.set, values: each.values }
        : { set: each.set, from: each.from!, to: each.to!, scale: each.scale ?? 'linear' },
    )
    const listed = together.find((each) => each.values)?.values?.length
    return { together: parameters, points: number ?? listed ?? 0, ...(sample ? { sample, seed: seed ?? 0 } : {}) }
  }
  return given ? { set: path!, values: given } : { set: path!, from: from!, to: to!, points: number!, scale: spacing }
}

function checkAxis(given: DeclaredAxis, context: Context): void {
  if (typeof given.points === 'string')
    return requireAbsent(
      given,
      ['set', 'from', 'to', 'scale', 'values', 'together', 'sample', 'seed'],
      'beside a file of points',
      context,
    )
  if (given.together) return checkTogether(given, context)
  requireAbsent(given, ['sample', 'seed'], 'where nothing varies together', context)
  if (given.set === undefined) refuse(context, pathExpected, 'nothing', ['set'])
  if (given.values) return requireAbsent(given, ['from', 'to', 'points', 'scale'], 'when values are given', context)
  const missing = ['from', 'to', 'points'].filter((key) => !has(given, key))
  if (missing.length === 3) return refuse(context, 'either values, or from, to and points', 'neither')
  for (const key of missing) refuse(context, 'a number (an axis has from, to and points, or values)', 'nothing', [key])
  if (missing.length > 0) return
  if (given.points === 1 && given.from !== given.to)
    refuse(context, `${given.from}, the same as from, for a single point`, String(given.to), ['to'])
  checkScale(given, context)
}

function checkTogether(given: DeclaredAxis, context: Context): void {
  const { together = [], points: wanted, sample } = given
  requireAbsent(
    given,
    ['set', 'from', 'to', 'scale', 'values'],
    'beside together, whose parameters have their own',
    context,
  )
  if (!sample) requireAbsent(given, ['seed'], 'where no sample is drawn', context)
  const lengths = together.map((each) => each.values?.length)
  const counts = typeof wanted === 'number' ? wanted : lengths.find((length) => length !== undefined)
  if (counts === undefined) return refuse(context, `a whole number from 1 to ${mostOnAxis}`, 'nothing', ['points'])
  lengths.forEach((length, i) => {
    if (length !== undefined && sample)
      refuse(context, 'from and to, of which a sample is drawn', 'values', ['together', i, 'values'])
    else if (length !== undefined && length !== counts)
      refuse(context, `${counts} values, one per point`, `${length}`, ['together', i, 'values'])
  })
  if (counts === 1 && !sample) together.forEach((each, i) => checkSinglePoint(each, i, context))
}

function checkSinglePoint(
  { values: listed, from, to }: NonNullable<DeclaredAxis['together']>[number],
  i: number,
  context: Context,
): void {
  if (listed || from === undefined || to === undefined || from === to) return
  refuse(context, `${from}, the same as from, for a single point`, String(to), ['together', i, 'to'])
}

function checkScale(
  {
    from,
    to,
    scale: spacing,
  }: {
    readonly from?: number | undefined
    readonly to?: number | undefined
    readonly scale?: 'linear' | 'log' | undefined
  },
  context: Context,
): void {
  if (spacing !== 'log') return
  for (const [key, end] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (end !== undefined && end <= 0) refuse(context, 'a positive number on a logarithmic scale', String(end), [key])
  }
}
