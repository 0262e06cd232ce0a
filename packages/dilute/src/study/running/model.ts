import {
  contactStrengths, hamiltonianSystem, inverseTemperature, InvalidModel, latticeSystem, ringSystem, scatteringLengths,
  type CentralInteraction, type ContactInteraction, type Dimension, type Gas, type PotentialInteraction, type System,
} from '../../model/index.js'
import { centralScatterer, channelScatterer, contactScatterer, partialWaves, type Scatterer } from '../../scattering/index.js'
import type { Encounter, Model } from '../../solution/index.js'
import { bathsOf } from '../reading/baths.js'
import type { ContactConfig, InteractionConfig, ScatteringConfig, StudyConfig, SystemConfig } from '../reading/config.js'
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
  return modelBuilder(study)(config)
}

/** As `studyModel`, for one configuration after another: what does not change from one to the next is built once. */
export function modelBuilder(study: Study): (config: StudyConfig) => Model {
  const kept: Kept = { system: lastKept(), meetings: [] }
  return (config) => {
    try {
      return declared(config, kept)
    } catch (error) {
      if (!(error instanceof InvalidModel)) throw error
      throw study.error([{ path: parsePath(error.path) ?? [], expected: error.expected, found: error.found }])
    }
  }
}

/** What `make` made when the key was this one last. */
type LastKept<T> = (key: string, make: () => T) => T

function lastKept<T>(): LastKept<T> {
  let last: { readonly key: string; readonly value: T } | undefined
  return (key, make) => {
    if (last?.key !== key) last = { key, value: make() }
    return last.value
  }
}

/** Parts of the last model; meetings one for each gas. */
interface Kept {
  readonly system: LastKept<System>
  readonly meetings: LastKept<Meeting>[]
}

/** How a gas meets the system, whatever its temperature and density. */
type Meeting = Pick<Encounter, 'interaction' | 'scatteringKey' | 'scattererUpTo'>

function declared(config: StudyConfig, { system: keptSystem, meetings }: Kept): Model {
  const { scattering: method, normalization } = config
  const systemKey = JSON.stringify(config.system)
  const system = keptSystem(systemKey, () => studySystem(config.system))
  const encounters = bathsOf(config).map(({ name, gas: gasConfig, interaction }, b): Encounter => {
    const holder = config.baths ? `baths[${b}].` : ''
    const gas = under(`${holder}gas.`, () => gasOf(gasConfig))
    const key = JSON.stringify([systemKey, interaction, method, gas.dimension, gas.mass])
    const meeting = (meetings[b] ??= lastKept())(key, () => meetingOf(system, interaction, gas, method, `${holder}interaction.`))
    return { name, gas, ...meeting }
  })
  return { system, encounters, beta: commonBeta(encounters.map(({ gas }) => gas)), normalization, bornOrder: bornOrder(method) }
}

function bornOrder(scattering: ScatteringConfig): number | null {
  if (scattering.method === 'exact') return null
  return scattering.method === 'born' ? 1 : scattering.order
}

function meetingOf(system: System, said: InteractionConfig, { dimension, mass }: Gas, method: ScatteringConfig, place: string): Meeting {
  const scatteringKey = JSON.stringify([said, method])
  if ('potentials' in said) {
    const interaction = under(`${place}potentials`, () => potentialsOf(said, dimension as 1 | 3))
    requireOnePerSite(`${place}potentials`, system, interaction.potentials.length)
    return { interaction, scatteringKey, scattererUpTo: (reach) => potentialScatterer(system, interaction, mass, reach) }
  }
  const interaction = under(`${place}contact.`, () => contactInteraction(said.contact, dimension))
  const scatterer = contactScatterer({ system, interaction, mass, method })
  return { interaction, scatteringKey, scattererUpTo: () => scatterer }
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
