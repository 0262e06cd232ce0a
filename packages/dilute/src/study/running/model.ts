import { lastSame, once } from '../../numerics/index.js'
import { inverseTemperature, type Gas, type Interaction, type System } from '../../model/index.js'
import {
  centralScatterer,
  channelScatterer,
  contactScatterer,
  partialWaves,
  requireContact,
  type Scatterer,
} from '../../scattering/index.js'
import { solve, tablesFor, type Encounter, type Model, type Solution, type TablesOf } from '../../solution/index.js'
import { bathsOf } from '../declare/bath.js'
import { madeInteraction, type InteractionConfig } from '../declare/interaction.js'
import type { ScatteringConfig } from '../declare/scattering.js'
import { madeGas, madeSystem, type StudyConfig } from '../declare/study.js'
import type { Path } from '../problem/path.js'
import { attempt } from '../problem/problem.js'
import { studyError, type Study } from '../read/study.js'

/** The error of S that potentials are solved to, by the solver's own estimate. */
export const amplitudeTolerance = 1e-11

/**
 * The model that a study's configuration declares.
 * @throws StudyError where the parts do not fit together, with the place in the study.
 */
export function studyModel(study: Study, config: StudyConfig): Model {
  return modelBuilder(study)(config)
}

/** Tables for the encounters with a system, as good as the study's `tolerance` asks. */
export const studyTables = ({ tolerance }: Pick<StudyConfig, 'tolerance'>, system: System): TablesOf =>
  tablesFor(system, tolerance === undefined ? {} : { relativeError: tolerance })

/** The point of a study whose sweep is left aside. Throws as `studyModel`. */
export function solvedStudy(study: Study): Solution {
  const model = studyModel(study, study.config)
  return solve(model, studyTables(study.config, model.system))
}

/** As `studyModel`, for one configuration after another: what does not change from one to the next is built once. */
export function modelBuilder(study: Study): (config: StudyConfig) => Model {
  const meetings: (typeof meetingOf)[] = []
  return (config) => {
    const { scattering: method, normalization } = config
    const system = made(study, ['system'], () => madeSystem(config.system))
    const encounters = bathsOf(config).map(({ name, gas: gasConfig, interaction, holder }, b): Encounter => {
      const gas = made(study, [...holder, 'gas'], () => madeGas(gasConfig))
      const meeting = (meetings[b] ??= lastSame(meetingOf))
      const meet = (): Meeting => meeting(system, interaction, method, gas.mass, gas.dimension)
      return { name, gas, ...made(study, [...holder, 'interaction'], meet) }
    })
    return {
      system,
      encounters,
      beta: commonBeta(encounters.map(({ gas }) => gas)),
      normalization,
      bornOrder: bornOrder(method),
    }
  }
}

/** What a constructor of the model makes of the part of a study at a path. */
function made<T>(study: Study, path: Path, make: () => T): T {
  const result = attempt(path, make)
  if ('problem' in result) throw studyError(study, [result.problem])
  return result.made
}

/** How a gas meets the system, whatever its temperature and density. */
type Meeting = Pick<Encounter, 'interaction' | 'scatteringKey' | 'scattererUpTo'>

/** All that it depends on. */
function meetingOf(
  system: System,
  said: InteractionConfig,
  method: ScatteringConfig,
  mass: number,
  dimension: Gas['dimension'],
): Meeting {
  const interaction = madeInteraction(said, dimension)
  return {
    interaction,
    scatteringKey: JSON.stringify([said, method]),
    scattererUpTo: scattererOf({ system, method, mass }, interaction),
  }
}

function scattererOf(
  { system, method, mass }: { readonly system: System; readonly method: ScatteringConfig; readonly mass: number },
  interaction: Interaction,
): (reach: number) => Scatterer {
  if (!('potentials' in interaction)) {
    requireContact({ system, interaction, method })
    // points of a map whose rates a fixed rule gives have no use for it
    return once(() => contactScatterer({ system, interaction, mass, method }))
  }
  if (interaction.dimension === 1)
    return () => channelScatterer({ system, interaction, mass, tolerance: amplitudeTolerance })
  return (reach) =>
    centralScatterer(partialWaves({ system, interaction, mass, tolerance: amplitudeTolerance }), { reach })
}

function bornOrder(scattering: ScatteringConfig): number | null {
  if (scattering.method === 'exact') return null
  return scattering.method === 'born' ? 1 : scattering.order
}

/** The β of all gases, where it is one. */
function commonBeta(gases: readonly Gas[]): number | null {
  const [first = null, ...others] = gases.map(inverseTemperature)
  return others.every((beta) => beta === first) ? first : null
}
