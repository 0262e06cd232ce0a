import { transitionBatch, type ComplexBatch, type ShellTransitions } from '../scattering/index.js'

/** A transition at one total energy. */
export interface Entry {
  readonly to: number
  readonly from: number
}

/**
 * M = S − 1 of some transitions, at kinetic energies above `level`: entry by entry, slot by slot, and within by energy.
 * Read a few energies at a time, since they come with all other transitions.
 */
export function sampledAmplitudes(
  { layout, transitions }: ShellTransitions,
  level: number,
  kinetic: Float64Array,
  entries: readonly Entry[],
): ComplexBatch {
  const out = transitionBatch({ entries: entries.length * layout.count }, kinetic.length)
  for (let first = 0; first < kinetic.length; first += atOnce) {
    const offsets = kinetic.subarray(first, first + atOnce)
    const batch = transitionBatch(layout, offsets.length)
    transitions({ level, offsets }, batch)
    entries.forEach(({ to, from }, i) => {
      for (let slot = 0; slot < layout.count; slot++) {
        const row = layout.entry(to, from, slot) * offsets.length
        const place = (i * layout.count + slot) * kinetic.length + first
        out.re.set(batch.re.subarray(row, row + offsets.length), place)
        out.im.set(batch.im.subarray(row, row + offsets.length), place)
      }
    })
  }
  return out
}

const atOnce = 64
