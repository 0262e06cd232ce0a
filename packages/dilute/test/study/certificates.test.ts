import { describe, expect, test } from 'vitest'
import { evolve, withLevelShift } from '../../src/dynamics/index.js'
import { exportedPoint } from '../../src/export/index.js'
import type { SecularGenerator } from '../../src/generator/index.js'
import { resultsText } from '../../src/report/text.js'
import {
  evolveStudy,
  readStudy,
  runStudy,
  type PointResults,
  type Study,
  type SweepResults,
} from '../../src/study/index.js'
import { mostCertifiedLevels } from '../../src/solution/certificates.js'
import { solve } from '../../src/solution/index.js'
import { studyModel } from '../../src/study/running/model.js'
import { inDimension, ring, withLine } from './examples.js'

const study = (text: string, ...set: string[]): Study => readStudy(text, { file: 'ring', set })
const run = async (text: string, ...set: string[]): Promise<PointResults> =>
  (await runStudy(study(text, ...set))) as PointResults

function generatorOf(of: Study): SecularGenerator {
  return solve(studyModel(of, of.config)).generator
}

describe('certificates of a point', () => {
  test('are all there for three levels, as plain data', async () => {
    const results = await run(ring)
    expect(JSON.parse(JSON.stringify(results.certificates))).toEqual(results.certificates)
    expect(results.certificates).toMatchObject({
      tracePreservation: { holds: true },
      completePositivity: { holds: true },
      commutation: { holds: true },
      gibbs: { holds: true },
      nonNegativeRates: true,
      leftOut: null,
      detailedBalance: {
        holds: false,
        populations: { holds: false },
        gns: { holds: false },
        kms: { holds: false },
        reversed: null,
      },
    })
    const ratios = results.detailedBalance.ratio.flat().filter((i) => i !== null)
    expect(results.certificates!.detailedBalance!.populations.residual).toBeCloseTo(
      Math.max(...ratios.map((i) => (2 * Math.abs(i - 1)) / (i + 1))),
      9,
    )
  })

  test('two equal dots restore detailed balance with a reversing operation, and the run knows which', async () => {
    const { certificates } = await run(ring, 'interaction.contact.strengths=[1, 1, 1.5]')
    expect(certificates!.detailedBalance).toMatchObject({
      holds: true,
      populations: { holds: true },
      reversed: { holds: true },
      gns: { holds: false },
    })
  })

  test.each([
    [
      'more levels',
      ring,
      [
        `system.ring.sites=${mostCertifiedLevels + 1}`,
        `interaction.contact.strengths=[${Array.from({ length: mostCertifiedLevels + 1 }, (_, i) => 1 + i / 10).join()}]`,
      ],
      `more than ${mostCertifiedLevels} levels`,
    ],
    ['the Born approximation', ring, ['scattering.method=born'], 'not unitary'],
  ])('for %s only the rates are certified, and it says why', async (_, text, set, reason) => {
    const { certificates } = await run(text, ...set)
    expect(certificates).toMatchObject({
      completePositivity: null,
      commutation: null,
      detailedBalance: null,
      nonNegativeRates: true,
      tracePreservation: { holds: true },
    })
    expect(certificates!.leftOut).toContain(reason)
    if (reason !== 'not unitary') expect(certificates!.gibbs).toMatchObject({ holds: true })
  })

  test('points apart in space are certified like any others', async () => {
    const { certificates } = await run(
      inDimension(3, '{ scatteringLengths: [0.6, 0.9, 1.4], positions: [[0, 0, 0], [0.4, 0, 0], [0, 0.3, 0]] }'),
    )
    expect(certificates).toMatchObject({
      tracePreservation: { holds: true },
      completePositivity: { holds: true },
      gibbs: { holds: true },
      leftOut: null,
    })
  })

  test('the table has them in a few lines', async () => {
    const table = resultsText(await run(ring), { color: false })
    expect(table).toMatch(/Generator +trace kept to .*; smallest Kossakowski\s+eigenvalue/)
    expect(table).toMatch(/Quantum detailed balance +broken; residuals: populations 0\.40, GNS/)
    expect(table).toMatch(/Validity +rate to frequency distance 0\.040, mean field to temperature 0\.8[56]/)
  })
})

