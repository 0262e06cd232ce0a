import {
  contactStrengths, hamiltonianSystem, inverseTemperature, InvalidModel, latticeSystem, ringSystem, scatteringLengths, shellDensity,
  type CentralInteraction, type ContactInteraction, type Dimension, type Gas, type Interaction, type PotentialInteraction, type System,
} from '../../model/index.js'
import { centralScatterer, channelScatterer, contactScatterer, partialWaves, type Scatterer } from '../../scattering/index.js'
import { bathsOf } from '../reading/baths.js'
import type { BathConfig, ContactConfig, InteractionConfig, ScatteringConfig, StudyConfig, SystemConfig } from '../reading/config.js'
import { gasOf } from '../reading/gas.js'
import { parsePath } from '../reading/path.js'
import { potentialsOf } from '../reading/potential.js'
import type { Study } from '../reading/study.js'

/** The error of S that potentials are solved to, by the solver's own estimate. */
export const amplitudeTolerance = 1e-11

/** One gas of a study and how it meets the system. */
export interface BathModel {
  readonly name: string
  readonly gas: Gas
  readonly interaction: Interaction
  /** The interaction as the study says it: gases for which it is the same, of equal mass and dimension, scatter alike. */
  readonly declared: InteractionConfig
  readonly scatterer: Scatterer
}

/** The model that a study's configuration declares. */
export interface StudyModel {
  readonly system: System
  /** A single gas is the only one. */
  readonly baths: readonly BathModel[]
  /** The β that all gases share; null where one has none or another one. */
  readonly beta: number | null
}

/**
 * `highest`: the total energy up to which amplitudes will be asked for; what each gas reaches unless given.
 * @throws StudyError where the parts do not fit together, with the place in the study.
 */
export function studyModel(study: Study, config: StudyConfig, highest?: number): StudyModel {
  try {
    return declared(config, highest)
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error
    throw study.error([{ path: parsePath(error.path) ?? [], expected: error.expected, found: error.found }])
  }
}

/** How amplitudes are found, and up to which kinetic energy above the highest level where that must be said. */
interface Solving {
  readonly method: ScatteringConfig
  readonly reach: number | undefined
}

function declared(config: StudyConfig, highest: number | undefined): StudyModel {
  const system = studySystem(config.system)
  const reach = highest === undefined ? undefined : highest - system.levels.at(-1)!
  const baths = bathsOf(config).map((bath, b) => bathModel(system, bath, { method: config.scattering, reach }, config.baths ? `baths[${b}].` : ''))
  return { system, baths, beta: commonBeta(baths.map(({ gas }) => gas)) }
}

function bathModel(system: System, { name, gas: gasConfig, interaction: declared }: BathConfig, solving: Solving, holder: string): BathModel {
  const gas = under(`${holder}gas.`, () => gasOf(gasConfig))
  return { name, gas, declared, ...encounter(system, declared, gas, solving, `${holder}interaction.`) }
}

function encounter(
  system: System, declared: InteractionConfig, gas: Gas, { method, reach = completeUpTo(gas) }: Solving, place: string,
): Pick<BathModel, 'interaction' | 'scatterer'> {
  const { dimension, mass } = gas
  if ('potentials' in declared) {
    const interaction = under(`${place}potentials`, () => potentialsOf(declared, dimension as 1 | 3))
    return { interaction, scatterer: potentialScatterer(system, interaction, mass, reach) }
  }
  const interaction = under(`${place}contact.`, () => contactInteraction(declared.contact, dimension))
  return { interaction, scatterer: contactScatterer({ system, interaction, mass, method }) }
}

/**
 * The kinetic energy at which partial waves must be complete to 10⁻¹². Of a thermal gas that is where 10⁻¹¹ of it is left: what it does above is as
 * little, and waves needed below are fewer.
 */
function completeUpTo(gas: Gas): number {
  const { reach } = shellDensity(gas)
  return 'momentumDensity' in gas ? reach : reach / 2
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
