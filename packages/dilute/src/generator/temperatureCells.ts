import { isDirected, isThermal, shellDensity, type Gas } from '../model/index.js'

/** Gases that one collision table serves, whichever of them a study asks for. */
export interface GasCell {
  readonly key: string
  /** What the table is built for. */
  readonly gases: readonly Gas[]
  /** The kinetic energy beyond which none of them has anything to speak of. */
  readonly reach: number
  /** The largest energy scale of any. */
  readonly scale: number
}

const perDecade = 2

function betasOf(beta: number): readonly number[] {
  const cell = Math.floor(Math.log10(beta) * perDecade)
  return [10 ** (cell / perDecade), 10 ** ((cell + 1) / perDecade)]
}

export function gasCell(gas: Gas): GasCell {
  const gases = membersOf(gas)
  const shells = gases.map(shellDensity)
  return {
    key: isThermal(gas) || isDirected(gas) ? JSON.stringify(gases) : JSON.stringify({ ...gas, density: 1 }), gases,
    reach: Math.max(...shells.map(({ reach }) => reach)), scale: Math.max(...shells.map(({ scales }) => scales[1])),
  }
}

function membersOf(gas: Gas): Gas[] {
  if (isThermal(gas)) return betasOf(gas.beta).map((beta) => ({ ...gas, density: 1, beta }))
  if (!isDirected(gas)) return [gas]
  return [0, 1].map((end) => ({
    ...gas, right: { density: 1, beta: betasOf(gas.right.beta)[end]! }, left: { density: 1, beta: betasOf(gas.left.beta)[end]! },
  }))
}
