import { logPeakDensity, type ThermalGas } from '../model/index.js'
export interface ShellDensity {
  readonly weight: (kinetic: number, direction: 1 | -1) => number
  readonly directed: boolean
  readonly edges: readonly number[]
  readonly reach: number
  readonly scales: readonly [number, number]
}
export function shellDensity(gas: ThermalGas): ShellDensity {
  const peak = gas.density * Math.exp(logPeakDensity(gas))
  return { weight: (e) => peak * Math.exp(-gas.beta * e), directed: false, edges: [1 / gas.beta, 8 / gas.beta], reach: 50 / gas.beta, scales: [1 / gas.beta, 1 / gas.beta] }
}
