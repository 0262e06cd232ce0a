/** Which quantities a map can show of a study, and why not the others. */
import { mapQuantities, type MapQuantity, type Point } from '../engine/protocol.js'

type Asked = Pick<Point, 'beta' | 'baths' | 'reasons'>

/** Why a quantity has no value wherever the study's numbers are varied; null where it may have one. */
export function whyNowhere({ beta, baths, reasons }: Asked, quantity: MapQuantity): string | null {
  if (quantity === 'violation' && beta === null)
    return reasons['detailedBalance.ratio'] ?? 'the gases have no common temperature'
  const betas = baths === undefined ? [beta] : Object.values(baths).map((bath) => bath.beta)
  if (quantity === 'entropy' && betas.includes(null))
    return reasons['entropyProduction.total'] ?? 'a gas has no temperature'
  return null
}

/** The first that the study has. */
export const firstQuantity = (point: Asked): MapQuantity =>
  mapQuantities.find((quantity) => whyNowhere(point, quantity) === null)!
