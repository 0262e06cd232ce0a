import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, ringSystem, type Complex, type Dimension } from '../../src/model/index.js'
import {
  amplitudeSymmetries,
  complexBatch,
  contactScatterer,
  probeDirections,
  probeEnergies,
  type AmplitudeSymmetries,
  type EnergyBatch,
  type Scatterer,
} from '../../src/scattering/index.js'
import { oppositeDirection } from '../../src/scattering/probes.js'
import { degenerateModels, seeds, withRotatedGroups } from '../support/degenerateModels.js'
import { models, realPart, type GeneratedModel, type Matrix } from '../support/models.js'

const scattererOf = ({ system, interaction, mass }: GeneratedModel): Scatterer =>
  contactScatterer({ system, interaction, mass })
const found = (scatterer: Scatterer): AmplitudeSymmetries =>
  amplitudeSymmetries(scatterer, probeEnergies(scatterer.system, 1))
const dimensions = fc.constantFrom<Dimension>(1, 2, 3)
const anyModel = dimensions.chain(models)

/** t(k,i←l,j) at one energy, by its definition. */
type Amplitude = (k: number, i: number, l: number, j: number) => Complex

/** Largest ‖t − t′‖/‖t‖ over energies; t′ a function of t, which may be taken as another one. */
function worst(scatterer: Scatterer, other: (t: Amplitude) => Amplitude, as = (t: Amplitude): Amplitude => t): number {
  const directions = probeDirections(scatterer)
  const [levels, ways] = [scatterer.levelCount, directions.length]
  const at = ({ level, offsets }: EnergyBatch): number[] =>
    Array.from(offsets, (offset) => {
      const out = complexBatch(levels * ways, 1)
      scatterer.amplitudes({ level, offsets: Float64Array.of(offset) }, directions, out)
      const t: Amplitude = (k, i, l, j) => {
        const entry = (k * ways + i) * levels * ways + l * ways + j
        return [out.re[entry]!, out.im[entry]!]
      }
      const [one, u] = [as(t), other(t)]
      let [difference, size] = [0, 0]
      for (let k = 0; k < levels; k++)
        for (let i = 0; i < ways; i++)
          for (let l = 0; l < levels; l++)
            for (let j = 0; j < ways; j++) {
              const [[a, b], [c, d]] = [one(k, i, l, j), u(k, i, l, j)]
              difference += (a - c) ** 2 + (b - d) ** 2
              size += a * a + b * b
            }
      return size === 0 ? 0 : Math.sqrt(difference / size)
    })
  return Math.max(...probeEnergies(scatterer.system, 1).flatMap(at))
}

const modulus = ([re, im]: Complex): Complex => [Math.hypot(re, im), 0]

describe('amplitudes of single levels', () => {
  test('are as far from Hermitian as the definition says', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const scatterer = scattererOf(model)
        const expected = worst(scatterer, (t) => (k, i, l, j) => {
          const [re, im] = t(l, j, k, i)
          return [re, -im]
        })
        expect(found(scatterer).hermitian).toBeCloseTo(expected, 12)
      }),
    )
  })

  test('and their moduli from those of reversed motion, with and without inversion', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const scatterer = scattererOf(model)
        fc.pre(scatterer.system.groups.length === scatterer.levelCount)
        const reversed = (way: (d: number) => number): number =>
          worst(
            scatterer,
            (t) => (k, i, l, j) => modulus(t(l, way(j), k, way(i))),
            (t) => (k, i, l, j) => modulus(t(k, i, l, j)),
          )
        const { timeReversal, timeReversalParity } = found(scatterer)
        expect(timeReversal).toBeCloseTo(reversed(oppositeDirection), 12)
        expect(timeReversalParity).toBeCloseTo(
          reversed((d) => d),
          12,
        )
      }),
    )
  })

  test('are symmetric where H is real but for phases of the sites, whatever the phases of levels are', () => {
    fc.assert(
      fc.property(anyModel, fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 4 }), (model, angles) => {
        const h = turned(realPart(model.h), angles)
        const interaction = { ...model.interaction, positions: model.interaction.positions.map((r) => r.map(() => 0)) }
        const scatterer = scattererOf({ ...model, interaction, h, system: hamiltonianSystem(h) })
        fc.pre(scatterer.system.groups.length === scatterer.levelCount)
        expect(found(scatterer).symmetric).toBeLessThan(1e-9)
      }),
    )
  })

  test('and no nearer to symmetric than any phases of the levels would bring them', () => {
    fc.assert(
      fc.property(anyModel, fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 4 }), (model, angles) => {
        const scatterer = scattererOf(model)
        fc.pre(scatterer.levelCount === 2)
        // two levels have one phase to choose: by the strongest link it is the best but for what energies disagree in
        const with_ = (angle: number): number =>
          worst(scatterer, (t) => (k, i, l, j) => {
            const [[re, im], [c, s]] = [t(l, j, k, i), [Math.cos((k - l) * angle), Math.sin((k - l) * angle)]]
            return [c * re - s * im, c * im + s * re]
          })
        expect(found(scatterer).symmetric).toBeLessThanOrEqual(2 * Math.min(...angles.map(with_)) + 1e-12)
      }),
    )
  })
})

