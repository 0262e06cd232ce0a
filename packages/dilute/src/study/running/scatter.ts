import { studyModel, type BathModel } from './model.js'
import { modesOrWaves, scatteringAtEnergy, type ScatteringAtEnergy } from './scatteringAtEnergy.js'
import type { Study } from '../reading/study.js'

export interface ScatterResults {
  readonly title?: string
  readonly dimension: 1 | 2 | 3
  readonly levels: readonly number[]
  /** Per level: directions, modes, or the partial waves that the highest energy needs. */
  readonly modes: number
  readonly method: string
  readonly energies: readonly ScatteringAtEnergy[]
}

/**
 * Amplitudes and S matrix of a study's model at total energies, for the gas of this name where there are several.
 * @throws StudyError for an impossible model, RangeError for a name that no gas has, for an energy that is not finite or an amplitude that diverges there.
 */
export function scatterStudy(study: Study, energies: readonly number[], name?: string): ScatterResults {
  for (const energy of energies) if (!Number.isFinite(energy)) throw new RangeError(`an energy must be a finite number, but is ${energy}`)
  const { scatterer } = bathNamed(study, energies, name)
  const { title } = study.config
  const solver = modesOrWaves(scatterer)
  return {
    ...(title === undefined ? {} : { title }),
    dimension: scatterer.dimension,
    levels: [...scatterer.system.levels],
    modes: solver.pairs.functions,
    method: study.config.scattering.method,
    energies: energies.map((energy) => scatteringAtEnergy(scatterer, solver, energy)),
  }
}

/** The gas, with as many partial waves as the highest energy needs. */
function bathNamed(study: Study, energies: readonly number[], name: string | undefined): BathModel {
  const { system: { levels } } = studyModel(study, study.config)
  const { baths } = studyModel(study, study.config, Math.max(...energies) - levels.at(-1)!)
  const bath = name === undefined && baths.length === 1 ? baths[0] : baths.find((one) => one.name === name)
  if (bath === undefined) throw new RangeError(`no gas is called ${name}: the study has ${baths.map((one) => one.name).join(', ')}`)
  return bath
}
