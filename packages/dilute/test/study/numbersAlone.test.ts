import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planOf, pointAt, readStudy } from '../../src/study/index.js'

/** Reading of sweeps, number after number, against the reading of each point's own study. */

const base = {
  system: { ring: { sites: 3, tunneling: -0.5, flux: 0.3 } },
  gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
  interaction: { contact: { strengths: [1, '1/2', 2], positions: [0, 0.4, 1] } },
}
const space = {
  ...base,
  gas: { ...base.gas, dimension: 3 },
  interaction: {
    contact: {
      scatteringLengths: [0.1, 0.2, 0.3],
      positions: [
        [0, 0, 0],
        [0, 0, 2000],
        [0, 3000, 0],
      ],
    },
  },
}
const units = { ...base, units: { energy: 'meV', length: 'nm', mass: 'u' } }
const warm = { ...base, gas: { dimension: 1, mass: 1, density: 1, temperature: 2 } }
const withOnsite = <S extends typeof base>(study: S): S => ({
  ...study,
  system: { ring: { ...study.system.ring, onsite: [0, 0.1, 0] } },
})
const paths: readonly (readonly [string, object])[] = [
  ...[
    'gas.beta',
    'gas.density',
    'gas.mass',
    'interaction.contact.strengths[1]',
    'interaction.contact.positions[1]',
  ].flatMap((path) => [base, units].map((study) => [path, study] as const)),
  ...['flux', 'tunneling', 'onsite[1]'].flatMap((key) =>
    [base, units].map((study) => [`system.ring.${key}`, withOnsite(study)] as const),
  ),
  ['system.lattice.onsite[2]', { ...base, system: { lattice: { onsite: [0, 0.1, 0.2], bonds: [] } } }],
  ['gas.temperature', warm],
  ['gas.temperature', { ...warm, units: { energy: 'meV', length: 'nm', mass: 'u', temperature: 'K' } }],
  ['interaction.contact.scatteringLengths[0]', space],
]

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true })
const read = (study: object): ReturnType<typeof readStudy> => readStudy(JSON.stringify(study), { file: 'study.json' })

function sweptConfigs(study: object, sweep: object): unknown[] {
  const plan = planOf(read({ ...study, sweep: [sweep] }))
  return Array.from({ length: plan.points }, (_, i) => pointAt(plan, i).config)
}

/** As a study of its own that has the value where the sweep would put it. */
function own(study: object, path: string, value: number): unknown {
  const { config } = readStudy(JSON.stringify(study), { file: 'study.json', set: [`${path}=${value}`] })
  return config
}

describe('points that differ by numbers', () => {
  test.each(paths)('of %s are those of their own studies', (path, study) => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 2, maxLength: 5 }), (values) => {
        expect(sweptConfigs(study, { set: path, values })).toEqual(values.map((value) => own(study, path, value)))
      }),
      { numRuns: 20 },
    )
  })

  test('of two numbers tied together are those of their own studies', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(positive, positive), { minLength: 2, maxLength: 5 }), (pairs) => {
        const together = [
          { set: 'gas.beta', values: pairs.map(([beta]) => beta) },
          { set: 'interaction.contact.strengths.0', values: pairs.map(([, strength]) => strength) },
        ]
        const configs = sweptConfigs(base, { together })
        pairs.forEach(([beta, strength], i) => {
          const study = { ...base, gas: { ...base.gas, beta } }
          expect(configs[i]).toEqual(own(study, 'interaction.contact.strengths.0', strength))
        })
      }),
      { numRuns: 20 },
    )
  })

  test.each([
    ['gas.beta', -1, 'a positive number'],
    ['gas.beta', 0, 'a positive number'],
    ['gas.density', -0.5, 'a number that is not negative'],
    ['gas.dimension', 5, '1, 2 or 3'],
  ])('refuse %s = %d among good values', (path, wrong, expected) => {
    const sweep = { set: path, values: [1, 1, wrong, 1] }
    expect(() => read({ ...base, sweep: [sweep] })).toThrow(`${path}: expected ${expected}, found ${wrong}`)
    expect(() => read({ ...base, sweep: [{ set: path, values: [1, 1] }] })).not.toThrow()
  })

  test('are refused at the first point that has a wrong one, whichever axis brings it', () => {
    const values = fc.array(fc.constantFrom(1, 2, -1), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(values, values, values, (betas, densities, strengths) => {
        const sweep = [
          { set: 'gas.beta', values: betas },
          { set: 'interaction.contact.strengths.0', values: strengths },
          { set: 'gas.density', values: densities },
        ]
        const study = { ...base, sweep }
        const isWrong = [betas.indexOf(-1), densities.indexOf(-1)].some((place) => place >= 0)
        if (!isWrong) {
          expect(() => read(study)).not.toThrow()
          return
        }
        // at the first point with a wrong density β is the first one, whatever it is
        const culprit = betas[0] === -1 || !densities.includes(-1) ? 'gas.beta' : 'gas.density'
        expect(() => read(study)).toThrow(`${culprit}: expected`)
      }),
    )
  })
})
