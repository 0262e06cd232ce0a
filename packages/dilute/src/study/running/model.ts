import {
  contactStrengths, hamiltonianSystem, inverseTemperature, InvalidModel, latticeSystem, ringSystem, scatteringLengths,
  type CentralInteraction, type ContactInteraction, type Dimension, type Gas, type PotentialInteraction, type System,
} from '../../model/index.js'
import { centralScatterer, channelScatterer, contactScatterer, partialWaves, type Scatterer } from '../../scattering/index.js'
import type { Encounter, Model } from '../../solution/index.js'
import { bathsOf } from '../reading/baths.js'
import type { BathConfig, ContactConfig, ScatteringConfig, StudyConfig, SystemConfig } from '../reading/config.js'
import { gasOf } from '../reading/gas.js'
import { parsePath } from '../reading/path.js'
import { potentialsOf } from '../reading/potential.js'
import type { Study } from '../reading/study.js'

/** The error of S that potentials are solved to, by the solver's own estimate. */
export const amplitudeTolerance = 1e-11

/**
 * The model that a study's configuration declares.
 * @throws StudyError where the parts do not fit together, with the place in the study.
 */
export function studyModel(study: Study, config: StudyConfig): Model {
  try {
    return declared(config)
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    throw study.error([{ path: parsePath(error.path) ?? [], expected: error.expected, found: error.found }])
  }
}

function declared(config: StudyConfig): Model {
  const system = studySystem(config.system)
  const encounters = bathsOf(config).map((bath, b) => encounter(system, bath, config.scattering, config.baths ? `baths[${b}].` : ''))
  return { system, encounters, beta: commonBeta(encounters.map(({ gas }) => gas)), normalization: config.normalization, bornOrder: bornOrder(config.scattering) }
}

function bornOrder(scattering: ScatteringConfig): number | null {
  if (scattering.method === 'exact') return null
  return scattering.method === 'born' ? 1 : scattering.order
}

function encounter(system: System, { name, gas: gasConfig, interaction: said }: BathConfig, method: ScatteringConfig, holder: string): Encounter {
  const gas = under(`${holder}gas.`, () => gasOf(gasConfig))
  const { dimension, mass } = gas
  const common = { name, gas, scatteringKey: JSON.stringify([said, method]) }
  if ('potentials' in said) {
    const interaction = under(`${holder}interaction.potentials`, () => potentialsOf(said, dimension as 1 | 3))
    requireOnePerSite(`${holder}interaction.potentials`, system, interaction.potentials.length)
    return { ...common, interaction, scattererUpTo: (reach) => potentialScatterer(system, interaction, mass, reach) }
  }
  const interaction = under(`${holder}interaction.contact.`, () => contactInteraction(said.contact, dimension))
  const scatterer = contactScatterer({ system, interaction, mass, method })
  return { ...common, interaction, scattererUpTo: () => scatterer }
}

function requireOnePerSite(path: string, { sites }: System, potentials: number): void {
  if (potentials !== sites) throw new InvalidModel(path, `${sites} potentials, one per site`, `${potentials}`)
}

function potentialScatterer(system: System, interaction: PotentialInteraction | CentralInteraction, mass: number, reach: number): Scatterer {
  if (interaction.dimension === 1) return channelScatterer({ system, interaction, mass, tolerance: amplitudeTolerance })
  return centralScatterer(partialWaves({ system, interaction, mass, tolerance: amplitudeTolerance }), { reach })
}

function contactInteraction(contact: ContactConfig, dimension: Dimension): ContactInteraction {
  return 'strengths' in contact ? contactStrengths(contact) : scatteringLengths({ ...contact, dimension: dimension as 2 | 3 })
}

/** The β of all gases, where it is one. */
function commonBeta(gases: readonly Gas[]): number | null {
  const [first = null, ...others] = gases.map(inverseTemperature)
  return others.every((beta) => beta === first) ? first : null
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
