import { UsageError } from './usage.js'
import type { Units } from '../study/index.js'
import { quantityIn } from './numbers.js'

/** Total energies as the command line gives them: one by one, or evenly from one to another. */
export interface EnergyOptions {
  readonly energy?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly points?: number
}

const usualPoints = 200

/**
 * The energies asked for, in the units of the study; throws a UsageError for none, for both ways at once, and for what
 * is no number.
 */
export function energiesOf({ energy, from, to, points }: EnergyOptions, units?: Units): number[] {
  const energyOf = (option: string, text: string): number => quantityIn({ measures: 'energy', units }, option, text)
  const range = Object.entries({ from, to, points })
    .filter(([, given]) => given !== undefined)
    .map(([name]) => `--${name}`)
  if (energy !== undefined && range.length > 0)
    throw new UsageError(`${range[0]}: expected nothing beside --energy, found ${range.join(', ')}`)
  if (energy !== undefined) return energy.flatMap((text) => text.split(',')).map((text) => energyOf('--energy', text))
  if (from === undefined || to === undefined)
    throw new UsageError(
      `expected --energy, or --from and --to, found ${range.length === 0 ? 'neither' : range.join(', ')}`,
    )
  return evenlyBetween(energyOf('--from', from), energyOf('--to', to), points ?? usualPoints)
}

function evenlyBetween(from: number, to: number, points: number): number[] {
  if (to <= from) throw new UsageError(`--to: expected an energy above ${from}, found ${to}`)
  return Array.from({ length: points }, (_, i) => (i === points - 1 ? to : from + ((to - from) * i) / (points - 1)))
}
