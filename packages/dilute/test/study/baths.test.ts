import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawDetailedBalance } from '../../src/figures/index.js'
import { nodeDocument } from '../../src/node/index.js'
import { reportHtml } from '../../src/report/html.js'
import { resultsText } from '../../src/report/text.js'
import { readStudy, runStudy, type PointResults, type SweepResults } from '../../src/study/index.js'
import { ring } from './examples.js'

const example = (name: string): string => readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8')
const twoBaths = example('two-baths.yaml')
const beam = example('beam.yaml')
/** The examples at ten times their density, where the references are. */
const denser = ['baths.0.gas.density=1', 'baths.1.gas.density=1']
const run = async (text: string, ...set: string[]): Promise<PointResults> =>
  (await runStudy(readStudy(text, { file: 'a.yaml', set }))) as PointResults

interface Reference {
  populations: number[]
  rates: Record<string, number[][]>
  heatCurrents: Record<string, number>
  entropyProduction: number
  schnakenberg: number
}

const bath = (name: string, density: string, beta: string): string =>
  `  - { name: ${name}, gas: { dimension: 1, mass: 1, density: ${density}, beta: ${beta} }, interaction: { ` +
  `contact: { strengths: [1, 0.7, 1.5] } } }\n`
const withBaths = (...baths: string[]): string => `${ring.replace(/^gas:[^]*/m, '')}baths:\n${baths.join('')}`
const hasNoNaN = (results: unknown): boolean =>
  !/NaN|Infinity/.test(
    JSON.stringify(results, (_, x: unknown) => (typeof x === 'number' && !Number.isFinite(x) ? 'NaN' : x)),
  )

test('where levels coincide each gas has its rates between groups, and they add up', async () => {
  const { groups, groupRates, baths, rates } = await run(twoBaths, ...denser, 'system.ring.flux=0.5')
  const { hot, cold } = baths!
  expect(groups.length).toBe(2)
  expect(rates.flat()).toContain(null)
  groupRates!.forEach((row, g) =>
    row.forEach((a, h) => {
      expect(Math.abs(a! - hot!.groupRates![g]![h]! - cold!.groupRates![g]![h]!)).toBeLessThanOrEqual(4e-16 * a!)
      expect(hot!.groupRates![g]![h]! > 0).toBe(g !== h)
      expect(hot!.groupRatesError![g]![h]! > 0).toBe(g !== h)
    }),
  )
  const told = resultsText(await run(twoBaths, ...denser, 'system.ring.flux=0.5'))
  expect(told.slice(told.indexOf('Gas hot')).match(/·  \d/g)?.length).toBeGreaterThan(1)
}, 60_000)

