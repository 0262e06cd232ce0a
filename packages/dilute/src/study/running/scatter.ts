import { largestOf, OutOfDomain, singleStep, smallestOf } from '../../numerics/index.js'
import { hasPotentials } from '../../model/index.js'
import { feltSupport, type Complete, type Scatterer } from '../../scattering/index.js'
import { Intractable, type Encounter } from '../../solution/index.js'
import { blaming } from './extremes.js'
import { leftAside } from './leftAside.js'
import { levelResults } from './nested.js'
import { studyModel } from './model.js'
import { modesOrWaves, scatteringAtEnergy, type ScatteringAtEnergy } from './scatteringAtEnergy.js'
import {
  boundStates,
  polesNear,
  resonancesBetween,
  type BoundState,
  type FoundPole,
  type PoleGuess,
  type ResonanceState,
  type Span,
} from './scatteringSpectrum.js'
import type { Study } from '../read/study.js'
import type { UnitResults } from '../results.js'
import { inSeconds, unitResults, unitWarnings } from './unitResults.js'
import { running, type RunOptions, type Running, type Step, type Task } from './running.js'

/** Scattering at total energies, as plain data; the contract of `dilute scatter --json`. */
export interface ScatterResults extends Pick<UnitResults, 'units'> {
  readonly title?: string
  /** What a reader must know. */
  readonly warnings: readonly string[]
  readonly dimension: 1 | 2 | 3
  readonly levels: readonly number[]
  readonly levelsError: readonly number[]
  /** Per level: directions, modes, or the partial waves that the highest energy needs. */
  readonly modes: number
  readonly method: string
  /** Below every level, those asked for; null for a Born series, which binds nothing. */
  readonly boundStates: readonly BoundState[] | null
  /** Narrow ones between the lowest and the highest energy; of a single energy, from the lowest level to it. */
  readonly resonances: readonly ResonanceState[]
  /** One for each guess, when asked for. */
  readonly poles?: readonly FoundPole[]
  /**
   * Whether each list has all there is, or up to which total energy and why no further; of bound states null where none
   * are looked for.
   */
  readonly complete: { readonly boundStates: Complete | null; readonly resonances: Complete }
  /** Of slow particles in the lowest level; null where several levels open together, and in the plane. */
  readonly scatteringLength: number | null
  readonly scatteringLengthError: number | null
  readonly effectiveRange: number | null
  readonly effectiveRangeError: number | null
  /** Why a quantity is null, by its name. */
  readonly reasons: Readonly<Record<string, string>>
  readonly energies: readonly ScatteringAtEnergy[]
}

/** What else `scatterStudy` is asked for. */
export interface ScatterRequest {
  /** The gas, where there are several. */
  readonly bath?: string | undefined
  /** Whether delay times are asked for: two more solutions an energy. */
  readonly delayTimes?: boolean | undefined
  /** Guesses that poles of S are to be searched for from. */
  readonly poles?: readonly PoleGuess[] | undefined
  /** The energies between which bound states are listed; all of them unless given. */
  readonly boundStatesBetween?: Span | undefined
  /** The angular momenta of bound states and resonances, of potentials about a centre; all of them unless given. */
  readonly angularMomenta?: Span | undefined
}

/**
 * Amplitudes and S matrix of a study's model at total energies, an energy a part.
 * Throws StudyError for an impossible model, RangeError for a name that no gas has, for an energy that is not finite or
 * an amplitude that diverges there.
 */
export function scatterStudy(
  study: Study,
  energies: readonly number[],
  request: ScatterRequest = {},
  options: RunOptions = {},
): Running<ScatteringAtEnergy, ScatterResults> {
  return running(() => scatterTask(study, energies, request), options, blaming(study))
}

function scatterTask(
  study: Study,
  energies: readonly number[],
  request: ScatterRequest,
): Task<ScatteringAtEnergy, ScatterResults> {
  for (const energy of energies)
    if (!Number.isFinite(energy))
      throw new OutOfDomain('energies', `an energy must be a finite number, but is ${energy}`, energy)
  const scatterer = scattererOf(study, largestOf(energies), request.bath)
  const solver = modesOrWaves(scatterer)
  const { delayTimes = false } = request
  let lists: Lists | undefined
  return {
    total: energies.length,
    parts: (function* (): Generator<Step<ScatteringAtEnergy>, void, void> {
      yield singleStep('bound states and resonances')
      lists = listsOf(scatterer, energies, request)
      for (const energy of energies) {
        yield singleStep('energies')
        yield { part: timed(scatteringAtEnergy(scatterer, solver, energy, delayTimes), study) }
      }
    })(),
    together: (parts) => ({ ...headOf(study, scatterer, solver.layout.functions), ...lists!, energies: parts }),
  }
}

