/** The study file: its keys, and what needs several of its parts together. */
import { lastSame, oncePer } from '../../numerics/index.js'
import { formatPath, replacedAt, type Path } from '../problem/path.js'
import type { Problem } from '../problem/problem.js'
import type { Scales, Units } from '../units/studyUnits.js'
import { baths, bathsOf, type BathConfig } from './bath.js'
import { contact, contactConfig, type DeclaredContact } from './contact.js'
import { needed, optional, told, type Form, type MapValue, type Value } from './form.js'
import { gas, gasConfig, gasOf, gasProblems, type GasConfig } from './gas.js'
import { initial, initialProblems, type InitialConfig } from './initial.js'
import {
  interaction,
  interactionConfig,
  interactionProblems,
  type DeclaredInteraction,
  type InteractionConfig,
} from './interaction.js'
import { map } from './maps.js'
import { choice, list, positive, text, truth } from './numbers.js'
import { sweptPath } from './paths.js'
import { methodProblems, scattering, type ScatteringConfig } from './scattering.js'
import { mostPoints, sweep, type SweepAxis } from './sweep.js'
import { units } from './units.js'
import { siteCount, system, systemOf, systemProblems, type SystemConfig } from './system.js'

const optionalResults = choice(['generator', 'counting', 'certificates'])

/** What results have only when it is asked for. */
export type OptionalResult = Value<typeof optionalResults>

const fields = {
  $schema: optional(text(), 'Where an editor finds this schema.', { example: 'https://example.org/study.schema.json' }),
  title: optional(text(), 'A line that names the study.', { example: 'three dots in a magnetic field' }),
  system: needed(system, 'The n-level system.', { example: '{ ring: { sites: 3, tunneling: -0.3, flux: 3/4 } }' }),
  gas: optional(
    gas,
    'The gas: thermal with density and beta or temperature; of right and left movers; or with density ' +
      'and a momentumDensity. Baths in its place where there are several.',
    { example: '{ dimension: 1, mass: 1, density: 1, beta: 2 }' },
  ),
  interaction: optional(interaction, 'How a gas particle meets the system.', {
    example: '{ contact: { strengths: [1, 0.7, 1.5] } }',
  }),
  baths: optional(baths, 'Several gases that act on the same system, in place of gas and interaction.'),
  units: optional(units, 'The units of bare numbers.', {
    default: 'ħ = k_B = 1',
    example: '{ energy: meV, temperature: K, length: nm, mass: u }',
  }),
  scattering: optional(scattering, 'How amplitudes are computed.', {
    default: '{ method: exact }',
    example: '{ method: series, order: 2 }',
  }),
  normalization: optional(
    choice(['physical', 'paper']),
    'Prefactor of the rates: physical, or that of the paper, smaller by 4π in one dimension.',
    { default: 'physical', example: 'paper' },
  ),
  levelShift: optional(
    truth(),
    'Whether evolutions and exports include the collisional level shift, a Hamiltonian proportional to the density.',
    { default: 'false', example: 'true' },
  ),
  sweep: optional(sweep, 'The product of its axes, the first one slowest.', {
    example: '[{ set: gas.beta, from: 0.2, to: 40, points: 200, scale: log }]',
  }),
  initial: optional(initial, 'Where an evolution starts.', { example: '{ site: 0 }' }),
  report: optional(
    list(optionalResults, 'a list of generator, counting, certificates'),
    'Optional parts of the results: the spectrum of the generator (7), the counting statistics of the ' +
      'transitions, in a sweep the certificates of every point.',
    { default: 'none of them', example: '[generator, counting]' },
  ),
  record: optional(
    list(text('the name of a result'), 'a list of names of results'),
    'Which results a sweep keeps: paths of results, violation or loop.',
    { default: 'all', example: '[violation, currents]' },
  ),
  tolerance: optional(
    positive(),
    'Bound on the estimated relative error of every rate, whichever command computes it.',
    {
      default: '1e-10',
      example: '1e-8',
    },
  ),
}

export const study = map(fields, {
  title: 'dilute study',
  meaning: 'Scattering, rates and thermodynamics of an n-level system in a dilute gas, or in several.',
})

told(study.schema, { oneOf: [{ required: ['gas', 'interaction'] }, { required: ['baths'] }] })

type DeclaredStudy = MapValue<typeof fields>

/** A study file as data: numbers evaluated, in the units of the model, and defaults filled in. */
export interface StudyConfig {
  readonly title?: string | undefined
  readonly system: SystemConfig
  /** The one gas and its interaction; absent where there are baths. */
  readonly gas?: GasConfig | undefined
  readonly interaction?: InteractionConfig | undefined
  /** Several gases that act on the same system. */
  readonly baths?: readonly BathConfig[] | undefined
  /** The units of energies and lengths here, and those that the study has for masses and temperatures besides. */
  readonly units?: Units | undefined
  /** What one unit of its bare numbers is in those; absent where no units are named. */
  readonly scales?: Scales
  readonly scattering: ScatteringConfig
  readonly normalization: 'physical' | 'paper'
  /** Whether the collisional level shift, a part of (9), is added to H_S. */
  readonly levelShift?: boolean | undefined
  readonly sweep?: readonly SweepAxis[] | undefined
  /** Where an evolution starts. */
  readonly initial?: InitialConfig | undefined
  /** Optional parts of the results. */
  readonly report?: readonly OptionalResult[] | undefined
  /** Names of the results that a sweep keeps. */
  readonly record?: readonly string[] | undefined
  /** Bound on the estimated relative error of every rate. */
  readonly tolerance?: number | undefined
}

