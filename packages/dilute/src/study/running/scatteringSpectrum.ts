import { isCentral, type CentralScatterer, type ChannelScatterer, type Resonance, type Scatterer } from '../../scattering/index.js'

/** Of a central potential: the wave it is in, and 2ℓ + 1 states alike. */
interface InWave {
  readonly angularMomentum?: number
}

/** An energy below every level. */
export interface BoundState extends InWave {
  readonly energy: number
}

/** A pole of S next to the real axis: total energy and full width. */
export interface ResonanceState extends BoundState {
  readonly width: number
}

const hasChannels = (scatterer: Scatterer): scatterer is ChannelScatterer => 'boundStates' in scatterer

/** Of gas particle and system together, ascending; null for contacts. */
export function boundStates(scatterer: Scatterer): BoundState[] | null {
  if (isCentral(scatterer)) return statesByWave(scatterer)
  return hasChannels(scatterer) ? scatterer.boundStates().map((energy) => ({ energy })) : null
}

/** A higher wave binds no more than a lower one: the first without a state is the last asked. */
function statesByWave({ partialWaves }: CentralScatterer): BoundState[] {
  const found: BoundState[] = []
  for (let angularMomentum = 0; ; angularMomentum++) {
    const energies = partialWaves.boundStates(angularMomentum)
    if (energies.length === 0) return found.sort((a, b) => a.energy - b.energy)
    found.push(...energies.map((energy) => ({ energy, angularMomentum })))
  }
}

/** Narrow ones between two total energies, ascending. */
export function resonancesBetween(scatterer: Scatterer, from: number, to: number): ResonanceState[] {
  const { levels, groups } = scatterer.system
  return groups.flatMap((group, g) => {
    const level = group.at(-1)!
    const upper = groups[g + 1]?.[0]
    const end = Math.min(to, upper === undefined ? Infinity : levels[upper]!) - levels[level]!
    const total = ({ energy, width }: Resonance, wave: InWave): ResonanceState => ({ energy: levels[level]! + energy, width, ...wave })
    return end <= 0 ? [] : resonancesAbove(scatterer, level, end).map(([resonance, wave]) => total(resonance, wave))
  }).filter(({ energy }) => energy >= from && energy <= to).sort((a, b) => a.energy - b.energy)
}

function resonancesAbove(scatterer: Scatterer, level: number, to: number): [Resonance, InWave][] {
  if (!isCentral(scatterer)) return scatterer.resonances(level, 0, to).map((resonance) => [resonance, {}])
  const { partialWaves, waves } = scatterer
  return Array.from({ length: waves }, (_, angularMomentum) => (
    partialWaves.resonances(angularMomentum, level, 0, to).map((resonance): [Resonance, InWave] => [resonance, { angularMomentum }])
  )).flat()
}
