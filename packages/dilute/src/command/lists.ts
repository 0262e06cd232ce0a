import type { PoleGuess, Span, Units } from '../study/index.js'
import { quantityIn } from './numbers.js'
import { UsageError } from './usage.js'

/** Of which bound states, resonances and poles there are to be lists, as the command line gives it. */
export interface ListOptions {
  /** ENERGY,ENERGY. */
  readonly boundStates?: string
  /** ℓ,ℓ, or one. */
  readonly angularMomenta?: string
  /** Guesses ENERGY,WIDTH or ENERGY,WIDTH,ℓ of poles of S. */
  readonly pole?: readonly string[]
}

/** The lists asked for, as `scatterStudy` takes them. */
export interface WantedLists {
  readonly boundStatesBetween?: Span
  readonly angularMomenta?: Span
  readonly poles?: readonly PoleGuess[]
}

/** The lists asked for; throws a UsageError for what is none. */
export function listsOf({ boundStates, angularMomenta, pole }: ListOptions, units?: Units): WantedLists {
  return {
    ...(boundStates === undefined ? {} : { boundStatesBetween: energySpan(boundStates, units) }),
    ...(angularMomenta === undefined ? {} : { angularMomenta: waveSpan(angularMomenta) }),
    ...(pole === undefined ? {} : { poles: pole.map((text) => poleGuess(text, units)) }),
  }
}

function energySpan(text: string, units: Units | undefined): Span {
  const ends = text.split(',').map((part) => quantityIn({ measures: 'energy', units }, '--bound-states', part))
  if (ends.length === 2 && ends[0]! < ends[1]!) return { from: ends[0]!, to: ends[1]! }
  throw new UsageError(`--bound-states: expected two ascending energies, found ${JSON.stringify(text)}`)
}

const isWave = (l: number): boolean => Number.isInteger(l) && l >= 0

function waveSpan(text: string): Span {
  const ends = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
  const [from, to = from] = ends
  if (ends.length <= 2 && isWave(from!) && isWave(to!) && from! <= to!) return { from: from!, to: to! }
  throw new UsageError(`--angular-momenta: expected ℓ or two ascending ones as 0,4, found ${JSON.stringify(text)}`)
}

function poleGuess(text: string, units: Units | undefined): PoleGuess {
  const parts = text.split(',')
  const [energy, width, angularMomentum] = parts.map((part) =>
    quantityIn({ measures: 'energy', units }, '--pole', part),
  )
  const known = (parts.length === 2 || (parts.length === 3 && isWave(angularMomentum!))) && width! > 0
  if (!known)
    throw new UsageError(
      `--pole: expected ENERGY,WIDTH or ENERGY,WIDTH,ℓ with a positive width, found ${JSON.stringify(text)}`,
    )
  return { energy: energy!, width: width!, ...(angularMomentum === undefined ? {} : { angularMomentum }) }
}
