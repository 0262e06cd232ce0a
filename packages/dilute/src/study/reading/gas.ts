import { directedGas, sampledMomentumDensity, stationaryGas, thermalGas, type Gas, type MomentumDensity } from '../../model/index.js'
import { realFunction } from '../arithmetic/realFunction.js'
import type { GasConfig, MomentumDensityConfig } from './config.js'

/** The gas that a study declares; throws an InvalidModel with a path below the gas. */
export function gasOf(config: GasConfig): Gas {
  if ('momentumDensity' in config) return stationaryGas({ ...config, momentumDensity: momentumDensity(config.momentumDensity) })
  return 'right' in config ? directedGas(config) : thermalGas(config)
}

function momentumDensity(config: MomentumDensityConfig): MomentumDensity {
  if ('momenta' in config) return sampledMomentumDensity(config)
  const { expression, from, to, kinks = [] } = config
  return { at: densityFunction(expression), from, to, kinks }
}

/** G(p) from an expression in p; throws an ArithmeticError. */
export function densityFunction(expression: string): (momentum: number) => number {
  return realFunction(expression, { variable: 'p', remark: 'a density that changed in time or from place to place would not be stationary' })
}
