/** Below this a double has fewer digits, 2⁻¹⁰²²; a rate or a population that is smaller was lost or may have been. */
export const smallestNormal = 2 ** -1022

/** amount·e^exponent, exact to rounding whenever the product is a normal double: neither factor needs to be one. */
export function scaled(amount: number, exponent: number): number {
  if (amount === 0 || exponent === 0) return amount
  const half = Math.exp(exponent / 2)
  return amount * half * half
}
