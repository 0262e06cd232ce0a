/**
 * A Gaussian packet (2πs²)^{−1/4} e^{−(q−q₀)²/4s² + ip₀(q−q₀)}: s is the standard deviation of its position, 1/2s that
 * of its momentum.
 */
export interface Packet {
  readonly position: number
  readonly momentum: number
  readonly width: number
}

interface Amplitude {
  readonly re: number
  readonly im: number
}

export function packetAt({ position, momentum, width }: Packet, q: number): Amplitude {
  const x = q - position
  const size = (2 * Math.PI * width * width) ** -0.25 * Math.exp(-(x * x) / (4 * width * width))
  return { re: size * Math.cos(momentum * x), im: size * Math.sin(momentum * x) }
}

/** φ̃(p) = (2s²/π)^{1/4} e^{−s²(p−p₀)² − ipq₀}, with ∫|φ̃|²dp = 1. */
export function packetSpectrum({ position, momentum, width }: Packet, p: number): Amplitude {
  const size = ((2 * width * width) / Math.PI) ** 0.25 * Math.exp(-((width * (p - momentum)) ** 2))
  return { re: size * Math.cos(p * position), im: -size * Math.sin(p * position) }
}