const turned = (h: Matrix, angles: readonly number[]): Matrix =>
  h.map((row, i) =>
    row.map(([re, im], j): Complex => {
      const [c, s] = [Math.cos(angles[i]! - angles[j]!), Math.sin(angles[i]! - angles[j]!)]
      return [c * re - s * im, c * im + s * re]
    }),
  )

test('of equal levels the moduli are those of their group, whatever basis it has', () => {
  fc.assert(
    fc.property(degenerateModels, seeds, ({ system, strengths, positions }, seed) => {
      const interaction = contactStrengths({ strengths, ...(positions ? { positions } : {}) })
      const of = (h: typeof system): AmplitudeSymmetries => found(contactScatterer({ system: h, interaction, mass: 1 }))
      const [one, other] = [of(system), of(withRotatedGroups(system, seed))]
      expect(other.timeReversal).toBeCloseTo(one.timeReversal, 10)
      expect(other.timeReversalParity).toBeCloseTo(one.timeReversalParity, 10)
      expect(other.hermitian).toBeCloseTo(one.hermitian, 10)
      expect(other.symmetric).toBeCloseTo(one.symmetric, 9)
    }),
  )
})

const ofRing = (flux: number, seed: readonly number[]): number => {
  const system = withRotatedGroups(ringSystem({ sites: 3, tunneling: -0.5, flux }), seed)
  return found(contactScatterer({ system, interaction: contactStrengths({ strengths: [1, 0.7, 1.5] }), mass: 1 }))
    .symmetric
}

test.each([0, 1, 2, 3])(
  'a ring of %d flux quanta is one without flux: symmetric in a basis of its equal levels',
  (flux) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(ofRing(flux, seed)).toBeLessThan(1e-12)
      }),
      { numRuns: 10 },
    )
  },
)

test('equal levels that nothing connects to the others are turned for themselves, symmetric or not', () => {
  const { hamiltonian: ring } = ringSystem({ sites: 3, tunneling: -0.5, flux: 0.5 })
  const { hamiltonian: broken } = ringSystem({ sites: 3, tunneling: -0.5, flux: 0.3 })
  const both = (twisted: typeof ring): AmplitudeSymmetries =>
    found(
      contactScatterer({
        system: hamiltonianSystem(
          Array.from({ length: 6 }, (_, i) =>
            Array.from({ length: 6 }, (__, j): Complex => {
              const [part, entry] = [i < 3 ? ring : twisted, 3 * (i % 3) + (j % 3)]
              return i < 3 === j < 3 ? [part.re[entry]! + (i === j && i < 3 ? 3 : 0), part.im[entry]!] : [0, 0]
            }),
          ),
        ),
        interaction: contactStrengths({ strengths: [1, 0.7, 1.5, 0.4, 0.9, 1.1] }),
        mass: 1,
      }),
    )
  expect(both(ring).symmetric).toBeLessThan(1e-12)
  expect(both(broken).symmetric).toBeGreaterThan(1e-3)
})
