import type { TwoPort } from './twoPort.js'
import type { Waves } from './waves.js'

/**
 * A free stretch of length L, channel by channel with κ = k/η and w = e^{ikL}:
 *   t = 2w/[(1+w²) − ½(κ+1/κ)(w²−1)], r = ½(κ−1/κ)(w²−1)/[the same].
 */
export class GapPort {
  constructor(private readonly length: number) {}

  fill(waves: Waves, { ll, lr, rl, rr }: TwoPort): void {
    for (const block of [ll, lr, rl, rr]) { block.re.fill(0); block.im.fill(0) }
    for (let k = 0; k < ll.rows; k++) {
      const at = k * (ll.rows + 1)
      this.fillChannel(waves.kRe[k]!, waves.kIm[k]!, waves.eta, at, lr, ll)
      rl.re[at] = lr.re[at]!
      rl.im[at] = lr.im[at]!
      rr.re[at] = ll.re[at]!
      rr.im[at] = ll.im[at]!
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
