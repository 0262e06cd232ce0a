import type { ComplexBatch, EnergyBatch, Scatterer } from './scatterer.js'

/**
 * The pairs of functions on the momentum shell, outgoing and incoming, between which S − 1 has entries, and where a
 * batch holds them.
 */
export interface FunctionPairs {
  readonly functions: number
  readonly count: number
  /** Whether every function is paired with every other, or with itself alone. */
  readonly mixing: boolean
  /** Of all levels at one energy. */
  readonly entries: number
  readonly incoming: (pair: number) => number
  /** Whether both functions of the pair are the same. */
  readonly diagonal: (pair: number) => boolean
  /** How many pairs of modes it stands for. */
  readonly multiplicity: (pair: number) => number
  /** Its entry from level l to level k among those of one energy. */
  readonly entry: (k: number, l: number, pair: number) => number
}

/** Every function with every other; or, where they stand for several modes each, with itself alone. */
export function functionPairs(
  levelCount: number,
  functions: number,
  multiplicities?: readonly number[],
): FunctionPairs {
  if (multiplicities) {
    return {
      functions,
      count: functions,
      mixing: false,
      entries: functions * levelCount * levelCount,
      incoming: (pair) => pair,
      diagonal: () => true,
      multiplicity: (pair) => multiplicities[pair]!,
      entry: (k, l, pair) => (pair * levelCount + k) * levelCount + l,
    }
  }
  const channels = levelCount * functions
  return {
    functions,
    count: functions * functions,
    mixing: true,
    entries: channels * channels,
    incoming: (pair) => pair % functions,
    diagonal: (pair) => pair % (functions + 1) === 0,
    multiplicity: () => 1,
    entry: (k, l, pair) =>
      (k * functions + Math.floor(pair / functions)) * channels + l * functions + (pair % functions),
  }
}

/** S − 1 between functions on the momentum shell, with the layout of its batches. */
export interface PairedTransitions {
  readonly pairs: FunctionPairs
  readonly transitions: (energies: EnergyBatch, out: ComplexBatch) => void
}

/** The functions that tables of amplitudes are made of: those of the shell, or the modes. */
export function shellTransitions(scatterer: Scatterer): PairedTransitions {
  const { levelCount, shell } = scatterer
  if (!shell) return modeTransitions(scatterer)
  return {
    pairs: functionPairs(levelCount, shell.functions, shell.multiplicities),
    transitions: shell.transitions.bind(shell),
  }
}

/** Orthonormal functions, as few as there are: squares of their entries are probabilities. */
export function orthonormalTransitions(scatterer: Scatterer): PairedTransitions {
  const { levelCount, shell } = scatterer
  if (!shell?.overlap) return shellTransitions(scatterer)
  if (!shell.orthonormal) return modeTransitions(scatterer)
  return { pairs: functionPairs(levelCount, shell.functions), transitions: shell.orthonormal.bind(shell) }
}

/** Every mode on its own. */
export function modeTransitions(scatterer: Scatterer): PairedTransitions {
  return {
    pairs: functionPairs(scatterer.levelCount, scatterer.modes),
    transitions: scatterer.transitions.bind(scatterer),
  }
}

/** Planes for the entries of some energies. */
export function pairBatch({ entries }: FunctionPairs, energies: number): ComplexBatch {
  return { re: new Float64Array(entries * energies), im: new Float64Array(entries * energies) }
}
