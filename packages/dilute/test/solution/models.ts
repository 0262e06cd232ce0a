import { thermalGas, type Gas } from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { type Encounter, type Model } from '../../src/solution/index.js'
import type { GeneratedModel } from '../support/models.js'

/** A gas that meets the system of a generated model through its contacts. */
export function encounter({ system, interaction, mass }: GeneratedModel, gas: Gas, name = 'gas'): Encounter {
  const scatterer = contactScatterer({ system, interaction, mass })
  return { name, gas, interaction, scatteringKey: JSON.stringify(interaction), scattererUpTo: () => scatterer }
}

/** The model in one thermal gas. */
export function thermalModel(model: GeneratedModel, beta: number, density = 0.1): Model {
  const gas = thermalGas({ dimension: model.interaction.dimension, mass: model.mass, density, beta })
  return { system: model.system, encounters: [encounter(model, gas)], beta, normalization: 'physical', bornOrder: null }
}
