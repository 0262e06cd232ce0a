import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, scatteringLengths, type Complex } from '../../src/model/index.js'
import { contactScatterer, type ListedResonance, type Scatterer } from '../../src/scattering/index.js'
import { readStudy, scatterStudy, type PoleGuess, type ScatterResults } from '../../src/study/index.js'
import { contacts, hermitian, models } from '../support/models.js'

interface Case {
  readonly name: string
  readonly study: object
  /** Energies and widths, zeros of det(B − A) found with 40 digits. */
  readonly poles: readonly (readonly [string, string])[]
}

const cases = JSON.parse(readFileSync(new URL('contactPoles.json', import.meta.url), 'utf8')) as Case[]

/** Between the lowest level and three above the highest. */
async function listOf(study: object, poles: readonly PoleGuess[] = []): Promise<ScatterResults> {
  const read = readStudy(JSON.stringify(study), { file: 'study.json' })
  const { levels } = await scatterStudy(read, [1])
  return scatterStudy(read, [levels[0]! + 1e-9, levels.at(-1)! + 3], { poles })
}

describe('poles of contacts', () => {
  test.each(cases)('are those of 40 digits within their bars: $name', async ({ study, poles }) => {
    const { resonances, complete } = await listOf(study)
    expect(complete.resonances).toBe(true)
    expect(resonances).toHaveLength(poles.length)
    poles.forEach(([energy, width], i) => {
      const found = resonances[i]!
      expect(Math.abs(found.energy - Number(energy))).toBeLessThanOrEqual(found.energyError)
      expect(Math.abs(found.width! - Number(width))).toBeLessThanOrEqual(found.widthError!)
      // and the bars are not idle
      expect(found.energyError).toBeLessThan(3e-12)
      expect(found.widthError!).toBeLessThan(Math.max(4e-3 * found.width!, 1e-16))
    })
  })

  test.each(cases)('are found from a guess next to them: $name', async ({ study }) => {
    const { resonances } = await listOf(study)
    const narrow = resonances.filter(({ width }) => width! > 1e-9)
    const guesses = narrow.map(({ energy, width }) => ({ energy: energy + width! / 8, width: 1.2 * width! }))
    const { poles } = await listOf(study, guesses)
    poles!.forEach((pole, i) => {
      if ('reason' in pole) throw new Error(pole.reason)
      const { energy, energyError, width, widthError } = narrow[i]!
      expect(Math.abs(pole.energy - energy)).toBeLessThanOrEqual(pole.energyError + energyError)
      expect(Math.abs(pole.width - width!)).toBeLessThanOrEqual(pole.widthError + widthError!)
      expect(pole.artificial).toBe(false)
    })
  })

  test('what secants take for a zero, and Newton goes away from, is none', () => {
    const system = hamiltonianSystem([
      [
        [0, 0],
        [0.41, -0.06],
      ],
      [
        [0.41, 0.06],
        [0.48, 0],
      ],
    ])
    const [one, other] = [2.6302679918953817, -2.5703957827688635]
    const interaction = contactStrengths({
      strengths: [one, other],
      positions: [1.219349025938513, -7.403190514626684],
    })
    const found = contactScatterer({ system, interaction, mass: 28.84031503126606 }).resonances(
      1,
      0,
      203.69013890205636,
    )
    const high = found.filter(({ energy }) => energy > 100)
    expect(high.length).toBeGreaterThan(10)
    // with 30 digits widths ascend from 0.3 to 0.6 on the way
    for (const { energy, width } of high) expect(width / energy).toBeCloseTo(0.0033, 3)
  })

  test('a gas at unitarity hides no resonance from the tables of rates', () => {
    const poles = (system: ReturnType<typeof hamiltonianSystem>, lengths: readonly number[]) =>
      contactScatterer({
        system,
        mass: 1,
        interaction: scatteringLengths({ dimension: 3, scatteringLengths: lengths }),
      })
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 300 }),
        fc.boolean(),
        fc.double({ min: -6, max: -2, noNaN: true }),
        (power, sign, small) => {
          const c = 10 ** small
          const system = hamiltonianSystem([
            [
              [0, 0],
              [0.1, 0],
              [c, 0],
            ],
            [
              [0.1, 0],
              [0.3, 0],
              [c, 0],
            ],
            [
              [c, 0],
              [c, 0],
              [1, 0],
            ],
          ])
          const a = 10 ** power
          const gap = system.levels[2]! - system.levels[1]!
          const found = poles(system, [a, sign ? a : -a, 1]).resonances(1, 0, gap)
          // the third level binds a particle by 1/2ma² alone
          const bound = found.filter(({ energy }) => Math.abs(energy + system.levels[1]! - 0.5) < 1e-3)
          expect(bound).toHaveLength(1)
          expect(bound[0]!.width / (12.713 * c * c)).toBeCloseTo(1, 2)
        },
      ),
    )
  })

  test('the delay at a narrow resonance is 4/Γ', () => {
    let checked = 0
    for (const dimension of [1, 2, 3] as const)
      fc.assert(
        fc.property(weaklyMixed(dimension), ({ system, interaction, mass }) => {
          const scatterer = contactScatterer({ system, interaction, mass })
          forEachGap(scatterer, (level, gap) => {
            for (const { energy, width } of scatterer.resonanceList!(level, 0, gap).list) {
              const free = Math.min(energy, gap - energy)
              if (width === null || width > 1e-3 * free || width < 1e-11 * free) continue
              const [delay] = scatterer.delayTimes!({ level, offsets: Float64Array.of(energy) })
              expect(Math.abs((delay! * width) / 4 - 1)).toBeLessThan((20 * width) / free + 1e-4)
              checked++
            }
          })
        }),
        { numRuns: 60 },
      )
    expect(checked).toBeGreaterThan(20)
  })

  test('tables know of every narrow pole of the list, where it is and how wide', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3).chain((d) => models(d)),
        ({ system, interaction, mass }) => {
          const scatterer = contactScatterer({ system, interaction, mass })
          forEachGap(scatterer, (level, gap) => {
            const seen = scatterer.resonances(level, 0, gap)
            const isSeen = ({ energy, width, energyError }: ListedResonance): boolean =>
              seen.some(
                (one) => Math.abs(one.energy - energy) <= 4 * energyError && Math.abs(one.width / width! - 1) < 1e-6,
              )
            const narrow = scatterer.resonanceList!(level, 0, gap).list.filter(
              ({ energy, width }) => width !== null && width < 0.2 * Math.min(energy, gap - energy),
            )
            expect(narrow.filter((one) => !isSeen(one))).toEqual([])
          })
        },
      ),
    )
  })

  test('why there is none', async () => {
    const of = async (energy: number, lengths: readonly number[] = [2, 1]): Promise<string> => {
      const study = {
        system: {
          hamiltonian: [
            [0, 0.1],
            [0.1, 1],
          ],
        },
        gas: { dimension: 3, mass: 1, density: 1, beta: 1 },
        interaction: { contact: { scatteringLengths: lengths } },
      }
      const [pole] = (await listOf(study, [{ energy, width: 1e-3 }])).poles!
      return 'reason' in pole! ? pole.reason : ''
    }
    expect(await of(-0.3)).toBe('below every level poles are bound states')
    expect(await of(0.5, [2, -1])).toMatch(/the search from this guess (does not settle|leads to .* off the sheet)/)
    const series = { method: 'series', order: 3 } as const
    const line = contactScatterer({
      system: hamiltonianSystem([[[0, 0]]]),
      mass: 1,
      interaction: contactStrengths({ strengths: [1] }),
      method: series,
    })
    expect('pole' in line).toBe(false)
    const nothing = contactScatterer({
      system: hamiltonianSystem([[[0, 0]]]),
      mass: 1,
      interaction: contactStrengths({ strengths: [0] }),
    })
    expect(nothing.pole!(0, { energy: 1, width: 1 })).toEqual({ reason: 'what does not scatter has no poles' })
    expect(nothing.resonanceList!(0, 0, 1)).toEqual({ list: [], complete: true })
  })

  test('nothing hangs on the order of the levels’ basis', () => {
    fc.assert(
      fc.property(hermitian(3), contacts(3, 3), (h, interaction) => {
        const system = hamiltonianSystem(h)
        const order = [2, 0, 1]
        const permuted = hamiltonianSystem(order.map((i) => order.map((j) => h[i]![j]!)))
        const moved = {
          ...interaction,
          ...('scatteringLengths' in interaction
            ? { scatteringLengths: Float64Array.from(order, (i) => interaction.scatteringLengths[i]!) }
            : {}),
          positions: order.map((i) => interaction.positions[i]!),
        }
        const [one, other] = [
          contactScatterer({ system, interaction, mass: 1 }),
          contactScatterer({ system: permuted, interaction: moved, mass: 1 }),
        ]
        forEachGap(one, (level, gap) => {
          const [a, b] = [one, other].map((s) => s.resonanceList!(level, 0, gap).list)
          expect(b).toHaveLength(a!.length)
          a!.forEach(({ energy, energyError }, i) => {
            expect(Math.abs(energy - b![i]!.energy)).toBeLessThanOrEqual(energyError + b![i]!.energyError)
          })
        })
      }),
    )
  })
})

/** Whose levels hardly scatter into each other. */
const weaklyMixed = (dimension: 1 | 2 | 3) =>
  models(dimension).map(({ h, ...model }) => {
    const weak = h.map((row, i) => row.map(([re, im], j): Complex => (i === j ? [re, im] : [re / 30, im / 30])))
    return { ...model, system: hamiltonianSystem(weak) }
  })

function forEachGap({ system: { levels } }: Scatterer, visit: (level: number, gap: number) => void): void {
  levels.slice(1).forEach((upper, level) => {
    const gap = upper - levels[level]!
    if (gap > 1e-3) visit(level, gap)
  })
}
