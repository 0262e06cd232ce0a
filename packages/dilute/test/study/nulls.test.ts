import { describe, expect, test } from 'vitest'
import { readStudy, runStudy, type PointResults } from '../../src/study/index.js'

/** Paths of entries that are null, indices left out. */
function nulls(results: unknown, path = ''): string[] {
  if (results === null || (typeof results === 'number' && !Number.isFinite(results))) return [path]
  if (typeof results !== 'object') return []
  return Object.entries(results).flatMap(([key, value]) =>
    nulls(value, Array.isArray(results) ? path : path === '' ? key : `${path}.${key}`),
  )
}

/** Nulls by convention: what has no place in the study at all. */
const never =
  /^(baths\.\w+\.)?(evidence\.(seed|rateErrors|amplitudeError|partialWaves|validity\.\w+)|detailedBalance\.(holds|worst|symmetries\.antiunitary\.\w+|ratio|logRatio)|certificates)/
/** Of a gas among others: from a group to itself. */
const ofGroups = /^baths\.\w+\.detailedBalance\.group(Log)?Ratio/

const gas = { dimension: 1, mass: 1, density: 0.3, beta: 2 }
const three = {
  hamiltonian: [
    [0, 0.3, '0.1i'],
    [0.3, 0.5, 0.2],
    ['-0.1i', 0.2, 4],
  ],
}
const weakly = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 0.4 * i + 0.1 * i * i : 1e-9)))
const contact = (strengths: readonly number[]): object => ({ contact: { strengths } })
const bath = (name: string, beta: number, strengths: readonly number[]): object => ({
  name,
  gas: { ...gas, beta },
  interaction: contact(strengths),
})

describe('what is null has its reason', () => {
  test.each([
    [
      'a gas that ends at an energy: transitions without a reverse',
      {
        system: three,
        gas: { ...gas, beta: undefined, momentumDensity: { expression: '1/4', from: -2, to: 2 } },
        interaction: contact([1, 0.7, -1.5]),
      },
    ],
    ['levels hardly coupled', { system: { hamiltonian: weakly }, gas, interaction: contact([1, 0.7, -1.5, 0.4]) }],
    [
      'a density beyond all measure',
      { system: three, gas: { ...gas, density: 1e200 }, interaction: contact([1, 0.7, -1.5]), report: ['generator'] },
    ],
    [
      'hardly a gas',
      { system: three, gas: { ...gas, density: 1e-300 }, interaction: contact([1, 0.7, -1.5]), report: ['generator'] },
    ],
    [
      'equal levels in a gas without temperature, a dark level among them',
      {
        system: { ring: { sites: 4, tunneling: -0.5, flux: 0 } },
        gas: {
          ...gas,
          beta: undefined,
          momentumDensity: { expression: 'exp(-p^2/2)/sqrt(2*pi)', from: -12, to: 12 },
        },
        interaction: contact([1, 0, 0, 0]),
      },
    ],
    [
      'equal levels in hardly a gas of hardly a mass',
      {
        system: { ring: { sites: 3, tunneling: -0.5, flux: 0 } },
        gas: { ...gas, density: 1e-300, mass: 1e-300 },
        interaction: contact([1, 0.7, 1.5]),
      },
    ],
    [
      'equal levels that nothing connects to others',
      {
        system: { hamiltonian: [0, 1, 1].map((x, i) => [0, 1, 2].map((j) => (i === j ? x : 0))) },
        gas,
        interaction: contact([1, 0.7, 1.5]),
      },
    ],
    [
      'parts without a bond in the cold',
      {
        system: {
          hamiltonian: [
            [0.1, 0.3, 0, 0],
            [0.3, 0.5, 0, 0],
            [0, 0, 0.2, 0.25],
            [0, 0, 0.25, 0.33],
          ],
        },
        gas: { ...gas, beta: 1500 },
        interaction: contact([1, 0.7, 1.5, 0.4]),
      },
    ],
    [
      'two gases, by one of which levels are hardly coupled, counted',
      {
        system: three,
        baths: [bath('hot', 0.5, [1, 0.7, -1.5]), bath('cold', 2, [1, 0.7, 1.5])],
        report: ['counting'],
      },
    ],
    [
      'two gases and equal levels',
      {
        system: { ring: { sites: 3, tunneling: -0.5, flux: 0 } },
        baths: [bath('hot', 0.5, [1, 0.7, 1.5]), bath('cold', 2, [1, 0.7, 1.5])],
      },
    ],
    [
      'counting in the cold',
      { system: three, gas: { ...gas, beta: 400 }, interaction: contact([1, 0.7, -1.5]), report: ['counting'] },
    ],
  ])('%s', async (_, study) => {
    const results = (await runStudy(readStudy(JSON.stringify(study), { file: 'a.json' }))) as PointResults
    const reasons = Object.keys(results.reasons)
    const bare = [...new Set(nulls(results))].filter((path) => !never.test(path) && !ofGroups.test(path))
    expect(bare.filter((path) => !reasons.some((reason) => path.startsWith(reason)))).toEqual([])
  })
})
