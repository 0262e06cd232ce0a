import type { Scatterer } from '../../scattering/index.js'
import { studyModel } from './model.js'
import { modesOrWaves, scatteringAtEnergy, type ScatteringAtEnergy } from './scatteringAtEnergy.js'
import { boundStates, resonancesBetween, type BoundState, type ResonanceState } from './scatteringSpectrum.js'
import type { Study } from '../reading/study.js'

export interface ScatterResults {
  readonly title?: string
  readonly dimension: 1 | 2 | 3
  readonly levels: readonly number[]
  /** Per level: directions, modes, or the partial waves that the highest energy needs. */
  readonly modes: number
  readonly method: string
  /** Below every level, for potentials; null for contacts. */
  readonly boundStates: readonly BoundState[] | null
  /** Narrow ones between the lowest and the highest energy. */
  readonly resonances: readonly ResonanceState[]
  readonly energies: readonly ScatteringAtEnergy[]
}

export interface ScatterRequest {
  /** The gas, where there are several. */
  readonly bath?: string | undefined
  /** Whether delay times are asked for; they take longer than all else. */
  readonly delayTimes?: boolean | undefined
}

/**
 * Amplitudes and S matrix of a study's model at total energies.
 * @throws StudyError for an impossible model, RangeError for a name that no gas has, for an energy that is not finite or an amplitude that diverges there.
 */
export function scatterStudy(study: Study, energies: readonly number[], { bath, delayTimes = false }: ScatterRequest = {}): ScatterResults {
  for (const energy of energies) if (!Number.isFinite(energy)) throw new RangeError(`an energy must be a finite number, but is ${energy}`)
  const scatterer = scattererOf(study, Math.max(...energies), bath)
  const { title } = study.config
  const solver = modesOrWaves(scatterer)
  return {
    ...(title === undefined ? {} : { title }),
    dimension: scatterer.dimension,
    levels: [...scatterer.system.levels],
    modes: solver.pairs.functions,
    method: study.config.scattering.method,
    boundStates: boundStates(scatterer),
    resonances: resonancesBetween(scatterer, Math.min(...energies), Math.max(...energies)),
    energies: energies.map((energy) => scatteringAtEnergy(scatterer, solver, energy, delayTimes)),
  }
}

/** Of the gas named, with as many partial waves as the highest energy needs. */
function scattererOf(study: Study, highest: number, name: string | undefined): Scatterer {
  const { encounters, system } = studyModel(study, study.config)
  const named = name === undefined && encounters.length === 1 ? encounters[0] : encounters.find((one) => one.name === name)
  if (named === undefined) throw new RangeError(`no gas is called ${name}: the study has ${encounters.map((one) => one.name).join(', ')}`)
  return named.scattererUpTo(highest - system.levels.at(-1)!)
}
