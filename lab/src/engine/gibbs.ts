/** Whether the Gibbs state is what a study ends in: asked of the results. */
import type { BalanceShown, Point } from './protocol.js'

const tolerance = 1e-9

const isSmall = (residual: number | null): boolean => residual !== null && residual < tolerance

/** Of all gases together: there is none where they share no temperature, and not every approximation keeps it. */
export const isGibbs = ({ stationary: { gibbsResidual } }: Pick<Point, 'stationary'>): boolean => isSmall(gibbsResidual)

/** Whether the rates of the gas leave the Gibbs state of its own temperature as it is. */
export const keepsGibbs = ({ thermalizationResidual }: Pick<BalanceShown, 'thermalizationResidual'>): boolean =>
  isSmall(thermalizationResidual)
