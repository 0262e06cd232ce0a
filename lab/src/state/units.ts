/** The units of a study's numbers in words; without `units` in the study there are none to name. */
import type { StudyConfig } from 'dilute/study'

type Units = StudyConfig['units']

export type Measure =
  | 'number'
  | 'energy'
  | 'length'
  | 'mass'
  | 'temperature'
  | 'inverse energy'
  | 'density'
  | 'strength'
  | 'time'
  | 'rate'
  | 'heat per time'

/** The unit of a bare number of this kind, `nK/ħ` for a rate; empty where the study names no units. */
export function unitFor(units: Units, measure: Measure, dimension = 1): string {
  if (units === undefined || measure === 'number') return ''
  const { energy, length, temperature = energy, mass = `ħ²/(${energy} ${length}²)` } = units
  const named: Readonly<Record<Exclude<Measure, 'number'>, string>> = {
    energy,
    length,
    mass,
    temperature,
    'inverse energy': `1/${energy}`,
    density: `1/${length}${['', '', '²', '³'][dimension]}`,
    strength: `${energy} ${length}`,
    time: `ħ/${energy}`,
    rate: `${energy}/ħ`,
    'heat per time': `${energy}²/ħ`,
  }
  return named[measure]
}

/** `time in ħ/nK`. */
export const inUnit = (label: string, unit: string): string => (unit === '' ? label : `${label} in ${unit}`)
