/** Scattering method and sweep of a study. */
import * as z from 'zod/mini'
import type { ScatteringConfig, SweepAxis } from '../reading/config.js'
import { describe } from '../reading/describe.js'
import { refuse } from './fields.js'
import { has, keyed, requireAbsent } from './keyed.js'
import { choice, list, number, whole } from './numbers.js'
import { parsePath } from '../reading/path.js'
import { optional, ruled, told, turned } from './steps.js'

type Context = z.core.$RefinementCtx

export const mostPoints = 100_000

const pathExpected = 'a path such as gas.beta'

const wholeFromOne = (description: string, most: number) =>
  whole({ least: 1, most }, `a whole number from 1 to ${most}`, description)

const declaredScattering = told(keyed({
  method: told(choice(['exact', 'born', 'series'], 'exact, born or series'), { description: 'How amplitudes are computed.' }),
  order: optional(wholeFromOne('Order of the Born series; only for the method series.', 1000)),
}), { title: 'Scattering', description: 'exact, born, or series with an order.' })

export const scatteringSchema = turned(
  ruled(declaredScattering, ({ method, order }, context) => {
    if (method !== 'series') requireAbsent({ order }, ['order'], `for the method ${method}`, context)
    else if (order === undefined) refuse(context, 'a whole number for the method series', 'nothing', ['order'])
  }),
  ({ method, order }): ScatteringConfig => (method === 'series' ? { method, order: order! } : { method }),
)

const declaredAxis = told(keyed({
  set: told(z.string({ error: () => pathExpected }), {
    description: 'Path of the number to vary, such as gas.beta or interaction.contact.strengths.1.',
  }),
  from: optional(number('First value.')),
  to: optional(number('Last value.')),
  points: optional(wholeFromOne('Number of values.', mostPoints)),
  scale: optional(choice(['linear', 'log'], 'linear or log'), 'Spacing of the values; linear by default.'),
  values: optional(
    list(number('A value.'), 'a list of numbers').check(z.minLength(1, 'at least one entry')),
    'The values themselves, in place of from, to, points.',
  ),
}), { title: 'Axis', description: 'One number varied over a range or a list of values.' })

const axis = turned(ruled(declaredAxis, checkAxis), ({ set, from, to, points, scale, values }): SweepAxis => (
  values ? { set, values } : { set, from: from!, to: to!, points: points!, scale: scale ?? 'linear' }
))

export const sweepSchema = told(
  list(axis, 'a list of axes').check(z.minLength(1, 'at least one axis')),
  { title: 'Sweep', description: 'The product of its axes, the first one slowest.' },
)

interface DeclaredAxis {
  readonly set: string
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly points?: number | undefined
  readonly scale?: 'linear' | 'log' | undefined
  readonly values?: number[] | undefined
}

function checkAxis(axis: DeclaredAxis, context: Context): void {
  if (!parsePath(axis.set)) refuse(context, pathExpected, describe(axis.set), ['set'])
  if (axis.values) return requireAbsent(axis, ['from', 'to', 'points', 'scale'], 'when values are given', context)
  const missing = ['from', 'to', 'points'].filter((key) => !has(axis, key))
  if (missing.length === 3) return refuse(context, 'either values, or from, to and points', 'neither')
  for (const key of missing) refuse(context, 'a number (an axis has from, to and points, or values)', 'nothing', [key])
  if (missing.length === 0) checkRange(axis.from!, axis.to!, axis, context)
}

function checkRange(from: number, to: number, { points, scale }: DeclaredAxis, context: Context): void {
  if (points === 1 && from !== to) refuse(context, `${from}, the same as from, for a single point`, String(to), ['to'])
  if (scale !== 'log') return
  for (const [key, end] of [['from', from], ['to', to]] as const) {
    if (end <= 0) refuse(context, 'a positive number on a logarithmic scale', String(end), [key])
  }
}
