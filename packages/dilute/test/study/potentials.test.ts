import { describe, expect, test } from 'vitest'
import { readStudy } from '../../src/study/read/read.js'
import { madeInteraction, type InteractionConfig } from '../../src/study/declare/interaction.js'
import { runStudy } from '../../src/study/running/run.js'
import { scatterStudy } from '../../src/study/running/scatter.js'
import type { PointResults, SweepResults } from '../../src/study/results.js'
import { changed, ring, withPotential, withPotentials } from './examples.js'

const file = 'a.yaml'
/** V of the first site. */
const valueOf = (interaction: InteractionConfig | undefined, dimension: 1 | 3, q: number): number => {
  const made = madeInteraction(interaction!, dimension)
  if (!('potentials' in made)) throw new Error('no potentials')
  return made.potentials[0]!.value(q)
}
const valueAt = (potential: string, q: number): number => {
  const { interaction } = readStudy(withPotential(potential), { file }).config
  return valueOf(interaction, 1, q)
}
const point = async (text: string, set: readonly string[] = []): Promise<PointResults> =>
  (await runStudy(readStudy(text, { file, set }))) as PointResults

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
    [
      '[{ square: { height: 1, from: -1, to: 1 } }, { gaussian: { height: 2, width: 1 } }, { delta: { strength: 3 } }]',
      0.5,
      1 + 2 * Math.exp(-0.125),
    ],
    ['zero', 0, 0],
  ])('%s', (potential, q, expected) => {
    expect(valueAt(potential, q)).toBeCloseTo(expected, 14)
  })
})

/** Three potentials about one centre, in a gas of this β. */
const central = (potentials: string, beta = 2): string =>
  changed(changed(withPotentials(potentials), 'dimension: 1', 'dimension: 3'), 'beta: 2', `beta: ${beta}`)
const different =
  '[{ gaussian: { height: 1.5, width: 0.5 } }, { gaussian: { height: -1, width: 0.6 } }, { expression: ' +
  '"0.8*exp(-r^2/2/0.45^2)", from: 0, to: 4 }]'

