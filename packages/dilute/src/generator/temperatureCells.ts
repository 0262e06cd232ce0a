import { OutOfDomain } from '../numerics/index.js'
import { gasParts, reachInThermalEnergies, gasDistribution, type Gas, type MomentumDensity } from '../model/index.js'
import type { CollisionTableOptions } from './collisionTable.js'

/**
 * One cell of a fixed grid of inverse temperatures, `from` ≤ β < `to`: from a power of four to the next, or half of
 * that. The grid knows nothing of systems, gases or studies, so that a point has the same amplitudes alone, in a sweep
 * and in any order.
 */
export interface TemperatureCell {
  /** log₂ of `from` over the octaves of a cell. */
  readonly index: number
  readonly from: number
  readonly to: number
  /** From end to end, an octave apart at most: what a table of the cell is refined for. */
  readonly betas: readonly number[]
}

/**
 * How many octaves of β a cell has. A single point in a wide cell pays for energies and partial waves that its own
 * temperature does not need; a sweep over narrow ones for more tables, which is hardly more where a table takes so much
 * longer the hotter it is.
 */
export const cellOctaves = { wide: 2, narrow: 1 } as const

type Octaves = (typeof cellOctaves)[keyof typeof cellOctaves]

/** @throws RangeError for a β that is not positive and finite. */
export function temperatureCell(beta: number, octaves: Octaves = cellOctaves.wide): TemperatureCell {
  if (!(beta > 0 && beta < Infinity))
    throw new OutOfDomain('beta', `beta must be positive and finite, but is ${beta}`, beta)
  let index = Math.floor(Math.log2(beta) / octaves)
  // log2 may round to the next edge; edges themselves are exact
  while (2 ** (index * octaves) > beta) index--
  while (2 ** ((index + 1) * octaves) <= beta) index++
  const from = 2 ** (index * octaves)
  const betas = [from, 2 * from, ...(octaves === 2 ? [4 * from] : [])].filter((each) => each > 0 && each < Infinity)
  return { index, from: betas[0]!, to: betas.at(-1)!, betas }
}

/** What one collision table serves: all gases with this key that meet the system alike. */
export interface GasCell {
  /** Equal for gases of one cell; a momentum density that is no Maxwellian is a cell of its own. */
  readonly key: string | MomentumDensity
  /** What the table is built for: `collisionTable(scatterer, cell.serves)`. */
  readonly serves: Pick<CollisionTableOptions, 'betas' | 'gases' | 'directed'>
  /** The largest energy scale of any gas of the cell, for `probeEnergies`: an energy. */
  readonly scale: number
  /** Beyond this kinetic energy the hottest gas of the cell holds a fraction of less than about 10⁻²². */
  readonly reach: number
  /**
   * Up to this kinetic energy partial waves must be complete to 10⁻¹²: of the hottest thermal gas 10⁻¹¹ is left above,
   * and waves needed there are many.
   */
  readonly completeUpTo: number
}

/** The cell of a gas: that of its β, those of its right- and left-movers together, or its own momentum density. */
export function gasCell(gas: Gas, octaves: Octaves = cellOctaves.wide): GasCell {
  const parts = gasParts(gas)
  const [shaped] = parts.flatMap((part) => ('shape' in part ? [part.shape] : []))
  if (shaped) return cellOfDensity(gas, shaped.momentumDensity)
  const kind = parts.some((part) => 'mode' in part) ? 'directed' : 'thermal'
  return cellOfBetas(
    kind,
    octaves,
    parts.flatMap((part) => ('beta' in part ? [temperatureCell(part.beta, octaves)] : [])),
  )
}

/** Cells that were asked for before: a sweep asks for one of a few ten thousand times. */
const known = new Map<string, GasCell>()

function cellOfBetas(kind: 'thermal' | 'directed', octaves: Octaves, cells: readonly TemperatureCell[]): GasCell {
  const indices = [...new Set(cells.map(({ index }) => index))].sort((a, b) => a - b)
  const key = `${kind} ${octaves} ${indices.join(' ')}`
  const cell = known.get(key) ?? madeCell(key, kind, cells)
  known.set(key, cell)
  return cell
}

function madeCell(key: string, kind: 'thermal' | 'directed', cells: readonly TemperatureCell[]): GasCell {
  const betas = [...new Set(cells.flatMap((cell) => cell.betas))].sort((a, b) => a - b)
  const scale = 1 / betas[0]!
  const reach = reachInThermalEnergies * scale
  return {
    key,
    serves: { betas, directed: kind === 'directed' },
    scale,
    reach,
    completeUpTo: reach / 2,
  }
}

function cellOfDensity(gas: Gas, momentumDensity: MomentumDensity): GasCell {
  const { reach, scales } = gasDistribution(gas)
  return { key: momentumDensity, serves: { gases: [gas] }, scale: scales[1], reach, completeUpTo: reach }
}
