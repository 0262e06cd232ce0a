import type { Validity } from '../../solution/index.js'
import type { ValidityResults } from '../results.js'

export const validityResults = ({
  secular: { ratio, ratioError },
  lowDensityRatio,
  lowDensityRatioError,
}: Validity): ValidityResults => ({
  secularRatio: ratio,
  secularRatioError: Number.isNaN(ratioError) ? null : ratioError,
  lowDensityRatio,
  lowDensityRatioError,
})