describe('the example with two gases', () => {
  test('gives the sum, each gas, and the balance of heat and entropy', async () => {
    const { rates, baths, heatCurrents, entropyProduction, ...rest } = await run(twoBaths, ...denser)
    const { hot, cold } = baths!
    rates.forEach((row, k) =>
      row.forEach((a, l) => {
        expect(Math.abs(a! - hot!.rates[k]![l]! - cold!.rates[k]![l]!)).toBeLessThanOrEqual(1e-16)
      }),
    )
    expect([hot!.beta, cold!.beta, rest.beta, rest.stationary.gibbs, rest.stationary.gibbsResidual]).toEqual([
      0.5,
      2,
      null,
      null,
      null,
    ])
    expect(heatCurrents['hot']).toBeGreaterThan(0.01)
    expect(Math.abs(heatCurrents['hot']! + heatCurrents['cold']!)).toBeLessThanOrEqual(
      hot!.heatCurrent.error + cold!.heatCurrent.error,
    )
    expect(entropyProduction.total).toBeCloseTo(-0.5 * heatCurrents['hot']! - 2 * heatCurrents['cold']!, 14)
    expect(entropyProduction.total).toBeCloseTo(entropyProduction.schnakenberg! + entropyProduction.violation!, 14)
    expect(entropyProduction.totalError).toBeLessThan(1e-10)
    expect(hot!.detailedBalance.ratio[1]![0]).toBeGreaterThan(0)
    expect(hot!.detailedBalance.thermalizationResidual).toBeLessThan(1e-12)
  })

  test('agrees with an independent implementation to 1e-10', async () => {
    const reference = JSON.parse(
      readFileSync(new URL('../reference/two_baths.json', import.meta.url), 'utf8'),
    ) as Reference
    const { stationary, baths, heatCurrents, entropyProduction } = await run(twoBaths, ...denser)
    const close = (ours: number, theirs: number): void => {
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-10 * Math.abs(theirs))
    }
    stationary.populations.forEach((p, k) => {
      close(p!, reference.populations[k]!)
    })
    close(entropyProduction.total!, reference.entropyProduction)
    close(entropyProduction.schnakenberg!, reference.schnakenberg)
    for (const name of ['hot', 'cold']) {
      close(heatCurrents[name]!, reference.heatCurrents[name]!)
      baths![name]!.rates.flat().forEach((a, i) => {
        close(a!, reference.rates[name]!.flat()[i]!)
      })
    }
  })

  test('has a balance by cycles where there is no common β', async () => {
    const { detailedBalance, counting, heatCurrents } = await run(twoBaths)
    expect(detailedBalance.ratio.flat().every((i) => i === null)).toBe(true)
    expect(detailedBalance.thermalizationResidual).toBeNull()
    expect(detailedBalance.thermalization).toEqual([])
    expect(detailedBalance.cycles[0]!.affinity).not.toBe(0)
    expect(detailedBalance).toMatchObject({
      holds: false,
      explanation: expect.stringContaining('share no temperature') as string,
    })
    expect(counting!.heat['hot']!.mean).toBeCloseTo(heatCurrents['hot']!, 14)
    expect(counting!.heat['hot']!.noise).toBeCloseTo(counting!.heat['cold']!.noise, 14)
  })

  test('prints a section for each gas, heat and entropy production', async () => {
    const table = resultsText(await run(twoBaths, ...denser))
    expect(table).toMatch(/Gas hot: beta = 0\.5, heat into the system 0\.01257 ± /)
    expect(table).toMatch(/Gas cold: beta = 2, heat into the system -0\.01257 ± /)
    expect(table).toMatch(/Heat into the system +from hot 0\.01257 ± [\d.e-]+, from cold\s+-0\.01257 ± /)
    expect(table).toMatch(
      /Entropy production +0\.01885 ± [\d.e-]+ = 0\.03657 ± [\d.e-]+ \(Schnakenberg\) -\s+0\.01773 ± [\d.e-]+\s+\(violation\)/,
    )
    expect(table).not.toMatch(/NaN|undefined|null/)
  })

  test('sweeps over a gas by its name or number, and has a Gibbs state where the temperatures meet', async () => {
    const sweep = (path: string): Promise<SweepResults> =>
      runStudy(
        readStudy(twoBaths, { file: 'a.yaml', set: [`sweep=[{ set: ${path}, values: [1, 2] }]`] }),
      ) as Promise<SweepResults>
    const {
      points: [apart, together],
    } = await sweep('baths.hot.gas.beta')
    expect(apart!.set).toEqual({ 'baths.hot.gas.beta': 1 })
    expect([apart!.beta, together!.beta]).toEqual([null, 2])
    expect(together!.stationary.gibbsResidual).toBeLessThan(1e-13)
    expect(together!.detailedBalance).toMatchObject({
      holds: false,
      explanation: 'Detailed balance is broken by the gases hot and cold.',
    })
    expect(Math.abs(together!.heatCurrents['hot']!)).toBeLessThan(1e-14)
    expect((await sweep('baths.0.gas.beta')).points.map(({ rates }) => rates)).toEqual([apart!.rates, together!.rates])
    const svg = await drawDetailedBalance({ warnings: [], points: [apart!, together!] }, await nodeDocument())
    expect(svg.replace(/<[^>]*>/g, '')).toContain('heat per unit time from the gas b into the system')
    const table = resultsText({ warnings: [], points: [apart!, together!] })
    expect(table).toMatch(/heat from hot +heat from cold +entropy production/)
  })

  test.each([
    ['two gases', twoBaths],
    ['a beam', beam],
  ])('%s: report and figure can be made', async (_, text) => {
    const results = await run(text)
    const svg = await drawDetailedBalance(results, await nodeDocument())
    expect(svg).toContain('Levels, populations and currents')
    expect(reportHtml({ results, studyText: text, figureSvg: svg })).not.toMatch(/NaN|undefined|>null/)
    expect(hasNoNaN(results)).toBe(true)
  })
})

describe('several gases that are one', () => {
  test('two of the same β and interaction are one of the summed density', async () => {
    const [two, one] = [await run(withBaths(bath('a', '0.3', '2'), bath('b', '0.7', '2'))), await run(ring)]
    two.rates.flat().forEach((a, i) => {
      expect(Math.abs(a! - one.rates.flat()[i]!)).toBeLessThanOrEqual(1e-15 * a!)
    })
    expect(two.detailedBalance.ratio[1]![0]).toBeCloseTo(one.detailedBalance.ratio[1]![0]!, 13)
    expect(two.evidence.energiesEvaluated).toBe(one.evidence.energiesEvaluated)
    expect(two.relaxation.reversibleGap).toBeCloseTo(one.relaxation.reversibleGap!, 13)
    expect(two.entropyProduction.schnakenberg).toBeCloseTo(one.entropyProduction.schnakenberg!, 13)
  })

  test('a single one with a name has the results of a gas without, under its name', async () => {
    const { baths, heatCurrents, heatCurrentsError, ...named } = await run(withBaths(bath('only', '1', '2')))
    const {
      heatCurrents: { gas },
      heatCurrentsError: { gas: gasError },
      ...unnamed
    } = await run(ring)
    expect({ ...named, title: undefined }).toEqual({ ...unnamed, title: undefined })
    expect([heatCurrents, heatCurrentsError]).toEqual([{ only: gas }, { only: gasError }])
    expect(baths!['only']!.detailedBalance).toEqual(unnamed.detailedBalance)
  })

  test('the generator of several gases is the sum', async () => {
    const [two, one] = [
      await run(withBaths(bath('a', '0.3', '2'), bath('b', '0.7', '2')), 'report=[generator]'),
      await run(ring, 'report=[generator]'),
    ]
    two.generator!.spectrum.forEach(([re, im], i) => {
      expect(re).toBeCloseTo(one.generator!.spectrum[i]![0], 12)
      expect(Math.abs(im)).toBeCloseTo(Math.abs(one.generator!.spectrum[i]![1]), 12)
    })
  })
})

