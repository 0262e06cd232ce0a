/** The study file. What needs two of its parts together is in `shape.ts`. */
import * as z from 'zod/mini'
import { bathsSchema } from './bathSchema.js'
import { gasSchema } from './gasSchema.js'
import { initialSchema } from './initialSchema.js'
import { interactionSchema } from './interactionSchema.js'
import { keyed } from './keyed.js'
import { choice, list, number } from './numbers.js'
import { scatteringSchema, sweepSchema } from './sweepSchema.js'
import { optional, told } from './steps.js'
import { systemSchema } from './systemSchema.js'

const text = z.string({ error: () => 'text' })

export const studySchema = told(keyed({
  $schema: optional(text, 'Where an editor finds this schema.'),
  title: optional(text, 'A line that names the study.'),
  system: systemSchema,
  gas: optional(gasSchema),
  interaction: optional(interactionSchema),
  baths: optional(bathsSchema),
  scattering: optional(scatteringSchema),
  normalization: optional(
    choice(['physical', 'paper'], 'physical or paper'),
    'Prefactor of the rates: physical (default), or that of the paper, smaller by 4π in one dimension.',
  ),
  levelShift: optional(
    z.boolean({ error: () => 'true or false' }),
    'Whether evolutions and exports include the collisional level shift, a Hamiltonian proportional to the density; false unless given.',
  ),
  sweep: optional(sweepSchema),
  record: optional(list(text, 'a list of names of results'), 'The results that a sweep keeps of every point: violation, loop, or paths such as rates, gap, currents.probability.'),
  tolerance: optional(number('Relative error of the rates of a sweep.')),
  initial: optional(initialSchema),
  report: optional(
    list(choice(['generator', 'counting', 'certificates'], 'generator, counting or certificates'), 'a list of generator, counting, certificates'),
    'Optional parts of the results: the spectrum of the generator (7), the counting statistics of the transitions, in a sweep the certificates of every point.',
  ),
}), {
  title: 'dilute study', description: 'Scattering, rates and thermodynamics of an n-level system in a dilute gas, or in several.',
  oneOf: [{ required: ['gas', 'interaction'] }, { required: ['baths'] }],
})

export type DeclaredStudy = z.output<typeof studySchema>
