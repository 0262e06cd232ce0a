/** How amplitudes are found: exactly, or by a Born series of some order. */
import type { Problem } from '../problem/problem.js'
import { needed, optional, refuse, type Form } from './form.js'
import { map, requireAbsent } from './maps.js'
import { choice, whole } from './numbers.js'

const fields = {
  method: needed(choice(['exact', 'born', 'series']), 'How amplitudes are computed.', { example: 'exact' }),
  order: optional(whole({ least: 1, most: 1000 }), 'Order of the Born series; only for the method series.', {
    example: '2',
  }),
}

/** How amplitudes are found: exactly, or by a Born series of some order. */
export type ScatteringConfig =
  { readonly method: 'exact' } | { readonly method: 'born' } | { readonly method: 'series'; readonly order: number }

export const scattering = map(
  fields,
  { title: 'Scattering', meaning: 'exact, born, or series with an order.', isPart: true },
  ({ method, order }, context) => {
    if (method !== 'series') requireAbsent({ order }, ['order'], `for the method ${method}`, context)
    else if (order === undefined) refuse(context, 'a whole number for the method series', 'nothing', ['order'])
  },
) as unknown as Form<ScatteringConfig>

/** Potentials are solved exactly, or not at all. */
export function methodProblems(method: string, interactions: readonly object[]): Problem[] {
  if (method === 'exact' || !interactions.some((interaction) => 'potentials' in interaction)) return []
  return [
    {
      path: ['scattering', 'method'],
      expected: 'exact, the only method for potentials (the Born series is for contacts)',
      found: method,
    },
  ]
}
