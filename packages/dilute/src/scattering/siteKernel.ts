import { adjoint, complexZeros, multiply, type ComplexMatrix } from '../numerics/index.js'
import { forEachOpenPair, type ScatteringKernel } from './kernel.js'
import type { Momenta } from './momenta.js'
import type { ModeMatrix } from './shellModes.js'
import type { SiteTransition } from './siteTransition.js'

/** S − 1 = −i L τ L† from any transition matrix over sites and any modes (docs/theory.md §5.4). */
export class SiteKernel implements ScatteringKernel {
  private readonly modeMatrix: ComplexMatrix

  constructor(
    private readonly transition: SiteTransition,
    private readonly modes: ModeMatrix,
  ) {
    this.modeMatrix = complexZeros(this.momenta.value.length * modes.modes, transition.tau.rows)
  }

  get momenta(): Momenta {
    return this.transition.momenta
  }

  fill(level: number, offset: number, out: ComplexMatrix): void {
    this.transition.solve(level, offset)
    this.modes.fill(this.momenta, this.modeMatrix)
    const product = multiply(multiply(this.modeMatrix, this.transition.tau), adjoint(this.modeMatrix))
    const { modes } = this.modes
    forEachOpenPair(this.momenta, modes, (k, a, l, b) => {
      const entry = (k * modes + a) * out.columns + l * modes + b
      out.re[entry] = product.im[entry]!
      out.im[entry] = -product.re[entry]!
    })
  }
}
