/** What results say of their units, where the study names any. */
import type { System } from '../../model/index.js'
import type { Warning } from '../../solution/index.js'
import { bathsOf } from '../declare/bath.js'
import type { StudyConfig } from '../declare/study.js'
import type { UnitResults } from '../results.js'
import { scalesOf } from '../units/studyUnits.js'

type Named = Pick<StudyConfig, 'units'>

/** The units as the study names them; nothing without. */
export const unitResults = ({ units }: Named): Pick<UnitResults, 'units'> => (units === undefined ? {} : { units })

/** The units, the second, and the temperature that belongs to a β. */
export function temperatureResults(
  config: Named & Pick<StudyConfig, 'gas' | 'baths'>,
  beta: number | null,
): UnitResults {
  if (config.units === undefined) return {}
  return {
    units: config.units,
    ...spaceOf(config),
    ...inSeconds(config, 'secondsPerTime', 1),
    ...temperatureOf(config, beta),
  }
}

/** The dimension of space, where all gases share it. */
function spaceOf(config: Pick<StudyConfig, 'gas' | 'baths'>): Pick<UnitResults, 'dimension'> {
  const [dimension, ...others] = new Set(bathsOf(config).map(({ gas }) => gas.dimension))
  return others.length === 0 ? { dimension: dimension! } : {}
}

/** T in the study's unit of temperatures; nothing without units. */
export function temperatureOf({ units }: Named, beta: number | null): Pick<UnitResults, 'temperature'> {
  return units === undefined ? {} : { temperature: beta === null ? null : 1 / (beta * scalesOf(units).temperature) }
}

/** Times in seconds, under this name; nothing without units. */
export function inSeconds<Name extends string, Times extends number | readonly number[] | null>(
  { units }: Named,
  name: Name,
  times: Times,
): { readonly [N in Name]?: Times } {
  const { second } = scalesOf(units)
  return second === undefined ? {} : ({ [name]: scaled(times, second) } as { readonly [N in Name]: Times })
}

function scaled<Times extends number | readonly number[] | null>(times: Times, by: number): Times {
  if (times === null) return times
  return (typeof times === 'number' ? times * by : times.map((time) => time * by)) as Times
}

/** Below this, an energy is one in joules. */
const leastEnergy = 1e-15

/** Energies that are taken for joules, in a study that names no units. */
export function unitWarnings({ units }: Named, { hamiltonian: { re, im } }: System): Warning[] {
  const largest = re.reduce((most, x, e) => Math.max(most, Math.abs(x), Math.abs(im[e]!)), 0)
  if (units !== undefined || largest === 0 || largest > leastEnergy) return []
  return [
    {
      kind: 'joules',
      severity: -Math.log(largest),
      text:
        `energies of about ${largest.toPrecision(2)} look like joules, but are taken in units with ħ = ` +
        `k_B = 1: name the units of the study ` +
        '(units: { energy: J, length: m, mass: kg, temperature: K })',
    },
  ]
}
