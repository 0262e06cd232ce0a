import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStudy, scatterStudy, type ScatterResults } from '../../src/study/index.js'
import { models, around, type GeneratedModel } from '../support/models.js'
import type { Dimension } from '../../src/model/index.js'

type At = ScatterResults['energies'][number]

/** The model with its energies counted from elsewhere. */
async function scattered(model: GeneratedModel, energies: readonly number[], shift: number): Promise<ScatterResults> {
  const { interaction, mass, h } = model
  const { dimension } = interaction
  const positions = interaction.positions.map((r) => (dimension === 1 ? r[0] : [...r]))
  const contact =
    'strengths' in interaction
      ? { strengths: [...interaction.strengths], positions }
      : { scatteringLengths: [...(interaction as { scatteringLengths: Float64Array }).scatteringLengths], positions }
  const hamiltonian = h.map((row, i) => row.map(([re, im], j) => (i === j ? [re + shift, im] : [re, im])))
  const study = { system: { hamiltonian }, gas: { dimension, mass, density: 1, beta: 1 }, interaction: { contact } }
  return scatterStudy(
    readStudy(JSON.stringify(study), { file: 'study.json' }),
    energies.map((energy) => energy + shift),
  )
}

/** Pairs of numbers with the bars of both, by name. */
function compared(a: At, b: At): { name: string; off: number; bar: number; value: number }[] {
  const flat = (x: unknown): (number | null)[] => (Array.isArray(x) ? x.flatMap(flat) : [x as number | null])
  const names = [
    'momenta',
    'probabilities',
    'crossSections',
    'channelProbabilities',
    'transmission',
    'reflection',
  ] as const
  return names.flatMap((name) => {
    const [x, y, dx, dy] = [flat(a[name]), flat(b[name]), flat(a[`${name}Error`]), flat(b[`${name}Error`])]
    expect([dx.length, dy.length]).toEqual([x.length, y.length])
    return x.flatMap((value, i) =>
      value === null
        ? (expect(dx[i]).toBeNull(), [])
        : [{ name: `${name} ${i}`, off: Math.abs(value - y[i]!), bar: dx[i]! + dy[i]!, value }],
    )
  })
}

describe('the errors of scattering', () => {
  test.each([1, 2, 3] as Dimension[])(
    'hold what counting energies from elsewhere does to their last digits, in %i dimensions',
    async (dimension) => {
      const ratios: number[] = []
      await fc.assert(
        fc.asyncProperty(models(dimension), around(0.01, 3), async (model, above) => {
          const energy = model.system.levels[1]! + above
          const [a, b] = [await scattered(model, [energy], 0), await scattered(model, [energy], 1000)]
          for (const { name, off, bar, value } of compared(a.energies[0]!, b.energies[0]!)) {
            expect(off, name).toBeLessThanOrEqual(bar)
            if (off > 0 && value > 1e-12) ratios.push(bar / off)
          }
        }),
        { numRuns: [40, 10, 10][dimension - 1]! },
      )
      expect(ratios.length).toBeGreaterThan(100)
      expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(1e3)
    },
  )

  test.each([1, 2, 3] as Dimension[])('of t are those of S in its units, in %i dimensions', async (dimension) => {
    await fc.assert(
      fc.asyncProperty(models(dimension), around(0.5, 3), async (model, above) => {
        const { energies } = await scattered(model, [model.system.levels.at(-1)! + above], 0)
        const { s, sError, t, tError, amplitudeError, channels } = energies[0]!
        fc.pre(t !== null && channels.length > 0)
        t.forEach((row, i) =>
          row.forEach(([re, im], j) => {
            expect(sError[i]![j]).toBe(amplitudeError)
            const less = Math.hypot(s[i]![j]![0] - (i === j ? 1 : 0), s[i]![j]![1])
            // and what the momenta add
            const part = (tError![i]![j]! / sError[i]![j]!) * (less / Math.hypot(re, im))
            if (less > 1e-6) expect([part > 1 - 1e-6, part < 10]).toEqual([true, true])
          }),
        )
      }),
      { numRuns: 15 },
    )
  })

  test('of |S|² are as far as S may be: (|S| + δ)² − |S|²', async () => {
    await fc.assert(
      fc.asyncProperty(models(1), around(0.5, 3), async (model, above) => {
        const { energies } = await scattered(model, [model.system.levels[1]! + above], 0)
        const { s, sError, channelProbabilitiesError: errors, transmissionError, reflectionError } = energies[0]!
        s.forEach((row, i) =>
          row.forEach(([re, im], j) => {
            const delta = sError[i]![j]!
            const most = 2 * Math.hypot(re, im) * delta + delta ** 2
            expect(Math.abs(errors[i]![j]! - most)).toBeLessThanOrEqual(1e-12 * most)
          }),
        )
        s.forEach((_, j) => {
          const all = errors.reduce((sum, row) => sum + row[j]!, 0)
          expect((transmissionError![j]! + reflectionError![j]!) / all).toBeCloseTo(1, 12)
        })
      }),
      { numRuns: 10 },
    )
  })
})
