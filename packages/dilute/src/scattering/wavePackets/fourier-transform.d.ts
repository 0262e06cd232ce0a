/** The part of the package that is used; it comes without types. */
declare module 'fourier-transform' {
  /** In place, X_k = Σ x_n e^{−2πikn/N}; N is a power of two. */
  export function cfft(re: Float64Array, im: Float64Array): void
  /** In place, the inverse of `cfft`. */
  export function cifft(re: Float64Array, im: Float64Array): void
}
