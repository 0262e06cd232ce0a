/** Heat from each gas over temperatures of one. */
import type { RunOptions } from 'dilute/study'
import { axisValues } from '../axes.js'
import type { Axis, GasesAnswer, Questions } from '../protocol.js'
import { sweptPoints } from './points.js'
import { inBetas, single, swept } from './studies.js'

export async function gases(
  { tree, gas, points }: Questions['gases']['ask'],
  options: RunOptions,
): Promise<GasesAnswer> {
  const { config } = single(tree)
  const baths = config.baths ?? []
  const beta = baths[gas]?.gas
  if (beta === undefined || !('beta' in beta))
    throw new Error('Choose a study with several thermal gases, such as the preset “Two gases”.')
  const axis: Axis = { path: `baths.${gas}.gas.beta`, from: beta.beta / 5, to: beta.beta * 5, scale: 'log' }
  const solved = await sweptPoints(swept(inBetas(tree, config), [axis], points), options)
  const names = baths.map(({ name }) => name)
  return {
    betas: axisValues(axis, points),
    heat: Object.fromEntries(names.map((name) => [name, solved.map(({ heatCurrents }) => heatCurrents[name]!)])),
    entropy: solved.map(({ entropyProduction: { total } }) => total),
  }
}
