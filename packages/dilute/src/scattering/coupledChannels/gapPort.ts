import type { ComplexMatrix } from '../../numerics/index.js'
import type { TwoPort } from './twoPort.js'
import type { Waves } from './waves.js'

/**
 * A free stretch of length L, channel by channel with κ = k/η and w = e^{ikL}:
 *   t = 2w/[(1+w²) − ½(κ+1/κ)(w²−1)], r = ½(κ−1/κ)(w²−1)/[the same].
 */
export class GapPort {
  constructor(readonly length: number) {}

  fill(waves: Waves, { ll, lr, rl, rr }: TwoPort): void {
    for (const block of [ll, lr, rl, rr]) {
      block.re.fill(0)
      block.im.fill(0)
    }
    for (let k = 0; k < ll.rows; k++) {
      const at = k * (ll.rows + 1)
      this.fillChannel(waves.kRe[k]!, waves.kIm[k]!, waves.eta, at, lr, ll)
      rl.re[at] = lr.re[at]!
      rl.im[at] = lr.im[at]!
      rr.re[at] = ll.re[at]!
      rr.im[at] = ll.im[at]!
    }
  }

  /**
   * Q = 2ηR′/(1 + η²R²) for waves even and odd about the middle, R = −cot(y)/k and tan(y)/k at y = kL/2, half their sum
   * and difference within and between the sides.
   */
  fillDelays({ kRe, kIm, eta, mass }: Waves, out: ComplexMatrix): void {
    const n = kRe.length
    out.re.fill(0)
    out.im.fill(0)
    for (let c = 0; c < n; c++) {
      const open = kRe[c]! > 0
      const [even, odd] = freeDelays(open, open ? kRe[c]! : kIm[c]!, this.length, eta, mass)
      out.re[c * (out.columns + 1)] = out.re[(n + c) * (out.columns + 1)] = (even + odd) / 2
      out.re[c * out.columns + n + c] = out.re[(n + c) * out.columns + c] = (even - odd) / 2
    }
  }

  /** arg det of the part on the real axis, up to a constant: 2 arg t in every channel, without jumps. */
  phase({ kRe, kIm, eta }: Waves): number {
    let sum = 0
    for (let k = 0; k < kRe.length; k++) {
      if (kRe[k]! > 0) {
        const x = kRe[k]! * this.length
        const a = (kRe[k]! / eta + eta / kRe[k]!) / 2
        const [cos, sin] = [Math.cos(x), Math.sin(x)]
        sum += 2 * (x + Math.atan2((a - 1) * sin * cos, cos * cos + a * sin * sin))
      } else {
        sum -= 2 * Math.atan(((kIm[k]! / eta - eta / kIm[k]!) / 2) * Math.tanh(kIm[k]! * this.length))
      }
    }
    return sum
  }

  private fillChannel(kr: number, ki: number, eta: number, at: number, t: TwoPort['lr'], r: TwoPort['ll']): void {
    const [x, y] = [kr * this.length, ki * this.length]
    const decay = Math.exp(-y)
    const [wr, wi] = [decay * Math.cos(x), decay * Math.sin(x)]
    // w² − 1 without cancellation
    const half = Math.sin(x)
    const sr = Math.expm1(-2 * y) * Math.cos(2 * x) - 2 * half * half
    const si = decay * decay * Math.sin(2 * x)
    const square = kr * kr + ki * ki
    const [cr, ci] = [kr / eta, ki / eta]
    const [ir, ii] = [(kr / square) * eta, (-ki / square) * eta]
    const [pr, pi] = [(cr + ir) / 2, (ci + ii) / 2]
    const [mr, mi] = [(cr - ir) / 2, (ci - ii) / 2]
    const dr = 2 + sr - (pr * sr - pi * si)
    const di = si - (pr * si + pi * sr)
    const scale = 1 / (dr * dr + di * di)
    const [qr, qi] = [dr * scale, -di * scale]
    t.re[at] = 2 * (wr * qr - wi * qi)
    t.im[at] = 2 * (wr * qi + wi * qr)
    const [nr, ni] = [mr * sr - mi * si, mr * si + mi * sr]
    r.re[at] = nr * qr - ni * qi
    r.im[at] = nr * qi + ni * qr
  }
}

/** −iΣ†dΣ/dE of the even and of the odd wave on a free stretch, with momentum k or, closed, ik. */
function freeDelays(open: boolean, k: number, length: number, eta: number, mass: number): [even: number, odd: number] {
  const y = (k * length) / 2
  // closed: everything over cosh²y, which overflows
  const [s, c, scale] = open ? [Math.sin(y), Math.cos(y), 1] : [Math.tanh(y), 1, 1 / Math.cosh(Math.min(y, 350)) ** 2]
  const [half, product] = [(length / 2) * scale, (s * c) / k]
  const difference = y < 0.05 ? half * lessThanOne(open ? 4 * y * y : -4 * y * y) : half - product
  const even = (2 * eta * mass * (half + product)) / (k * k * s * s + eta * eta * c * c)
  const odd = (2 * eta * mass * Math.abs(difference)) / (k * k * c * c + eta * eta * s * s)
  return [even, odd]
}

/** 1 − sin x/x for small t = x², which may be negative. */
const lessThanOne = (t: number): number => (t / 6) * (1 - (t / 20) * (1 - (t / 42) * (1 - (t / 72) * (1 - t / 110))))
