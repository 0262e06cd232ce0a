export {
  adjoint, complexZeros, gaussLegendre, hermitianEigensystem, multiply, NotConverged, OutOfDomain, randomStream,
} from '../numerics/index.js'
export type {
  ComplexMatrix, HermitianEigensystem, QuadratureRule, RandomStream, Shortfall,
} from '../numerics/index.js'
