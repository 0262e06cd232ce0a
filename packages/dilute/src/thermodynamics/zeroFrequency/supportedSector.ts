import { adjoint, complexZeros, multiply } from '../../numerics/index.js'
import type { ZeroFrequencyBlock } from '../../rates/index.js'
import type { MeasuredState } from './measuredState.js'
import { Sector, type Measured } from './sector.js'
import { restricted, type Support } from './sectors.js'

/** A sector with its place in the whole. */
export class SupportedSector {
  readonly sector: Sector
  private readonly present: readonly number[]
  private readonly groups: number

  constructor(
    blocks: readonly ZeroFrequencyBlock[],
    readonly support: Support,
    holdsGibbs: boolean,
  ) {
    this.sector = new Sector(
      blocks.map((block) => restricted(block, support)),
      holdsGibbs,
    )
    this.present = [...new Set(support.groupOf)].sort((a, b) => a - b)
    this.groups = blocks[0]!.groups.length
  }

  flow(increments: readonly Float64Array[]): Measured {
    return this.sector.flow(this.inside(increments))
  }

  /** Rows and columns of the groups that are present. */
  inside(increments: readonly Float64Array[]): Float64Array[] {
    return increments.map((all) =>
      Float64Array.from(this.present.flatMap((g) => this.present.map((h) => all[g * this.groups + h]!))),
    )
  }

  get measured(): MeasuredState {
    return (this.known ??= this.measure())
  }

  private known: MeasuredState | undefined

  private measure(): MeasuredState {
    const { values, errors } = this.sector.density()
    const { coordinates } = this.sector.frame
    const { isometry } = this.support
    const [small, bars] = [
      coordinates.matrixOf(values, isometry.columns),
      coordinates.matrixErrors(errors, isometry.columns),
    ]
    const moduli = {
      ...isometry,
      re: isometry.re.map((x, i) => Math.hypot(x, isometry.im[i]!)),
      im: new Float64Array(isometry.im.length),
    }
    const spread = multiply(
      multiply(moduli, { ...complexZeros(isometry.columns, isometry.columns), re: bars }),
      adjoint(moduli),
    )
    const logs = Array.from({ length: this.groups }, (_, g): Measured => {
      const at = this.present.indexOf(g)
      return at < 0 ? { value: -Infinity, error: 0 } : this.sector.logPopulation(at)
    })
    return {
      density: multiply(multiply(isometry, small), adjoint(isometry)),
      densityError: spread.re,
      logGroupPopulations: logs,
      groupPopulations: logs.map(({ value, error }) => ({
        value: Math.exp(value),
        error: value === -Infinity ? 0 : Math.exp(value) * error,
      })),
    }
  }
}

/**
 * The widest first, those of the lowest groups before others, fuller low groups before emptier ones: found in an order
 * that depends on a basis.
 */
export function inOrder(sectors: readonly SupportedSector[]): readonly SupportedSector[] {
  return sectors.length === 1 ? sectors : sectors.toSorted((a, b) => bySupport(a, b) || byPopulations(a, b))
}

function bySupport({ support: { groupOf: a } }: SupportedSector, { support: { groupOf: b } }: SupportedSector): number {
  const first = a.findIndex((group, i) => group !== b[i])
  return b.length - a.length || (first < 0 ? 0 : a[first]! - b[first]!)
}

/** As far as errors tell them apart. */
function byPopulations(a: SupportedSector, b: SupportedSector): number {
  const others = b.measured.logGroupPopulations
  const apart = a.measured.logGroupPopulations.map(({ value, error }, g) => {
    const off = others[g]!.value - value
    return Math.abs(off) > error + others[g]!.error ? off : 0
  })
  return apart.find((off) => off !== 0) ?? 0
}
