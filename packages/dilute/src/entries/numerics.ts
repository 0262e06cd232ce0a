export {
  adjoint, complexZeros, gaussLegendre, hermitianEigensystem, multiply, randomStream,
} from '../numerics/index.js'
export type {
  ComplexMatrix, HermitianEigensystem, QuadratureRule, RandomStream,
} from '../numerics/index.js'
