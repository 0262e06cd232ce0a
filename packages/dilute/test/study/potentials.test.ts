import { describe, expect, test } from 'vitest'
import { readStudy } from '../../src/study/reading/read.js'
import { potentialsOf } from '../../src/study/reading/potential.js'
import { runStudy } from '../../src/study/running/run.js'
import { scatterStudy } from '../../src/study/running/scatter.js'
import type { PointResults, SweepResults } from '../../src/study/results.js'
import { ring, withPotential, withPotentials } from './examples.js'

const file = 'a.yaml'
const valueAt = (potential: string, q: number): number => {
  const { interaction } = readStudy(withPotential(potential), { file }).config
  return potentialsOf(interaction as Extract<typeof interaction, { potentials: unknown }>, 1).potentials[0]!.value(q)
}
const point = async (text: string, set: readonly string[] = []): Promise<PointResults> => (await runStudy(readStudy(text, { file, set }))) as PointResults

describe('every shape is read with the arguments of the model', () => {
  test.each([
    ['{ gaussian: { height: 3/2, width: 1/2, center: -0.4 } }', 0.1, 1.5 * Math.exp(-0.5)],
    ['{ poschlTeller: { height: 2, width: 0.5 } }', 0.5, 2 / Math.cosh(1) ** 2],
    ['{ exponential: { height: 2, width: 0.5, center: 1 } }', 0, 2 * Math.exp(-2)],
    ['{ square: { height: -2, from: -1, to: 1 } }', 0.3, -2],
    ['{ woodsSaxon: { height: -1, radius: 1, diffuseness: 0.2, center: 2 } }', 1, -0.5],
    ['{ expression: "1.5*exp(-q^2)", from: -7, to: 7 }', 0.5, 1.5 * Math.exp(-0.25)],
    ['{ expression: "abs(q)*exp(-q^2)", from: -7, to: 7, breaks: [0] }', 0.5, 0.5 * Math.exp(-0.25)],
    ['{ expression: 2, from: -1, to: 1, ends: jump }', 0.5, 2],
    ['{ tabulated: { positions: [0, 1, 2, 3, 4], values: [0, 1, 3, 1, 0] } }', 2, 3],
    ['[{ square: { height: 1, from: -1, to: 1 } }, { gaussian: { height: 2, width: 1 } }, { delta: { strength: 3 } }]', 0.5, 1 + 2 * Math.exp(-0.125)],
    ['zero', 0, 0],
  ])('%s', (potential, q, expected) => { expect(valueAt(potential, q)).toBeCloseTo(expected, 14) })
})

const gaussians = withPotentials('[{ gaussian: { height: 1, width: 0.4 } }, { gaussian: { height: 0.7, width: 0.4, center: 0.5 } }, { gaussian: { height: 1.5, width: 0.4, center: 1 } }]')

describe('a study with potentials', () => {
  test('deltas are contacts: the same rates, with the error of the solver as evidence', async () => {
    const [contacts, deltas] = [await point(ring), await point(withPotentials('[{ delta: { strength: 1 } }, { delta: { strength: 0.7 } }, { delta: { strength: 1.5 } }]'))]
    deltas.rates.flat().forEach((rate, i) => { expect(Math.abs(rate - contacts.rates.flat()[i]!)).toBeLessThan(1e-11) })
    expect(contacts.evidence.amplitudeError).toBeNull()
    expect(deltas.evidence.amplitudeError).toBeLessThan(1e-12)
  })

  test('is certified, explained and swept; points that differ in temperature share the amplitudes', async () => {
    const { points } = await runStudy(readStudy(`${gaussians}sweep: [{ set: gas.beta, values: [1, 2] }]\n`, { file })) as SweepResults
    for (const { evidence, certificates, detailedBalance } of points) {
      expect(evidence.amplitudeError).toBeLessThan(evidence.tolerances.amplitudes)
      expect(evidence.amplitudeError).toBeGreaterThan(0)
      expect(certificates).toMatchObject({ leftOut: null, gibbs: { holds: true } })
      expect(detailedBalance.holds).toBe(false)
      expect(detailedBalance.explanation).toContain('no two dots couple alike')
    }
    expect(points[0]!.evidence.energiesEvaluated).toBe(points[1]!.evidence.energiesEvaluated)
    expect((await point(gaussians)).rates[0]![1]).toBeCloseTo(points[1]!.rates[0]![1]!, 11)
  })

  test('a width can be swept, and different widths share nothing', async () => {
    const { points } = await runStudy(readStudy(`${gaussians}sweep: [{ set: interaction.potentials.0.gaussian.width, values: [0.2, 0.4] }]\n`, { file })) as SweepResults
    expect(points[1]!.rates).toEqual((await point(gaussians)).rates)
    expect(points[0]!.rates[0]![1]).not.toBeCloseTo(points[1]!.rates[0]![1]!, 3)
  })

  test('mirror images restore detailed balance, and the sentence says so', async () => {
    const alike = ['interaction.potentials.1.gaussian={ height: 1, width: 0.4, center: 1 }', 'interaction.potentials.2.gaussian={ height: 2, width: 0.3, center: 0.5 }']
    expect((await point(gaussians, alike)).detailedBalance).toMatchObject({ holds: true, explanation: expect.stringContaining('exchange of dots 0 ↔ 1') as string })
    const aside = [alike[0]!, 'interaction.potentials.2.gaussian={ height: 2, width: 0.3, center: 0.8 }']
    expect((await point(gaussians, aside)).detailedBalance).toMatchObject({ holds: false, explanation: expect.stringContaining('(0 and 1) do not sit at symmetric positions') as string })
  })

  test('beside contacts: each of several gases has its own', async () => {
    const text = ring.replace(/gas:[^]*/, `baths:
  - { name: near, gas: { dimension: 1, mass: 1, density: 0.1, beta: 1 }, interaction: { contact: { strengths: [1, 0.7, 1.5] } } }
  - { name: wide, gas: { dimension: 1, mass: 1, density: 0.1, beta: 2 }, interaction: { potentials: [{ gaussian: { height: 1, width: 0.4 } }, zero, { square: { height: 1, from: 0, to: 1 } }] } }
`)
    const { baths, evidence, heatCurrents } = await point(text)
    expect(baths!['near']!.evidence.amplitudeError).toBeNull()
    expect(baths!['wide']!.evidence.amplitudeError).toBe(evidence.amplitudeError)
    expect(heatCurrents['near']! + heatCurrents['wide']!).toBeCloseTo(0, 12)
  })

  test('scatters', () => {
    const { energies: [at] } = scatterStudy(readStudy(gaussians, { file }), [1])
    expect(at!.channels).toHaveLength(6)
    expect(at!.unitarityResidual).toBeLessThan(1e-12)
  })
})