describe('a gas without a temperature', () => {
  test('gives rates, currents and the Schnakenberg part, and says why no total', async () => {
    const results = await run(beam, 'gas.right.density=0.8', 'gas.left.density=0.2')
    expect(results).toMatchObject({
      beta: null,
      entropyProduction: { total: null, totalError: null, violation: null },
      detailedBalance: { holds: false },
    })
    expect(results.entropyProduction.schnakenberg).toBeGreaterThan(0.01)
    expect(results.currents.probability[0]![1]).not.toBe(0)
    expect(results.evidence.warnings.join()).toContain('gas has no temperature')
    expect(resultsText(results)).toMatch(/a gas has no temperature:\s+its heat\s+is no measure of entropy/)
  })

  const maxwell = 'gas.momentumDensity={ expression: "exp(-p^2)/sqrt(pi)", from: -9, to: 9 }'
  test("Maxwell's G as an expression has the rates of the thermal gas", async () => {
    const [expression, thermal] = [await run(ring, 'gas.beta=null', maxwell), await run(ring)]
    expression.rates.flat().forEach((a, i) => {
      expect(Math.abs(a! - thermal.rates.flat()[i]!)).toBeLessThanOrEqual(1e-10 * a!)
    })
    expect(expression.detailedBalance).toMatchObject({ holds: thermal.detailedBalance.holds })
    expect(
      expression.stationary.populations
        .map((p, k) => Math.abs(p! - thermal.stationary.gibbs![k]!))
        .every((d) => d < 1e-10),
    ).toBe(true)
    expect(expression.evidence.warnings.join()).not.toContain('integrates to')
  })

  test('samples are interpolated, and a warning gives the integral they were divided by', async () => {
    const momenta = Array.from({ length: 61 }, (_, i) => (i - 30) / 6 + Math.sin(5 * i) / 20)
    const samples =
      `gas.momentumDensity={ momenta: [${momenta.join(', ')}], values: ` +
      `[${momenta.map((p) => Math.exp(-p * p) / Math.sqrt(Math.PI)).join(', ')}] }`
    const [sampled, thermal] = [await run(ring, 'gas.beta=null', samples), await run(ring)]
    sampled.rates.flat().forEach((a, i) => {
      expect(Math.abs(a! - thermal.rates.flat()[i]!)).toBeLessThanOrEqual(0.01 * a!)
    })
    expect(sampled.evidence.warnings.join()).toMatch(
      /the momentum density of gas integrates to (0\.99|1\.00)\d+, not 1/,
    )
  })

  test('may stand beside a thermal one', async () => {
    const results = await run(twoBaths, 'baths.hot.gas.beta=null', maxwell.replace('gas.', 'baths.hot.gas.'))
    expect(results.baths!['hot']).toMatchObject({ beta: null, detailedBalance: { thermalizationResidual: null } })
    expect(results.baths!['cold']!.detailedBalance.thermalizationResidual).toBeLessThan(1e-12)
    expect(results.entropyProduction.total).toBeNull()
    expect(Math.abs(results.heatCurrents['hot']! + results.heatCurrents['cold']!)).toBeLessThan(1e-14)
  })
})

test('gases may differ in mass and dimension; entries of lists with defaults can be set in each', async () => {
  const results = await run(
    twoBaths,
    'baths.cold.gas.dimension=3',
    'baths.cold.gas.mass=2',
    'baths.cold.interaction.contact={ scatteringLengths: [0.6, 0.9, 1.4] }',
    'baths.cold.interaction.contact.positions.1.2=0.3',
    'baths.0.interaction.contact.positions.2=0.5',
  )
  expect(Math.abs(results.heatCurrents['hot']! + results.heatCurrents['cold']!)).toBeLessThan(1e-14)
  expect(results.entropyProduction.total).toBeGreaterThan(0)
})
