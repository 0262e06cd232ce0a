import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gasCell } from '../../src/generator/index.js'
import { gasDistribution, hamiltonianSystem, thermalGas, type Complex } from '../../src/model/index.js'
import type { Resonance, Scatterer } from '../../src/scattering/index.js'
import {
  collisionSamples,
  elasticDephasing,
  kineticWeights,
  meanField,
  type CollisionSamples,
} from '../../src/solution/collisionSamples.js'
import { around } from '../support/models.js'

const levels = [0, 1]
const system = hamiltonianSystem(levels.map((x, i) => levels.map((_, j): Complex => [i === j ? x : 0, 0])))
const gas = thermalGas({ dimension: 1, mass: 1, density: 1, beta: 0.7 })
const cell = gasCell(gas)

/**
 * Each level has one resonance of width Γ in one mode, at the same kinetic energy ε₀: S − 1 = ∓iΓ/(ε − ε₀ + iΓ/2), as
 * far apart as amplitudes of such sizes may be.
 */
function resonant(kinetic: number, width: number): Scatterer {
  return {
    system,
    dimension: 1,
    mass: 1,
    levelCount: 2,
    extent: 0,
    modes: 2,
    reversedModes: [1, 0],
    brokenLaws: {},
    amplitudes: () => {
      throw new Error('nobody asks for directions')
    },
    transitions: ({ level, offsets }, { re, im }) => {
      const [row, sign] = [2 * level * 5 * offsets.length, level === 0 ? 1 : -1]
      offsets.forEach((offset, e) => {
        const x = offset - kinetic
        const size = (sign * width) / (x * x + (width * width) / 4)
        re[row + e] = (-size * width) / 2
        im[row + e] = -size * x
      })
    },
    resonances: () => [],
  }
}

/** What samples make of it; `known` are the resonances that are told to them. */
function sampled(kinetic: number, width: number, known: readonly Resonance[]): [CollisionSamples, Float64Array] {
  const samples = collisionSamples(resonant(kinetic, width), cell, known)
  return [samples, kineticWeights(samples, gas)]
}

const places = collisionSamples(resonant(1, 1), cell, []).kinetic.toSorted()
/** Somewhat above a sample, and narrower than energies are apart by orders of magnitude. */
const narrow = fc
  .record({ place: fc.nat(places.length - 2), share: around(0.1, 0.4), decade: around(-12, -5) })
  .map(({ place, share, decade }) => {
    const [below, above] = [places[place]!, places[place + 1]!]
    return { kinetic: below + share * (above - below), width: (above - below) * 10 ** decade }
  })
  .filter(({ kinetic }) => kinetic < 10 / gas.beta)

const weight = (kinetic: number): number => gasDistribution(gas).weight(kinetic, 1)
const bothOf = (kinetic: number, width: number): Resonance[] =>
  levels.map((level) => ({ energy: level + kinetic, width }))

test('the mean field holds the resonances that no sample sees: against ε = ε₀ + (Γ/2) sinh u', () => {
  const ratios: number[] = []
  fc.assert(
    fc.property(narrow, ({ kinetic, width }) => {
      const [from, to] = [-Math.asinh((2 * kinetic) / width), Math.asinh(80 / gas.beta / width)]
      const count = 2000
      let exact = 0
      for (let i = 0; i < count; i++) {
        const u = from + ((to - from) * (i + 0.5)) / count
        exact += (width * weight(kinetic + (width / 2) * Math.sinh(u)) * (to - from)) / count
      }
      const { value, error } = meanField(...sampled(kinetic, width, bothOf(kinetic, width)))
      const off = Math.abs(value - exact)
      expect(off).toBeLessThanOrEqual(error)
      ratios.push(error / off)
    }),
  )
  expect(ratios.sort((x, y) => x - y)[ratios.length >> 1]).toBeLessThan(10)
})

test('dephasing holds them for amplitudes as far apart as may be: 4πΓνG, of which no sample has a part', () => {
  fc.assert(
    fc.property(narrow, ({ kinetic, width }) => {
      const { value, error } = elasticDephasing(...sampled(kinetic, width, bothOf(kinetic, width)), 1, 0)
      const exact = 4 * Math.PI * width * weight(kinetic)
      expect(value).toBeLessThan(0.1 * exact)
      expect(exact - value).toBeLessThanOrEqual(error)
      expect(error).toBeLessThan(3 * exact)
    }),
  )
})