describe('central potentials in a study', () => {
  const valueAtDistance = (potential: string, r: number): number => {
    const { interaction } = readStudy(central(`[${potential}, zero, zero]`), { file }).config
    return valueOf(interaction, 3, r)
  }

  test.each([
    ['{ expression: "exp(-r^2)", from: 0, to: 6 }', 0.5, Math.exp(-0.25)],
    ['{ square: { height: -2, from: 0, to: 1 } }', 0.3, -2],
    ['{ tabulated: { positions: [0, 1, 2, 3, 4], values: [2, 1.5, 0.5, 0.1, 0] } }', 1, 1.5],
    ['{ gaussian: { height: 1, width: 1, center: 0 } }', 1, Math.exp(-0.5)],
  ])('%s', (potential, r, expected) => {
    expect(valueAtDistance(potential, r)).toBeCloseTo(expected, 14)
  })

  test('samples are flat at the centre, whatever they are there', () => {
    const steps = [1e-3, 2e-3].map(
      (r) => valueAtDistance('{ tabulated: { positions: [0, 1, 2, 3, 4], values: [2, 1.5, 0.5, 0.1, 0] } }', r) - 2,
    )
    expect(steps[1]! / steps[0]!).toBeCloseTo(4, 1)
  })

  test('detailed balance is broken in space too; the waves are told with what the next would add', async () => {
    const { detailedBalance, certificates, evidence } = await point(central(different))
    expect(detailedBalance).toMatchObject({
      holds: false,
      explanation: expect.stringContaining('no two dots couple alike') as string,
    })
    expect(certificates).toMatchObject({ leftOut: null, gibbs: { holds: true } })
    expect(evidence.partialWaves!.waves).toBeGreaterThan(8)
    expect(evidence.partialWaves!.truncation).toBeLessThan(1e-20)
    expect(evidence.amplitudeError).toBeLessThan(evidence.tolerances.amplitudes)
  })

  test('equal potentials restore it', async () => {
    const { detailedBalance } = await point(
      central(
        '[{ gaussian: { height: 1, width: 0.5 } }, { gaussian: { height: 1, width: 0.5 } }, { square: { ' +
          'height: 1, from: 0, to: 0.7 } }]',
      ),
    )
    expect(detailedBalance).toMatchObject({
      holds: true,
      explanation: expect.stringContaining('exchange of dots 0 ↔ 1') as string,
    })
  })

  test('every point of a sweep has the waves that its own gas needs, as on its own', async () => {
    const { points } = (await runStudy(
      readStudy(`${central(different)}sweep: [{ set: gas.beta, values: [4, 0.5] }]\n`, { file }),
    )) as SweepResults
    for (const [i, beta] of [4, 0.5].entries()) {
      const alone = await point(central(different, beta))
      expect(points[i]!.rates).toEqual(alone.rates)
      expect(points[i]!.evidence.partialWaves).toEqual(alone.evidence.partialWaves)
    }
    expect(points[0]!.evidence.partialWaves!.waves).toBeLessThan(points[1]!.evidence.partialWaves!.waves)
  }, 240_000)

  test('a hard core makes what is inside it irrelevant', async () => {
    const cored = (inside: number): string =>
      changed(
        central(
          `[{ square: { height: ${inside}, from: 0, to: 0.5 } }, { square: { height: -1, from: 0, to: 1 } }, zero]`,
        ),
        'interaction:\n',
        'interaction:\n  core: 0.5\n',
      )
    const [one, other] = [await point(cored(1)), await point(cored(100))]
    expect(one.rates).toEqual(other.rates)
    expect(one.rates[0]![1]).toBeGreaterThan(0)
  })

  test('scatter: S wave by wave is unitary, and the optical theorem gives the cross sections', async () => {
    const {
      energies: [at],
      levels,
    } = await scatterStudy(readStudy(central(different), { file }), [1])
    const waves = at!.channels.length / 3
    expect(waves).toBeGreaterThan(5)
    expect(at!.channels[1]).toEqual({ level: 0, mode: 1, multiplicity: 3 })
    expect([at!.probabilities, at!.transmission, at!.t]).toEqual([null, null, null])
    expect(at!.unitarityResidual).toBeLessThan(1e-12)
    for (const l of [0, 1, 2]) {
      const forward = Array.from(
        { length: waves },
        (_, wave) => (2 * wave + 1) * (1 - at!.s[l * waves + wave]![l * waves + wave]![0]),
      ).reduce((a, b) => a + b, 0)
      const total = at!.crossSections!.reduce((sum, row) => sum + row[l]!, 0)
      expect(total / ((Math.PI / (2 * (1 - levels[l]!))) * 2 * forward)).toBeCloseTo(1, 11)
    }
  })
})

const gaussians = withPotentials(
  '[{ gaussian: { height: 1, width: 0.4 } }, { gaussian: { height: 0.7, width: 0.4, center: 0.5 } }, { ' +
    'gaussian: { height: 1.5, width: 0.4, center: 1 } }]',
)

describe('bound states, resonances and delay times of a study', () => {
  const wells =
    '[[{ square: { height: -20, from: 0, to: 1 } }, { square: { height: 15, from: 1, to: 1.5 } }], { square: { ' +
    'height: 5, from: 0, to: 1 } }, zero]'

  test.each([
    ['on a line', gaussians],
    ['about a centre', central(wells)],
  ])('%s: the delay is −i Tr S†dS/dE, every wave 2ℓ + 1 times', async (_, text) => {
    const step = 2e-5
    const {
      energies: [below, at, above],
    } = await scatterStudy(readStudy(text, { file }), [1 - step, 1, 1 + step], { delayTimes: true })
    const trace = at!.channels.reduce(
      (sum, { multiplicity = 1 }, j) =>
        sum +
        multiplicity *
          at!.channels.reduce((inner, __, i) => {
            const [s, after, before] = [at!.s[i]![j]!, above!.s[i]?.[j] ?? [0, 0], below!.s[i]?.[j] ?? [0, 0]]
            return inner + (s[0] * (after[1] - before[1]) - s[1] * (after[0] - before[0])) / (2 * step)
          }, 0),
      0,
    )
    expect(at!.delayTime! / trace).toBeCloseTo(1, 5)
  })

  test(
    'are told with the wave they are in; those of contacts, which repel here, are none, and they ' + 'delay',
    async () => {
      const { boundStates, resonances, energies } = await scatterStudy(readStudy(central(wells), { file }), [0, 8])
      expect(boundStates!.map(({ angularMomentum }) => angularMomentum)).toEqual([0, 1, 2, 0, 3])
      expect(
        boundStates!.every(({ energy }, i) => energy < -0.5 && energy >= (boundStates![i - 1]?.energy ?? -Infinity)),
      ).toBe(true)
      expect(resonances.map(({ angularMomentum }) => angularMomentum)).toEqual([1, 4])
      expect(resonances[1]).toMatchObject({
        energy: expect.closeTo(6.014, 3) as number,
        width: expect.closeTo(0.0403, 4) as number,
      })
      expect(energies[0]).not.toHaveProperty('delayTime')
      const contacts = await scatterStudy(readStudy(ring, { file }), [1], { delayTimes: true })
      expect(contacts).toMatchObject({
        boundStates: [],
        complete: { boundStates: true },
        energies: [{ delayTime: expect.any(Number) as number }],
      })
    },
  )
})

