/** Several gases of a study, each with a name and an interaction of its own. */
import * as z from 'zod'
import { gasSchema } from './gasSchema.js'
import { interactionSchema } from './interactionSchema.js'
import { keyed } from './keyed.js'
import { list } from './numbers.js'

const nameRule = 'a name of letters, digits, - and _ that begins with a letter'

const bath = keyed({
  name: z.string({ error: () => nameRule }).regex(/^\p{L}[\p{L}\p{N}_-]*$/u, nameRule).meta({ description: 'What the results call the gas.' }),
  gas: gasSchema,
  interaction: interactionSchema,
}).meta({ title: 'Bath', description: 'A gas with its name and its interaction.' })

export const bathsSchema = list(bath, 'a list of gases, each with name, gas and interaction')
  .min(1, 'at least one gas')
  .meta({ title: 'Baths', description: 'Several gases that act on the same system, in place of gas and interaction.' })
