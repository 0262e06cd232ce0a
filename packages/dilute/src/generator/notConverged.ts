/** The quadrature did not reach its tolerance. */
export class NotConverged extends Error {
  override readonly name = 'NotConverged'
}
