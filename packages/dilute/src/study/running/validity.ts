import type { Validity } from '../../solution/index.js'
import type { ValidityResults } from '../results.js'
import { numberOrNull } from './nested.js'

export const validityResults = ({
  secular: { ratio, ratioError },
  lowDensityRatio,
  lowDensityRatioError,
}: Validity): ValidityResults => ({
  secularRatio: ratio,
  secularRatioError: numberOrNull(ratioError),
  lowDensityRatio,
  lowDensityRatioError,
})
