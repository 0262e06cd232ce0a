import {
  contactStrengths, hamiltonianSystem, InvalidModel, latticeSystem, ringSystem, scatteringLengths, thermalGas,
  type ContactInteraction, type System, type ThermalGas,
} from '../../model/index.js'
import { contactScatterer, type Scatterer } from '../../scattering/index.js'
import type { StudyConfig, SystemConfig } from '../reading/config.js'
import { parsePath } from '../reading/path.js'
import type { Study } from '../reading/study.js'

/** The model that a study's configuration declares. */
export interface StudyModel {
  readonly system: System
  readonly gas: ThermalGas
  readonly interaction: ContactInteraction
  readonly scatterer: Scatterer
}

/** @throws StudyError where the parts do not fit together, with the place in the study. */
export function studyModel(study: Study, config: StudyConfig): StudyModel {
  try {
    return declared(config)
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    throw study.error([{ path: parsePath(error.path) ?? [], expected: error.expected, found: error.found }])
  }
}

function declared({ system: systemConfig, gas: gasConfig, interaction: { contact }, scattering: method }: StudyConfig): StudyModel {
  const system = studySystem(systemConfig)
  const gas = under('gas.', () => thermalGas(gasConfig))
  const interaction = under('interaction.contact.', () => (
    'strengths' in contact ? contactStrengths(contact) : scatteringLengths({ ...contact, dimension: gas.dimension as 2 | 3 })
  ))
  return { system, gas, interaction, scatterer: contactScatterer({ system, interaction, mass: gas.mass, method }) }
}

function studySystem(config: SystemConfig): System {
  if ('ring' in config) return under('system.ring.', () => ringSystem(config.ring))
  if ('lattice' in config) return under('system.lattice.', () => latticeSystem(config.lattice))
  return under('system.', () => hamiltonianSystem(config.hamiltonian))
}

/** Runs a constructor of the model; the paths of its errors become those of the study file. */
function under<T>(prefix: string, construct: () => T): T {
  try {
    return construct()
  } catch (error) {
    throw error instanceof InvalidModel ? new InvalidModel(prefix + error.path, error.expected, error.found) : error
  }
}
