/** The study file. What needs two of its parts together is in `shape.ts`. */
import * as z from 'zod'
import { bathsSchema } from './bathSchema.js'
import { gasSchema } from './gasSchema.js'
import { initialSchema } from './initialSchema.js'
import { interactionSchema } from './interactionSchema.js'
import { keyed } from './keyed.js'
import { choice, list } from './numbers.js'
import { scatteringSchema, sweepSchema } from './sweepSchema.js'
import { systemSchema } from './systemSchema.js'

const text = z.string({ error: () => 'text' })

export const studySchema = keyed({
  $schema: text.optional().meta({ description: 'Where an editor finds this schema.' }),
  title: text.optional().meta({ description: 'A line that names the study.' }),
  system: systemSchema,
  gas: gasSchema.optional(),
  interaction: interactionSchema.optional(),
  baths: bathsSchema.optional(),
  scattering: scatteringSchema.optional(),
  normalization: choice(['physical', 'paper'], 'physical or paper')
    .optional()
    .meta({ description: 'Prefactor of the rates: physical (default), or that of the paper, smaller by 4π in one dimension.' }),
  levelShift: z.boolean({ error: () => 'true or false' })
    .optional()
    .meta({ description: 'Whether evolutions and exports include the collisional level shift, a Hamiltonian proportional to the density; false unless given.' }),
  sweep: sweepSchema.optional(),
  initial: initialSchema.optional(),
  report: list(choice(['generator', 'counting', 'certificates'], 'generator, counting or certificates'), 'a list of generator, counting, certificates')
    .optional()
    .meta({ description: 'Optional parts of the results: the spectrum of the generator (7), the counting statistics of the transitions, in a sweep the certificates of every point.' }),
}).meta({
  title: 'dilute study', description: 'Scattering, rates and thermodynamics of an n-level system in a dilute gas, or in several.',
  oneOf: [{ required: ['gas', 'interaction'] }, { required: ['baths'] }],
})

export type DeclaredStudy = z.output<typeof studySchema>