describe('validity', () => {
  test(
    'both ratios are proportional to the density; a dilute gas draws no warning, a dense one two with the ' +
      'density that would do',
    async () => {
      const [thin, dense] = [await run(ring, 'gas.density=0.01'), await run(ring, 'gas.density=10')]
      expect(thin.evidence.warnings).toEqual([])
      expect(dense.evidence.validity.secularRatio / thin.evidence.validity.secularRatio).toBeCloseTo(1000, 8)
      expect(dense.evidence.validity.lowDensityRatio / thin.evidence.validity.lowDensityRatio).toBeCloseTo(1000, 8)
      expect(dense.evidence.warnings).toHaveLength(2)
      expect(dense.evidence.warnings[0]).toMatch(
        /^the secular approximation is doubtful: .* rates scale with the density, and below a density of 2\.4 /,
      )
    },
  )

  test('a sweep says it once', async () => {
    const table = resultsText(await runStudy(study(withLine('sweep: [{ set: gas.beta, values: [1, 2, 3] }]'))), {
      color: false,
    })
    expect(table.match(/low-density/g)).toHaveLength(1)
    expect(table).toMatch(/at 3 of 3 points, worst at gas\.beta = 3:\s+the low-density limit/)
  })
})

describe('certificates in a sweep', () => {
  const sweep = 'sweep: [{ set: gas.beta, values: [1, 2] }]'
  const points = async (text: string): Promise<readonly PointResults[]> =>
    ((await runStudy(study(text))) as SweepResults).points

  test('are left out unless asked for, and then are those of single points', async () => {
    for (const point of await points(withLine(sweep))) expect(point.certificates).toBeUndefined()
    const asked = await points(withLine(`${sweep}\nreport: [certificates]`))
    expect(asked[1]!.certificates).toEqual((await run(ring)).certificates)
  })
})

describe('levelShift', () => {
  test('the results give the matrix; the spectrum stays that of the dissipator', async () => {
    const [without, within] = [
      await run(withLine('report: [generator]')),
      await run(withLine('report: [generator]\nlevelShift: true')),
    ]
    const { levelShift } = generatorOf(study(ring))
    expect(without.generator!.levelShift[1]![1]).toEqual([levelShift.re[4], levelShift.im[4]])
    expect(Math.abs(levelShift.re[4]!)).toBeGreaterThan(0.01)
    expect(within.generator).toEqual(without.generator)
  })

  test('evolutions include it when asked', async () => {
    const [without, within] = await Promise.all(
      [false, true].map((levelShift) =>
        evolveStudy(study(withLine(`initial: { site: 0 }\nlevelShift: ${levelShift}`)), [3]),
      ),
    )
    const expected = evolve(withLevelShift(generatorOf(study(ring))), { site: 0 }, [3]).density[0]!
    within!.density[0]!.flat().forEach(([re, im], i) => {
      expect(Math.hypot(re - expected.re[i]!, im - expected.im[i]!)).toBeLessThan(1e-13)
    })
    expect(Math.abs(within!.density[0]![0]![1]![0] - without!.density[0]![0]![1]![0])).toBeGreaterThan(1e-3)
    expect(within!.populations[0]).toEqual(without!.populations[0]!.map((p) => expect.closeTo(p!, 13) as number))
  })

  test(
    'exports have it in hamiltonian_shift when asked: its levels differ by those of the shift, up to a ' + 'constant',
    () => {
      const [without, within] = [false, true].map((levelShift) =>
        exportedPoint(study(withLine(`levelShift: ${levelShift}`))),
      )
      const shiftOf = (exported: typeof without): Float64Array =>
        exported!.arrays.find(({ name }) => name === 'hamiltonian_shift')!.re
      const added = shiftOf(within).map((x, i) => x - shiftOf(without)[i]!)
      const { re } = generatorOf(study(ring)).levelShift
      const spread = ([a, b, c]: readonly number[]): number => (a! - b!) ** 2 + (b! - c!) ** 2 + (c! - a!) ** 2
      const im = within!.arrays
        .find(({ name }) => name === 'hamiltonian_shift')!
        .im!.map((y, i) => y - without!.arrays.find(({ name }) => name === 'hamiltonian_shift')!.im![i]!)
      const norm =
        added.reduce((sum, x, i) => sum + x * x + im[i]! ** 2, 0) - (added[0]! + added[4]! + added[8]!) ** 2 / 3
      expect(norm).toBeCloseTo(spread([re[0]!, re[4]!, re[8]!]) / 3, 12)
      expect(within!.notes).toContain('level shift is part of hamiltonian_shift')
      expect(without!.notes).toContain('level shift is left out')
    },
  )

  test('anything but true or false is refused with its place', () => {
    expect(() => study(withLine('levelShift: yes please'))).toThrow(/levelShift: expected true or false, found/)
  })
})