/** The configuration of a study that has its gases. */
export function studyConfig(
  { gas: one, interaction: its, baths: several, ...rest }: DeclaredStudy,
  scales: Scales,
): StudyConfig {
  const { scattering: how, normalization } = rest
  return {
    ...replacedAt(rest, ['$schema'], undefined),
    ...(several
      ? { baths: several.map(({ name, ...parts }) => ({ name, ...bathConfig(parts, scales) })) }
      : bathConfig({ gas: one!, interaction: its! }, scales)),
    ...(rest.units === undefined ? {} : { scales }),
    scattering: how ?? { method: 'exact' },
    normalization: normalization ?? 'physical',
  }
}

interface DeclaredGasParts {
  readonly gas: Value<typeof gas>
  readonly interaction: DeclaredInteraction
}

function bathConfig(declared: DeclaredGasParts, scales: Scales): Omit<BathConfig, 'name'> {
  const made = gasConfig(declared.gas, scales)
  return { gas: made, interaction: interactionConfig(declared.interaction, made.dimension) }
}

/**
 * A part of a study that is read on its own, as it stands in the configuration; `dimension` is that of the gas it
 * belongs to.
 */
export function partConfig(
  form: Form,
  value: unknown,
  { scales, dimension }: { readonly scales: Scales; readonly dimension: 1 | 2 | 3 },
): unknown {
  if (form === gas) return gasConfig(value as Value<typeof gas>, scales)
  if (form === contact) return contactConfig(value as DeclaredContact, dimension)
  return form === interaction ? interactionConfig(value as DeclaredInteraction, dimension) : value
}

/** The system of a configuration, made once for the same part of it. */
export const madeSystem = lastSame(systemOf)

/** The gas of a configuration, made once for the same part of it. */
export const madeGas = oncePer(gasOf)

/** What needs more than one key to be right. */
export interface Check {
  /** The parts of the study that it depends on. */
  readonly reads: readonly Path[]
  readonly problems: (config: StudyConfig) => readonly Problem[]
}

/**
 * Everything that is to be right in a configuration: one entry per site, the right interaction for the dimension, a
 * Hermitian matrix.
 */
export function checksOf(config: StudyConfig): readonly Check[] {
  return [
    { reads: [['system']], problems: ({ system: of }) => systemProblems(of) },
    ...bathsOf(config).flatMap(({ holder }, b): Check[] => gasChecks(holder, b)),
    {
      reads: [['scattering']],
      problems: (one) =>
        methodProblems(
          one.scattering.method,
          bathsOf(one).map(({ interaction: its }) => its),
        ),
    },
    { reads: [['initial'], sitesOfRing], problems: (one) => initialProblems(one.initial, siteCount(one.system)) },
    { reads: [], problems: sweepProblems },
  ]
}

/** The only number of a study that says how many sites there are. */
const sitesOfRing = ['system', 'ring', 'sites']

function gasChecks(holder: Path, b: number): Check[] {
  const path = [...holder, 'gas']
  return [
    { reads: [path], problems: (one) => gasProblems(bathsOf(one)[b]!.gas, path, madeGas) },
    {
      reads: [[...holder, 'interaction'], [...path, 'dimension'], sitesOfRing],
      problems: (one) =>
        interactionProblems(bathsOf(one)[b]!.interaction, {
          sites: siteCount(one.system),
          dimension: bathsOf(one)[b]!.gas.dimension,
          holder,
        }),
    },
  ]
}

function sweepProblems({ sweep: axes = [], baths: several }: StudyConfig): Problem[] {
  const named = axes.flatMap((axis, a) =>
    setsOf(axis, a).map(({ set, at }) => ({ name: formatPath(sweptPath({ baths: several }, set)), at, axis: a })),
  )
  return [...repeatedPaths(named), ...tooManyPoints(axes.map(pointsOf))]
}

/** The paths that an axis sets, and where they stand in the study. */
function setsOf(axis: SweepAxis, a: number): readonly { readonly set: string; readonly at: Path }[] {
  if ('together' in axis) return axis.together.map(({ set }, i) => ({ set, at: ['sweep', a, 'together', i, 'set'] }))
  return 'set' in axis ? [{ set: axis.set, at: ['sweep', a, 'set'] }] : []
}

/** How many points an axis has. */
export function pointsOf(axis: SweepAxis): number {
  return 'values' in axis ? axis.values.length : Number(axis.points)
}

function repeatedPaths(named: readonly { readonly name: string; readonly at: Path }[]): Problem[] {
  return named.flatMap(({ name, at }, i): Problem[] => {
    const first = named.findIndex((other) => other.name === name)
    const found = `${name}, like ${formatPath(named[first]!.at)}`
    return first === i ? [] : [{ path: at, expected: 'a path that no other axis sets', found }]
  })
}

function tooManyPoints(lengths: readonly number[]): Problem[] {
  const points = lengths.reduce((product, length) => product * length, 1)
  return points <= mostPoints ? [] : [{ path: ['sweep'], expected: `at most ${mostPoints} points`, found: `${points}` }]
}
