import { describe, expect, test } from 'vitest'
import { divisionOf, pieceCount, pointsIn } from '../../src/pieces/division.js'
import { kindOf } from '../../src/pieces/ratesOnly.js'
import { planOf, readStudy, type Plan } from '../../src/study/index.js'
import { withLine } from '../study/examples.js'

const planned = (...lines: string[]): Plan =>
  planOf(
    readStudy(
      withLine(
        [
          'record: [violation]',
          'sweep: [{ set: interaction.contact.strengths.0, from: 1, to: 2, points: 90000 }]',
          ...lines,
        ].join('\n'),
      ),
      { file: 'a.yaml' },
    ),
  )

test('points are counted on to be fast where the fixed rule is theirs, and there alone', () => {
  expect(kindOf(planned()).isRuled).toBe(true)
  expect(divisionOf(planned()).perPiece).toBe(100_000)
  for (const slow of ['scattering: { method: born }', 'scattering: { method: series, order: 2 }']) {
    expect(kindOf(planned(slow)).isRuled).toBe(false)
    expect(divisionOf(planned(slow)).perPiece).toBeLessThan(1000)
  }
})

test('pieces are alike: of two that threads share none is twice the other', () => {
  const flux = '{ set: system.ring.flux, from: 0, to: 1, points: 40 }'
  const mass = '{ set: gas.mass, from: 1, to: 2, points: 6 }'
  const plan = planOf(
    readStudy(withLine(`scattering: { method: born }\nsweep: [${flux}, ${mass}]`), { file: 'a.yaml' }),
  )
  const division = divisionOf(plan)
  const sizes = Array.from({ length: pieceCount(division) }, (_, piece) => pointsIn(division, [piece]))
  expect(sizes.length).toBeGreaterThan(1)
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(sizes.length)
})

describe('a piece is about two seconds of work, whatever is asked of its points', () => {
  const hermitian = '{ hamiltonian: [[0, "0.1-0.2i"], ["0.1+0.2i", 0.3]] }'
  const inPairs = (n: number): string => {
    const entry = (i: number, j: number): number => (i === j ? 0.3 * Math.floor(i / 2) : 0)
    const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => entry(i, j)))
    return `{ hamiltonian: ${JSON.stringify(rows)} }`
  }
  const ringOf = (n: number): string => `{ ring: { sites: ${n}, tunneling: -1/(2*sqrt(3)), flux: 0.2 } }`
  const alongMap = `[{ set: gas.mass, from: 1, to: 2, points: 30 },
    { set: interaction.contact.strengths.1, from: 0.2, to: 2, points: 1000 }]`
  const alongBeta = '[{ set: gas.beta, from: 1, to: 2, points: 30000 }]'

  interface Case {
    readonly n: number
    readonly system: string
    readonly sweep: string
    readonly record: string
    readonly report?: string
    readonly seconds: number
  }

  const study = ({ n, system, sweep, record, report = '' }: Case): Plan =>
    planOf(
      readStudy(
        `
system: ${system}
gas: { dimension: 1, mass: 1, density: 1, beta: 2 }
interaction: { contact: { strengths: [${Array.from({ length: n }, (_, i) => 1 + ((7 * i) % 5) / 3).join(', ')}] } }
tolerance: 1e-8
record: [${record}]
report: [${report}]
sweep: ${sweep}`,
        { file: 'a.yaml' },
      ),
    )

  const all = { record: 'gap, generator.gap, counting.noise', report: 'generator, counting' }
  const counting = { record: 'counting.mean', report: 'counting' }

  /** Seconds of CPU a point, measured. */
  const measured: Case[] = [
    { n: 2, system: hermitian, sweep: alongMap, record: 'gap', seconds: 1e-4 },
    { n: 2, system: hermitian, sweep: alongMap, ...all, seconds: 2e-3 },
    { n: 3, system: ringOf(3), sweep: alongMap, record: 'gap', seconds: 1.6e-4 },
    { n: 3, system: ringOf(3), sweep: alongMap, record: 'stationary', seconds: 1.2e-4 },
    { n: 3, system: ringOf(3), sweep: alongMap, record: 'evidence.relativeError', seconds: 1e-3 },
    { n: 3, system: ringOf(3), sweep: alongMap, ...counting, seconds: 5e-4 },
    { n: 3, system: ringOf(3), sweep: alongMap, ...all, seconds: 4e-3 },
    { n: 3, system: ringOf(3), sweep: alongBeta, ...all, seconds: 2e-3 },
    { n: 8, system: ringOf(8), sweep: alongBeta, record: 'gap', seconds: 5e-4 },
    { n: 8, system: ringOf(8), sweep: alongBeta, ...counting, seconds: 7e-3 },
    { n: 8, system: ringOf(8), sweep: alongBeta, ...all, seconds: 2.5e-2 },
    { n: 16, system: ringOf(16), sweep: alongBeta, record: 'gap', seconds: 6e-3 },
    { n: 16, system: ringOf(16), sweep: alongBeta, ...all, seconds: 0.4 },
    { n: 2, system: inPairs(2), sweep: alongBeta, record: 'violation', seconds: 1.5e-3 },
    { n: 3, system: inPairs(3), sweep: alongBeta, record: 'gap', seconds: 4.4e-3 },
    { n: 8, system: inPairs(8), sweep: alongBeta, record: 'violation', seconds: 5e-2 },
    { n: 16, system: inPairs(16), sweep: alongBeta, record: 'gap', seconds: 0.8 },
  ]

  test.each(measured)('$n levels, $record, in $system', (each) => {
    const { perPiece } = divisionOf(study(each))
    expect(perPiece * each.seconds).toBeGreaterThan(0.6)
    expect(perPiece * each.seconds).toBeLessThan(6)
  })

  test('levels that coincide at the ends of an axis do not count', () => {
    const flux = (from: number): number =>
      divisionOf(
        planOf(
          readStudy(
            withLine(
              `record: [gap]\nsweep: [{ set: system.ring.flux, from: ${from}, to: 3, points: 400 },
                { set: interaction.contact.strengths.1, from: 0.2, to: 2, points: 500 }]`,
            ),
            { file: 'a.yaml' },
          ),
        ),
      ).perPiece
    expect(flux(0)).toBe(flux(0.01))
  })
})
