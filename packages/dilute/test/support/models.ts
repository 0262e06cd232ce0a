import fc from 'fast-check'
import {
  contactStrengths,
  hamiltonianSystem,
  scatteringLengths,
  type Complex,
  type ContactInteraction,
  type Dimension,
  type System,
} from '../../src/model/index.js'

/** Numbers with few digits, so that a counterexample can be read. */
export const around = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(least * 100), max: Math.round(most * 100) }).map((x) => x / 100)

export type Matrix = Complex[][]

/** Any complex Hermitian matrix with entries up to 1. */
export function hermitian(n: number): fc.Arbitrary<Matrix> {
  return fc.array(around(-1, 1), { minLength: n * n, maxLength: n * n }).map((x) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j): Complex => {
        if (i === j) return [x[i * n + i]!, 0]
        return i < j ? [x[i * n + j]!, x[j * n + i]!] : [x[j * n + i]!, -x[i * n + j]!]
      }),
    ),
  )
}

export const conjugated = (h: Matrix): Matrix => h.map((row) => row.map(([re, im]): Complex => [re, -im]))
export const realPart = (h: Matrix): Matrix => h.map((row) => row.map(([re]): Complex => [re, 0]))

const strength = fc.oneof({ weight: 6, arbitrary: around(-1.5, 3) }, { weight: 1, arbitrary: fc.constant(0) })
const scatteringLength = around(-3, 3).filter((a) => Math.abs(a) > 0.05)

/** Contact scatterers for n sites, at one point or spread out. */
export function contacts(dimension: Dimension, n: number, spread = true): fc.Arbitrary<ContactInteraction> {
  const reach = dimension === 3 ? 0.4 : 1
  const points = fc.array(fc.array(around(-reach, reach), { minLength: dimension, maxLength: dimension }), {
    minLength: n,
    maxLength: n,
  })
  const positions = fc
    .tuple(spread ? fc.boolean() : fc.constant(true), points)
    .map(([one, rs]) => (one ? rs.map((r) => r.map(() => 0)) : rs))
  if (dimension === 1) {
    return fc
      .tuple(fc.array(strength, { minLength: n, maxLength: n }), positions)
      .map(([strengths, rs]) => contactStrengths({ strengths, positions: rs.map((r) => r[0]!) }))
  }
  const lengths = dimension === 2 ? scatteringLength.map(Math.abs) : scatteringLength
  return fc
    .tuple(fc.array(lengths, { minLength: n, maxLength: n }), positions)
    .map(([as, rs]) => scatteringLengths({ dimension, scatteringLengths: as, positions: rs }))
}

export interface GeneratedModel {
  readonly h: Matrix
  readonly system: System
  readonly interaction: ContactInteraction
  readonly mass: number
}

/** A generic model with two to four levels. */
export function models(dimension: Dimension): fc.Arbitrary<GeneratedModel> {
  return fc
    .integer({ min: 2, max: 4 })
    .chain((n) =>
      fc
        .record({ h: hermitian(n), interaction: contacts(dimension, n), mass: around(0.3, 2) })
        .map((model) => ({ ...model, system: hamiltonianSystem(model.h) })),
    )
}
