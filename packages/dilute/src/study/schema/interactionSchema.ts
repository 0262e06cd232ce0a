/** Interaction of a gas with the system. */
import * as z from 'zod'
import { realValue, written, type Written } from './fields.js'
import { keyed, requireAbsent, requireExactlyOne } from './keyed.js'
import { anyNumber, list, notNegative, number, perSite } from './numbers.js'
import { potentialsSchema } from './potentialSchema.js'

/** A number in one dimension, two or three numbers in two and three. */
const position = z
  .union([z.number(), z.string(), z.array(written)], { error: () => 'a coordinate or a list of coordinates' })
  .transform((raw, context) => {
    if (!Array.isArray(raw)) return coordinate(raw, context)
    return raw.map((part, index) => coordinate(part, context, [index]))
  })

function coordinate(raw: Written, context: z.core.$RefinementCtx, path: number[] = []): number {
  return realValue(raw, { expected: anyNumber, holds: () => true, context, path })
}

const contact = keyed({
  strengths: perSite(number('Strength V of a delta potential.'), 'a list of numbers')
    .optional()
    .meta({ description: 'One dimension: strengths of the delta potentials, one per site.' }),
  scatteringLengths: perSite(number('Scattering length a.'), 'a list of numbers')
    .optional()
    .meta({ description: 'Two and three dimensions: scattering lengths, one per site.' }),
  positions: list(position, 'a list of positions')
    .optional()
    .meta({ description: 'Where the scatterers are, one per site; the origin by default.' }),
})
  .meta({
    title: 'Contact interaction',
    description: 'Point scatterers: exactly one of strengths, scatteringLengths.',
    oneOf: [{ required: ['strengths'] }, { required: ['scatteringLengths'] }],
  })
  .superRefine((map, context) => requireExactlyOne(map, ['strengths', 'scatteringLengths'], context))

export type DeclaredContact = z.output<typeof contact>

const kinds = ['contact', 'potentials'] as const

export const interactionSchema = keyed({
  contact: contact.optional(),
  potentials: potentialsSchema.optional(),
  core: notNegative('Radius of a hard core that all sites share, beside potentials in three dimensions; none unless given.').optional(),
})
  .meta({ title: 'Interaction', description: 'How a gas particle meets the system: exactly one of contact, potentials.', oneOf: kinds.map((kind) => ({ required: [kind] })) })
  .superRefine((map, context) => {
    requireExactlyOne(map, kinds, context)
    if (map.contact) requireAbsent(map, ['core'], 'beside contact', context)
  })

export type DeclaredInteraction = z.output<typeof interactionSchema>
