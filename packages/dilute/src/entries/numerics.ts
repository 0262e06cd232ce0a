export {
  adjoint,
  besselJ0,
  besselK0,
  besselK1,
  complexZeros,
  gaussLegendre,
  hermitianEigensystem,
  multiply,
  NotConverged,
  OutOfDomain,
  randomStream,
} from '../numerics/index.js'
export type { ComplexMatrix, HermitianEigensystem, QuadratureRule, RandomStream, Shortfall } from '../numerics/index.js'