function headOf(
  study: Study,
  { dimension, system }: Scatterer,
  modes: number,
): Pick<ScatterResults, 'title' | 'units' | 'warnings' | 'dimension' | 'levels' | 'levelsError' | 'modes' | 'method'> {
  const {
    title,
    scattering: { method },
  } = study.config
  return {
    ...(title === undefined ? {} : { title }),
    ...unitResults(study.config),
    warnings: [...leftAside(study), ...unitWarnings(study.config, system).map(({ text }) => text)],
    dimension,
    ...levelResults(system),
    modes,
    method,
  }
}

/** Delay times in seconds too, where the study names units. */
function timed(one: ScatteringAtEnergy, { config }: Study): ScatteringAtEnergy {
  return one.delayTime === undefined ? one : { ...one, ...inSeconds(config, 'delayTimeSeconds', one.delayTime) }
}

type Lists = Pick<ScatterResults, 'boundStates' | 'resonances' | 'complete' | 'poles'> & Slow

function listsOf(
  scatterer: Scatterer,
  energies: readonly number[],
  { poles, boundStatesBetween, angularMomenta }: ScatterRequest,
): Lists {
  const bound = boundStates(scatterer, boundStatesBetween, angularMomenta)
  const from = energies.length === 1 ? scatterer.system.levels[0]! : smallestOf(energies)
  const resonances = resonancesBetween(scatterer, from, largestOf(energies), angularMomenta)
  return {
    boundStates: bound?.list ?? null,
    resonances: resonances.list,
    complete: { boundStates: bound?.complete ?? null, resonances: resonances.complete },
    ...(poles === undefined ? {} : { poles: polesNear(scatterer, poles) }),
    ...slow(scatterer),
  }
}

/** Of the gas named, with as many partial waves as the highest energy needs. */
function scattererOf(study: Study, highest: number, name: string | undefined): Scatterer {
  const { encounters, system } = studyModel(study, study.config)
  const named =
    name === undefined && encounters.length === 1 ? encounters[0] : encounters.find((one) => one.name === name)
  if (named === undefined)
    throw new OutOfDomain(
      'bath',
      `no gas is called ${name}: the study has ${encounters.map((one) => one.name).join(', ')}`,
    )
  requireFewTurns(named, highest - system.levels[0]!)
  return named.scattererUpTo(highest - system.levels.at(-1)!)
}

/** Radians that a wave may turn by across potentials: it takes as many steps to follow. */
const mostRadians = 1e5

function requireFewTurns({ gas, interaction }: Encounter, kineticEnergy: number): void {
  if (!hasPotentials(interaction)) return
  const length = feltSupport(interaction, gas.mass).reduce((sum, [from, to]) => sum + to - from, 0)
  const radians = Math.sqrt(2 * gas.mass * Math.max(0, kineticEnergy)) * length
  if (radians <= mostRadians) return
  throw new Intractable(
    `the waves of a gas of mass ${gas.mass} turn by ${radians.toPrecision(2)} radians across potentials that are ` +
      `${length.toPrecision(3)} wide in all at the highest energy: more than ${mostRadians} are not tried`,
  )
}

type Slow = Pick<
  ScatterResults,
  'scatteringLength' | 'scatteringLengthError' | 'effectiveRange' | 'effectiveRangeError' | 'reasons'
>

function slow(scatterer: Scatterer): Slow {
  const why = { reason: scatterer.brokenLaws.unitarity ?? 'not asked of this solver' }
  const { scatteringLength, effectiveRange } = scatterer.threshold?.() ?? { scatteringLength: why, effectiveRange: why }
  const [a, r] = [scatteringLength, effectiveRange]
  return {
    scatteringLength: 'value' in a ? a.value : null,
    scatteringLengthError: 'value' in a ? a.error : null,
    effectiveRange: 'value' in r ? r.value : null,
    effectiveRangeError: 'value' in r ? r.error : null,
    reasons: {
      ...('reason' in a ? { scatteringLength: a.reason } : {}),
      ...('reason' in r ? { effectiveRange: r.reason } : {}),
    },
  }
}
