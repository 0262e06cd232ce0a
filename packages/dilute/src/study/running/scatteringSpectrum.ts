import {
  heldWaves,
  isCentral,
  type BoundLevel,
  type CentralScatterer,
  type Complete,
  type ListedResonance,
  type NoPole,
  type Pole,
  type Resonance,
  type Scatterer,
} from '../../scattering/index.js'

/** Of a central potential: the wave it is in, and 2ℓ + 1 states alike. */
interface InWave {
  readonly angularMomentum?: number
}

/** An energy below every level. */
export interface BoundState extends BoundLevel, InWave {}

/** A list with what it lacks. */
export interface Listed<T> {
  readonly list: readonly T[]
  readonly complete: Complete
}

/** A pole of S next to the real axis: total energy and full width, null where it is below rounding. */
export interface ResonanceState extends ListedResonance, InWave {}

/** From one number to another, both included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** From whatever to whatever. */
const everything: Span = { from: -Infinity, to: Infinity }
const within = ({ from, to }: Span, x: number): boolean => x >= from && x <= to

/** Of gas particle and system together, ascending, of those energies and angular momenta; null for a Born series. */
export function boundStates(
  scatterer: Scatterer,
  energies = everything,
  angularMomenta = everything,
): Listed<BoundState> | null {
  const found = isCentral(scatterer) ? statesByWave(scatterer, angularMomenta) : scatterer.boundStates?.()
  if (!found) return null
  return {
    list: ('list' in found ? found.list : found.states).filter(({ energy }) => within(energies, energy)),
    complete: found.complete,
  }
}

/** A higher wave binds no more than a lower one: the first without a state is the last asked. */
function statesByWave({ partialWaves }: CentralScatterer, { from, to }: Span): Listed<BoundState> {
  const found: BoundState[] = []
  let all: Complete = true
  for (let angularMomentum = Math.max(0, from); angularMomentum <= to; angularMomentum++) {
    const { states, complete } = partialWaves.boundStates(angularMomentum)
    if (complete !== true) all = { ...complete, reason: `ℓ = ${angularMomentum}: ${complete.reason}` }
    if (states.length === 0) break
    found.push(...states.map((state) => ({ ...state, angularMomentum })))
  }
  return { list: found.sort((a, b) => a.energy - b.energy), complete: all }
}

/**
 * Narrow ones between two total energies, ascending: those narrower than the distance to their neighbours and to the
 * thresholds.
 */
export function resonancesBetween(
  scatterer: Scatterer,
  from: number,
  to: number,
  angularMomenta = everything,
): Listed<ResonanceState> {
  const { levels, groups } = scatterer.system
  const parts = groups.flatMap((group, g): Listed<ResonanceState>[] => {
    const level = group.at(-1)!
    const upper = groups[g + 1]?.[0]
    const end = Math.min(to, upper === undefined ? Infinity : levels[upper]!) - levels[level]!
    return end <= 0
      ? []
      : resonancesAbove(scatterer, level, end, angularMomenta).map((part) => shifted(part, levels[level]!))
  })
  const list = parts
    .flatMap((part) => part.list)
    .filter(({ energy }) => energy >= from && energy <= to)
    .sort((a, b) => a.energy - b.energy)
  return { list, complete: worst(parts.map(({ complete }) => complete)) }
}

/** Of each wave, offsets from a level. */
function resonancesAbove(
  scatterer: Scatterer,
  level: number,
  to: number,
  angularMomenta: Span,
): readonly Listed<ResonanceState>[] {
  if (isCentral(scatterer)) {
    const { partialWaves } = scatterer
    return heldWaves(partialWaves, level, to, angularMomenta.to + 1)
      .filter((l) => within(angularMomenta, l))
      .map((angularMomentum) => {
        const { list, complete } = partialWaves.resonanceList(angularMomentum, level, 0, to)
        return {
          list: list.map((one) => ({ ...one, angularMomentum })),
          complete: complete === true ? true : { ...complete, reason: `ℓ = ${angularMomentum}: ${complete.reason}` },
        }
      })
  }
  return scatterer.resonanceList ? [scatterer.resonanceList(level, 0, to)] : []
}

function shifted({ list, complete }: Listed<ResonanceState>, by: number): Listed<ResonanceState> {
  return {
    list: list.map((one) => ({ ...one, energy: one.energy + by })),
    complete: complete === true || complete.upTo === null ? complete : { ...complete, upTo: complete.upTo + by },
  }
}

/** The one that goes least far. */
function worst(all: readonly Complete[]): Complete {
  const reach = (one: Complete): number => (one === true ? Infinity : (one.upTo ?? -Infinity))
  return all.reduce<Complete>((a, b) => (reach(b) < reach(a) ? b : a), true)
}

/** Where a pole is looked for: a total energy and a full width, in a partial wave of a central potential. */
export interface PoleGuess extends InWave {
  readonly energy: number
  readonly width: number
}

/** What was found from a guess; or why nothing was. */
export type FoundPole = { readonly guess: PoleGuess } & ((Pole & InWave) | NoPole)

/** The pole next to each guess, on the sheet that continues the real axis there. */
export function polesNear(scatterer: Scatterer, guesses: readonly PoleGuess[]): FoundPole[] {
  const { levels } = scatterer.system
  return guesses.map((guess): FoundPole => {
    const level = Math.max(
      0,
      levels.findLastIndex((one) => one < guess.energy),
    )
    const offset = { energy: guess.energy - levels[level]!, width: guess.width }
    const found = poleOffset(scatterer, level, offset, guess.angularMomentum ?? 0)
    if ('reason' in found) return { guess, ...found }
    return {
      guess,
      ...found,
      energy: levels[level]! + found.energy,
      ...(isCentral(scatterer) ? { angularMomentum: guess.angularMomentum ?? 0 } : {}),
    }
  })
}

function poleOffset(scatterer: Scatterer, level: number, offset: Resonance, angularMomentum: number): Pole | NoPole {
  if (isCentral(scatterer)) return scatterer.partialWaves.pole(angularMomentum, level, offset)
  return scatterer.pole?.(level, offset) ?? { reason: 'a Born series has no poles' }
}
