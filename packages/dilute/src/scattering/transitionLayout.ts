import type { ComplexBatch, EnergyBatch, Scatterer } from './scatterer.js'

/**
 * Where a batch holds S − 1: a slot for each outgoing and incoming function on the momentum shell between which it has
 * entries, in every slot an entry for each two levels.
 */
export interface TransitionLayout {
  readonly functions: number
  readonly count: number
  /** Whether every function is paired with every other, or with itself alone. */
  readonly mixing: boolean
  /** Of all levels at one energy. */
  readonly entries: number
  readonly incoming: (slot: number) => number
  /** Whether both functions of a slot are the same. */
  readonly diagonal: (slot: number) => boolean
  /** How many pairs of modes it stands for. */
  readonly multiplicity: (slot: number) => number
  /** Its entry from level l to level k among those of one energy. */
  readonly entry: (k: number, l: number, slot: number) => number
}

/** Every function with every other; or, where they stand for several modes each, with itself alone. */
export function transitionLayout(
  levelCount: number,
  functions: number,
  multiplicities?: readonly number[],
): TransitionLayout {
  if (multiplicities) {
    return {
      functions,
      count: functions,
      mixing: false,
      entries: functions * levelCount * levelCount,
      incoming: (slot) => slot,
      diagonal: () => true,
      multiplicity: (slot) => multiplicities[slot]!,
      entry: (k, l, slot) => (slot * levelCount + k) * levelCount + l,
    }
  }
  const channels = levelCount * functions
  return {
    functions,
    count: functions * functions,
    mixing: true,
    entries: channels * channels,
    incoming: (slot) => slot % functions,
    diagonal: (slot) => slot % (functions + 1) === 0,
    multiplicity: () => 1,
    entry: (k, l, slot) =>
      (k * functions + Math.floor(slot / functions)) * channels + l * functions + (slot % functions),
  }
}

/** S − 1 between functions on the momentum shell, with the layout of its batches. */
export interface ShellTransitions {
  readonly layout: TransitionLayout
  readonly transitions: (energies: EnergyBatch, out: ComplexBatch) => void
  /** As in `ShellFunctions`. */
  readonly probabilities?: (energies: EnergyBatch, open: number, out: Float64Array) => void
}

/** The functions that tables of amplitudes are made of: those of the shell, or the modes. */
export function shellTransitions(scatterer: Scatterer): ShellTransitions {
  const { levelCount, shellFunctions } = scatterer
  if (!shellFunctions) return modeTransitions(scatterer)
  return {
    layout: transitionLayout(levelCount, shellFunctions.functions, shellFunctions.multiplicities),
    transitions: shellFunctions.transitions.bind(shellFunctions),
    ...(shellFunctions.probabilities && { probabilities: shellFunctions.probabilities }),
  }
}

/** Orthonormal functions, as few as there are: squares of their entries are probabilities. */
export function orthonormalTransitions(scatterer: Scatterer): ShellTransitions {
  const { levelCount, shellFunctions } = scatterer
  if (!shellFunctions?.overlap) return shellTransitions(scatterer)
  if (!shellFunctions.orthonormal) return modeTransitions(scatterer)
  return {
    layout: transitionLayout(levelCount, shellFunctions.functions),
    transitions: shellFunctions.orthonormal.bind(shellFunctions),
  }
}

/** Every mode on its own. */
export function modeTransitions(scatterer: Scatterer): ShellTransitions {
  return {
    layout: transitionLayout(scatterer.levelCount, scatterer.modes),
    transitions: scatterer.transitions.bind(scatterer),
  }
}

/** Planes for the entries of some energies. */
export function transitionBatch({ entries }: Pick<TransitionLayout, 'entries'>, energies: number): ComplexBatch {
  return { re: new Float64Array(entries * energies), im: new Float64Array(entries * energies) }
}
