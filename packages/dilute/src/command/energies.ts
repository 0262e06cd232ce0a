import { UsageError } from './usage.js'
import { numberOf } from './numbers.js'

/** Total energies as the command line gives them: one by one, or evenly from one to another. */
export interface EnergyOptions {
  readonly energy?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly points?: number
}

const usualPoints = 200

/** The energies asked for; throws a UsageError for none, for both ways at once, and for what is no number. */
export function energiesOf({ energy, from, to, points }: EnergyOptions): number[] {
  const range = Object.entries({ from, to, points }).filter(([, given]) => given !== undefined).map(([name]) => `--${name}`)
  if (energy !== undefined && range.length > 0) throw new UsageError(`${range[0]}: expected nothing beside --energy, found ${range.join(', ')}`)
  if (energy !== undefined) return energy.flatMap((text) => text.split(',')).map((text) => numberOf('--energy', text))
  if (from === undefined || to === undefined) throw new UsageError(`expected --energy, or --from and --to, found ${range.length === 0 ? 'neither' : range.join(', ')}`)
  return evenlyBetween(numberOf('--from', from), numberOf('--to', to), points ?? usualPoints)
}

function evenlyBetween(from: number, to: number, points: number): number[] {
  if (to <= from) throw new UsageError(`--to: expected an energy above ${from}, found ${to}`)
  return Array.from({ length: points }, (_, i) => (i === points - 1 ? to : from + ((to - from) * i) / (points - 1)))
}