describe('a study with potentials', () => {
  test('deltas are contacts: the same rates, with the error of the solver as evidence', async () => {
    const [contacts, deltas] = [
      await point(ring),
      await point(
        withPotentials('[{ delta: { strength: 1 } }, { delta: { strength: 0.7 } }, { delta: { strength: 1.5 } }]'),
      ),
    ]
    deltas.rates.flat().forEach((rate, i) => {
      expect(Math.abs(rate! - contacts.rates.flat()[i]!)).toBeLessThan(1e-11)
    })
    expect(contacts.evidence.amplitudeError).toBeNull()
    expect(deltas.evidence.amplitudeError).toBeLessThan(1e-12)
  })

  test('is certified, explained and swept; points that differ in temperature share the amplitudes', async () => {
    const { points } = (await runStudy(
      readStudy(`${gaussians}sweep: [{ set: gas.beta, values: [1, 2] }]\nreport: [certificates]\n`, { file }),
    )) as SweepResults
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
    const { points } = (await runStudy(
      readStudy(`${gaussians}sweep: [{ set: interaction.potentials.0.gaussian.width, values: [0.2, 0.4] }]\n`, {
        file,
      }),
    )) as SweepResults
    expect(points[1]!.rates).toEqual((await point(gaussians)).rates)
    expect(points[0]!.rates[0]![1]).not.toBeCloseTo(points[1]!.rates[0]![1]!, 3)
  })

  test('mirror images restore detailed balance, and the sentence says so', async () => {
    const alike = [
      'interaction.potentials.1.gaussian={ height: 1, width: 0.4, center: 1 }',
      'interaction.potentials.2.gaussian={ height: 2, width: 0.3, center: 0.5 }',
    ]
    expect((await point(gaussians, alike)).detailedBalance).toMatchObject({
      holds: true,
      explanation: expect.stringContaining('exchange of dots 0 ↔ 1') as string,
    })
    const aside = [alike[0]!, 'interaction.potentials.2.gaussian={ height: 2, width: 0.3, center: 0.8 }']
    expect((await point(gaussians, aside)).detailedBalance).toMatchObject({
      holds: false,
      explanation: expect.stringContaining('(0 and 1) do not sit at symmetric positions') as string,
    })
  })

  test('beside contacts: each of several gases has its own', async () => {
    const text = ring.replace(
      /gas:[^]*/,
      `baths:
  - { name: near, gas: { dimension: 1, mass: 1, density: 0.1, beta: 1 }, interaction: { contact: { strengths: [1, 0.7, 1.5] } } }
  - { name: wide, gas: { dimension: 1, mass: 1, density: 0.1, beta: 2 }, interaction: { potentials: [{ gaussian: { height: 1, width: 0.4 } }, zero, { square: { height: 1, from: 0, to: 1 } }] } }
`,
    )
    const { baths, evidence, heatCurrents } = await point(text)
    expect(baths!['near']!.evidence.amplitudeError).toBeNull()
    expect(baths!['wide']!.evidence.amplitudeError).toBe(evidence.amplitudeError)
    expect(heatCurrents['near']! + heatCurrents['wide']!).toBeCloseTo(0, 12)
  })

  test('scatters', async () => {
    const {
      energies: [at],
    } = await scatterStudy(readStudy(gaussians, { file }), [1])
    expect(at!.channels).toHaveLength(6)
    expect(at!.unitarityResidual).toBeLessThan(1e-12)
  })
})
