import { describe, expect, test } from 'vitest'
import { readStudy, runStudy, type PointResults } from '../../src/study/index.js'

/** Studies whose levels, or whose Bohr frequencies, coincide. */

const run = async (text: string, ...set: string[]): Promise<PointResults> =>
  (await runStudy(readStudy(text, { file: 'case', set }))) as PointResults

const ring = (strengths: readonly number[], flux: number): string => `
system: { ring: { sites: 3, tunneling: -1/2, flux: ${flux} } }
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction: { contact: { strengths: [${strengths.join(', ')}] } }
`
const orders = [
  [1, 0.7, 1.5],
  [0.7, 1.5, 1],
  [1.5, 1, 0.7],
  [0.7, 1, 1.5],
  [1, 1.5, 0.7],
  [1.5, 0.7, 1],
]

describe('a ring of three without flux: two of its levels are equal', () => {
  test.each(orders)('strengths %d, %d, %d: its relaxation does not depend on the order', async (...strengths) => {
    const { relaxation } = await run(ring(strengths, 0))
    expect(Math.abs(relaxation.gap / 0.007557555767 - 1)).toBeLessThan(1e-9)
    expect(Math.abs(relaxation.reversibleGap! / 0.005708830952318 - 1)).toBeLessThan(1e-9)
    expect(relaxation.gapError).toBeLessThan(1e-9 * relaxation.gap)
  })

  test.each([0, 0.5, 1])(
    'at a flux of %d by-level entries are null with their reason, and those by group are the same in all orders',
    async (flux) => {
      const all = await Promise.all(orders.map((strengths) => run(ring(strengths, flux))))
      const [first] = all as [PointResults]
      expect(first.groups.map((members) => members.length).sort()).toEqual([1, 2])
      const pair = first.groups.findIndex((members) => members.length === 2)
      for (const k of first.groups[pair]!) for (const l of [0, 1, 2]) if (k !== l) expect(first.rates[k]![l]).toBeNull()
      expect(first.reasons.rates).toContain('basis')
      for (const other of all) {
        expect(other.detailedBalance.holds).toBe(true)
        other.groupRates!.forEach((row, g) =>
          row.forEach((rate, h) => {
            const bar = first.groupRatesError![g]![h]! + other.groupRatesError![g]![h]!
            expect(Math.abs(rate! - first.groupRates![g]![h]!)).toBeLessThanOrEqual(bar)
          }),
        )
      }
    },
  )

  test('nothing loops: currents between groups are zero within their bars', async () => {
    const { currents } = await run(ring([1, 0.7, 1.5], 1))
    currents.groupProbability!.forEach((row, g) =>
      row.forEach((flow, h) => {
        expect(Math.abs(flow!)).toBeLessThanOrEqual(currents.groupProbabilityError![g]![h]!)
      }),
    )
  })
})

describe('all strengths equal: no population moves, at once', () => {
  const dots = (positions: string, flux: number): string =>
    ring([0.8, 0.8, 0.8], flux).replace('] }', `], positions: ${positions} }`)

  test.each([0, 0.5, 0.75])(
    'at one point and a flux of %d the gas sees no difference between dots: no coherence decays either',
    async (flux) => {
      const started = performance.now()
      const { generator, relaxation } = await run(`${dots('[0, 0, 0]', flux)}report: [generator]`)
      expect(relaxation.gap).toBeLessThanOrEqual(relaxation.gapError)
      generator!.spectrum.forEach(([re, im], i) => {
        expect(Math.hypot(re, im)).toBeLessThanOrEqual(generator!.spectrumError[i]!)
      })
      expect(performance.now() - started).toBeLessThan(5000)
    },
  )

  test('apart from each other the gas tells them: coherences decay', async () => {
    const { generator } = await run(`${dots('[0, 0.5, 1.5]', 3 / 4)}report: [generator]`)
    const decaying = generator!.spectrum.filter(([re], i) => re < -generator!.spectrumError[i]!)
    expect(decaying.length).toBeGreaterThanOrEqual(6)
  })
})

/** |i, j⟩ of an electron with spin up on dot i and one with spin down on dot j; rows in the order given. */
function trimer(order: readonly number[]): string {
  const [onsite, strengths, repulsion, hopping, flux] = [[0, 0.3, -0.2], [1, 0.7, 1.5], 4, -1, 0.2]
  const amplitude = (from: number, to: number): [number, number] => {
    if (from === to) return [0, 0]
    const sign = (to - from + 3) % 3 === 1 ? -1 : 1
    return [hopping * Math.cos((2 * Math.PI * flux) / 3), sign * hopping * Math.sin((2 * Math.PI * flux) / 3)]
  }
  const states = order.map((s): [number, number] => [Math.floor(s / 3), s % 3])
  const entry = ([i, j]: readonly [number, number], [k, l]: readonly [number, number]): [number, number] => {
    if (i === k && j === l) return [onsite[i]! + onsite[j]! + (i === j ? repulsion : 0), 0]
    if (j === l) return amplitude(i, k)
    return i === k ? amplitude(j, l) : [0, 0]
  }
  return JSON.stringify({
    system: { hamiltonian: states.map((row) => states.map((column) => entry(row, column))) },
    gas: { dimension: 1, mass: 1, density: 1, beta: 1 },
    interaction: { contact: { strengths: states.map(([i, j]) => strengths[i]! + strengths[j]!) } },
  })
}

test(
  'two electrons on three dots, as a matrix in three orders of its basis: the same numbers, and two stationary ' +
    'states',
  async () => {
    const shuffles = [
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
      [8, 7, 6, 5, 4, 3, 2, 1, 0],
      [4, 0, 7, 2, 5, 8, 1, 3, 6],
    ]
    const all = await Promise.all(shuffles.map((order) => run(trimer(order))))
    const [first] = all as [PointResults]
    for (const point of all) {
      expect(point.stationary.unique).toBe(false)
      expect(point.stationary.extremal).toHaveLength(2)
      const {
        relaxation,
        detailedBalance: { worst },
      } = point
      expect(Math.abs(relaxation.gap - first.relaxation.gap)).toBeLessThanOrEqual(
        relaxation.gapError + first.relaxation.gapError,
      )
      expect(Math.exp(Math.abs(worst!.logRatio))).toBeCloseTo(12.02785857, 7)
      expect(point.levels).toEqual(first.levels.map((level) => expect.closeTo(level, 12) as number))
    }
  },
)
