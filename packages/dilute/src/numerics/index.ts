export {
  transpose,
  adjoint,
  adjointInto,
  columnsFrom,
  complexZeros,
  copyMatrix,
  largestEntry,
  sideBySide,
  type ComplexMatrix,
  type ComplexVector,
} from './complexMatrix.js'
export { zeroArrays } from './zeroArrays.js'
export { ArrayRoom } from './arrayRoom.js'
export { multiply, multiplyInto } from './multiply.js'
export { invertInPlace, invertPlain } from './invert.js'
export { manyLevels, type DiagonalShift, type ManyLevels, type Planes } from './manyLevelKernel.js'
export { schurReduction, type Reduction } from './schur.js'
export { singularSystem, type NullSpaces, type SingularSystem } from './nullSpaces.js'
export { extremalStates } from './extremalStates.js'
export { hermitianEigensystem, hermitianEigenvalues, type HermitianEigensystem } from './hermitian.js'
export { projectedEigensystem, type ProjectedEigensystem } from './projectedEigensystem.js'
export { realEigenvalues } from './realEigenvalues.js'
export { realEigensystem, type EigenMode } from './realEigensystem.js'
export { gradedSingularSystem, type GradedSingularSystem } from './gradedSingularSystem.js'
export { defended, gradedEigensystem, type GradedMode } from './gradedEigensystem.js'
export {
  eigenvalueErrors,
  eigenvalueRounding,
  entrywiseUncertainty,
  type Eigenvalue,
  type Uncertainty,
} from './eigenvalueErrors.js'
export { fromLittleEndian, littleEndian } from './littleEndian.js'
export { euclideanNorm, largestOf, smallestOf } from './extremes.js'
export { gaussWeights, kronrodNodes, kronrodWeights } from './gaussKronrod.js'
export {
  adaptiveIntegral,
  type AdaptiveOptions,
  type PanelFunction,
  type VectorIntegral,
} from './adaptiveQuadrature.js'
export { integralPanels, type IntegralPanel, type PanelSearch } from './integralPanels.js'
export { monotoneCubic } from './monotoneCubic.js'
export { gaussLegendre, legendre, type QuadratureRule } from './gaussLegendre.js'
export { besselJ0, besselK0, besselK1, complexHankel0, eulerGamma, hankel0, hankel1 } from './bessel.js'
export {
  ExtendedArray,
  extended,
  logarithm,
  minus,
  modulus,
  negative,
  over,
  plus,
  scaled,
  smaller,
  squareRoot,
  times,
  timesExponential,
  toBar,
  toNumber,
  zero,
  type Extended,
} from './extended.js'
export { censored, stationaryDistribution, stationaryWeights, type Censoring } from './gth.js'
export { heightDifferences, heights, visits, type Visits } from './poissonEquation.js'
export { matrixExponential } from './matrixExponential.js'
export { stochasticExponential } from './stochasticExponential.js'
export {
  dormandPrince,
  type DormandPrinceOptions,
  type DormandPrinceSolution,
  type VectorField,
} from './dormandPrince.js'
export { philox4x32, randomStream, weightedChoice, type RandomStream } from './randomStream.js'
export { choiceTable, type ChoiceTable } from './choiceTable.js'
export { closedClasses, strongComponents, type StrongComponent } from './strongComponents.js'
export { NotConverged, OutOfDomain, type Shortfall } from './failures.js'
export { finish, singleStep, stepwise, type StepProgress, type Steps } from './steps.js'
export { constants, lazily, made, lastSame, once, oncePer, type Makers } from './once.js'
export { nestedClenshawCurtis, type NestedRule } from './clenshawCurtis.js'
export {
  absolute,
  complex,
  conjugate,
  cosine,
  difference,
  exponential,
  exponentialLessOne,
  multiple,
  naturalLogarithm,
  product,
  quotient,
  root,
  sine,
  sum,
  timesI,
  type ComplexNumber,
} from './complexNumber.js'
export {
  gapKernel,
  topKernel,
  type GapKernel,
  type LowerPair,
  type PrincipalMinors,
  type ThreeLevelPanel,
  type TopKernel,
} from './threeLevelKernel.js'
export { fourLevelSums, panelSums, type DiagonalPanel, type PanelOutput, type SumPanel } from './panelKernel.js'
export {
  lineRoom,
  lineSums,
  type LineBounds,
  type LineCoupling,
  type LineOfStrengths,
  type LineOutput,
  type LinePanel,
  type LineSums,
} from './lineKernel.js'
export {
  blockSize,
  siteProbabilities,
  weightedSums,
  type SitePanel,
  type SiteProbabilities,
} from './siteProbabilities.js'
export {
  chebyshevRules,
  functionalCount,
  type ChebyshevLayer,
  type ChebyshevRule,
  type ChebyshevRules,
} from './chebyshevRules.js'
export { lineSumCount, siteLineSums, type Nearness, type SiteLine, type SiteLineOutput } from './siteLineKernel.js'
export { releaseSites } from './siteMemory.js'
