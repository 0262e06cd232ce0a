import { momentumSlope, type Exterior, type Waves } from '../coupledChannels/waves.js'

/**
 * The outgoing Riccati–Hankel functions O = ĥ⁺_ℓ(z), O → e^{i(z−ℓπ/2)}, at z = k·radius of every channel, by upward
 * recursion of O_{ℓ−1}/O_ℓ, which is stable; k may be complex.
 */
export class RiccatiHankel implements Exterior {
  /** 1/O. */
  readonly inverseRe: Float64Array
  readonly inverseIm: Float64Array
  /** O′/O with respect to z. */
  readonly slopeRe: Float64Array
  readonly slopeIm: Float64Array
  /** 1/(O e^{−Im z}), for a deeply closed channel the only one that is a number: its 1/O overflows. */
  private readonly scaledRe: Float64Array
  private readonly scaledIm: Float64Array
  private readonly growth: Float64Array

  constructor(
    readonly angularMomentum: number,
    readonly radius: number,
    levelCount: number,
  ) {
    this.inverseRe = new Float64Array(levelCount)
    this.inverseIm = new Float64Array(levelCount)
    this.slopeRe = new Float64Array(levelCount)
    this.slopeIm = new Float64Array(levelCount)
    this.scaledRe = new Float64Array(levelCount)
    this.scaledIm = new Float64Array(levelCount)
    this.growth = new Float64Array(levelCount)
  }

  /** Fills this object and κ of the waves. */
  readonly fill = (waves: Waves): void => {
    for (let k = 0; k < waves.kRe.length; k++) {
      this.fillChannel(k, waves.kRe[k]! * this.radius, waves.kIm[k]! * this.radius)
      this.fillKappa(k, waves)
    }
  }

  /** Σ arg O over open channels. */
  readonly freePhase = ({ momenta: { open, value } }: Waves): number =>
    value.reduce(
      (sum, k, channel) => (open[channel] ? sum + outgoingPhase(this.angularMomentum, k * this.radius) : sum),
      0,
    )

  readonly logOutgoing = (): { readonly re: number; readonly im: number } => {
    let [re, im] = [0, 0]
    for (let k = 0; k < this.scaledRe.length; k++) {
      re -= this.growth[k]! + Math.log(Math.hypot(this.scaledRe[k]!, this.scaledIm[k]!))
      im -= Math.atan2(this.scaledIm[k]!, this.scaledRe[k]!)
    }
    return { re, im }
  }

  /** With q = O_{ℓ−1}/O_ℓ, q₀ = i: 1/q_{ℓ+1} = (2ℓ+1)/z − q_ℓ and O′/O = q − ℓ/z. */
  private fillChannel(k: number, x: number, y: number): void {
    const square = x * x + y * y
    const [ir, ii] = [x / square, -y / square]
    let [qr, qi] = [0, 1]
    let [er, ei] = [Math.cos(x), -Math.sin(x)]
    for (let l = 0; l < this.angularMomentum; l++) {
      const [dr, di] = [(2 * l + 1) * ir - qr, (2 * l + 1) * ii - qi]
      const d = dr * dr + di * di
      ;[qr, qi] = [dr / d, -di / d]
      ;[er, ei] = [er * qr - ei * qi, er * qi + ei * qr]
    }
    const growth = Math.exp(y)
    this.growth[k] = y
    this.scaledRe[k] = er
    this.scaledIm[k] = ei
    this.inverseRe[k] = growth * er
    this.inverseIm[k] = growth * ei
    this.slopeRe[k] = qr - this.angularMomentum * ir
    this.slopeIm[k] = qi - this.angularMomentum * ii
  }

  /** κ′ = (k′/iη)(s + z ds/dz) with s = O′/O and ds/dz = ℓ(ℓ+1)/z² − 1 − s²; on the real axis. */
  readonly fillSlopes = (waves: Waves, re: Float64Array, im: Float64Array): void => {
    const { angularMomentum: l, radius } = this
    for (let k = 0; k < re.length; k++) {
      const open = waves.momenta.open[k] === 1
      const z = waves.momenta.value[k]! * radius
      const [sr, si] = [this.slopeRe[k]!, this.slopeIm[k]!]
      const barrier = ((open ? 1 : -1) * l * (l + 1)) / (z * z) - 1
      // s + z ds/dz, z imaginary when closed: then s is imaginary too
      const [cr, ci] = [barrier - sr * sr + si * si, -2 * sr * si]
      const [tr, ti] = open ? [sr + z * cr, si + z * ci] : [sr - z * ci, si + z * cr]
      const slope = momentumSlope(waves, k)
      re[k] = (slope.re * ti + slope.im * tr) / waves.eta
      im[k] = (slope.im * ti - slope.re * tr) / waves.eta
    }
  }

  /** κ = (k/iη) O′/O. */
  private fillKappa(k: number, { kRe, kIm, eta, kappaRe, kappaIm }: Waves): void {
    const [sr, si] = [this.slopeRe[k]!, this.slopeIm[k]!]
    kappaRe[k] = (kRe[k]! * si + kIm[k]! * sr) / eta
    kappaIm[k] = (kIm[k]! * si - kRe[k]! * sr) / eta
  }
}

/** arg O_ℓ at real z > 0, continuous: z − Σ arg(O_{j−1}/O_j), each between 0 and π. */
function outgoingPhase(l: number, z: number): number {
  const inverse = z / (z * z)
  let phase = z
  let [qr, qi] = [0, 1]
  for (let j = 0; j < l; j++) {
    const [dr, di] = [(2 * j + 1) * inverse - qr, -qi]
    const d = dr * dr + di * di
    ;[qr, qi] = [dr / d, -di / d]
    phase -= Math.atan2(qi, qr)
  }
  return phase
}

/** 1/(O_ℓ(z)e^{−Im z}) at complex z. */
function scaledInverse(l: number, x: number, y: number): { readonly re: number; readonly im: number } {
  const square = x * x + y * y
  let [qr, qi, er, ei] = [0, 1, Math.cos(x), -Math.sin(x)]
  for (let j = 0; j < l; j++) {
    const [dr, di] = [((2 * j + 1) * x) / square - qr, (-(2 * j + 1) * y) / square - qi]
    const d = dr * dr + di * di
    ;[qr, qi] = [dr / d, -di / d]
    ;[er, ei] = [er * qr - ei * qi, er * qi + ei * qr]
  }
  return { re: er, im: ei }
}

/** O_ℓ(kb)/O_ℓ(ka) at complex k. */
export function outgoingRatio(
  l: number,
  kRe: number,
  kIm: number,
  a: number,
  b: number,
): { readonly re: number; readonly im: number } {
  const [above, below] = [scaledInverse(l, kRe * a, kIm * a), scaledInverse(l, kRe * b, kIm * b)]
  const scale = Math.exp(kIm * (a - b)) / (below.re ** 2 + below.im ** 2)
  return {
    re: scale * (above.re * below.re + above.im * below.im),
    im: scale * (above.im * below.re - above.re * below.im),
  }
}

/** ĵ′/ĵ of the regular Riccati–Bessel function at real z > 0, by its continued fraction from far above ℓ. */
export function regularSlope(l: number, z: number): number {
  let ratio = 0
  for (let j = l + Math.ceil(z) + 60; j >= l; j--) ratio = 1 / ((2 * j + 3) / z - ratio)
  return (l + 1) / z - ratio
}
