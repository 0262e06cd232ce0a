import { cellOctaves, gasCell, type GasCell } from '../generator/index.js'
import { hasPotentials, type System } from '../model/index.js'
import type { Encounter } from './model.js'
import { radiansAcross } from './tractable.js'

/**
 * Of waves at the energies of a wide cell across potentials: where they turn by more, a table takes seconds, and half
 * as long again or more at twice the temperature.
 */
const manyRadians = 300

/**
 * The cell of temperatures that an encounter with a system belongs to, which depends on both alone; `key` is equal for
 * those that scatter alike.
 */
export function cellsFor(system: System): (encounter: Encounter, key: string) => GasCell {
  const known = new Map<string, boolean>()
  return ({ gas, interaction }, key) => {
    const wide = gasCell(gas)
    if (!hasPotentials(interaction) || typeof wide.key !== 'string') return wide
    const name = `${wide.key} ${key}`
    const isSlow = known.get(name) ?? radiansAcross(system, interaction, gas, wide.reach) > manyRadians
    known.set(name, isSlow)
    return isSlow ? gasCell(gas, cellOctaves.narrow) : wide
  }
}
