/** Interaction of a gas with the system. */
import * as z from 'zod/mini'
import { realValue, written, type Written } from './fields.js'
import { keyed, requireAbsent, requireExactlyOne } from './keyed.js'
import { anyNumber, list, notNegative, number, perSite } from './numbers.js'
import { potentialsSchema } from './potentialSchema.js'
import { optional, ruled, told, turned } from './steps.js'

/** A number in one dimension, two or three numbers in two and three. */
const position = turned(
  z.union([z.number(), z.string(), z.array(written)], { error: () => 'a coordinate or a list of coordinates' }),
  (raw, context) => {
    if (!Array.isArray(raw)) return coordinate(raw, context)
    return raw.map((part, index) => coordinate(part, context, [index]))
  },
)

function coordinate(raw: Written, context: z.core.$RefinementCtx, path: number[] = []): number {
  return realValue(raw, { expected: anyNumber, holds: () => true, context, path })
}

const declaredContact = told(keyed({
  strengths: optional(
    perSite(number('Strength V of a delta potential.'), 'a list of numbers'), 'One dimension: strengths of the delta potentials, one per site.',
  ),
  scatteringLengths: optional(
    perSite(number('Scattering length a.'), 'a list of numbers'), 'Two and three dimensions: scattering lengths, one per site.',
  ),
  positions: optional(list(position, 'a list of positions'), 'Where the scatterers are, one per site; the origin by default.'),
}), {
  title: 'Contact interaction',
  description: 'Point scatterers: exactly one of strengths, scatteringLengths.',
  oneOf: [{ required: ['strengths'] }, { required: ['scatteringLengths'] }],
})

const contact = ruled(declaredContact, (map, context) => requireExactlyOne(map, ['strengths', 'scatteringLengths'], context))

export type DeclaredContact = z.output<typeof contact>

const kinds = ['contact', 'potentials'] as const

const declaredInteraction = told(keyed({
  contact: optional(contact),
  potentials: optional(potentialsSchema),
  core: optional(notNegative('Radius of a hard core that all sites share, beside potentials in three dimensions; none unless given.')),
}), {
  title: 'Interaction',
  description: 'How a gas particle meets the system: exactly one of contact, potentials.',
  oneOf: kinds.map((kind) => ({ required: [kind] })),
})

export const interactionSchema = ruled(declaredInteraction, (map, context) => {
  requireExactlyOne(map, kinds, context)
  if (map.contact) requireAbsent(map, ['core'], 'beside contact', context)
})

export type DeclaredInteraction = z.output<typeof interactionSchema>
