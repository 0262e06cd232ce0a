import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import {
  contactStrengths,
  hamiltonianSystem,
  scatteringLengths,
  thermalGas,
  type Complex,
  type Dimension,
} from '../../src/model/index.js'
import { contactScatterer } from '../../src/scattering/index.js'
import { collisionTable, rate, thermalRates } from '../../src/generator/index.js'

interface Case {
  hamiltonian: Complex[][]
  strengths?: number[]
  scattering_lengths?: number[]
  positions: number[] | number[][]
  mass: number
  density: number
  beta: number
  rates: number[][]
}

function read(name: string): Case[] {
  const text = readFileSync(new URL(`../reference/${name}.json`, import.meta.url), 'utf8')
  return (JSON.parse(text) as { cases: Case[] }).cases
}

const fig1Model = { ...read('contact_1d')[0]!, positions: [0, 0, 0] }

function worstRelativeError(dimension: Dimension, model: Case): number {
  const interaction =
    dimension === 1
      ? contactStrengths({ strengths: model.strengths!, positions: model.positions as number[] })
      : scatteringLengths({
          dimension,
          scatteringLengths: model.scattering_lengths!,
          positions: model.positions as number[][],
        })
  const scatterer = contactScatterer({ system: hamiltonianSystem(model.hamiltonian), interaction, mass: model.mass })
  const table = collisionTable(scatterer, { betas: [model.beta] })
  const rates = thermalRates(
    table,
    thermalGas({ dimension, mass: model.mass, density: model.density, beta: model.beta }),
  )
  return Math.max(
    ...model.rates.flatMap((row, to) =>
      row.map((expected, from) => (to === from ? 0 : Math.abs(rate(rates, { from, to }) / expected - 1))),
    ),
  )
}

describe('rates agree with the independent reference tables to 1e-10', () => {
  test.each(read('fig1'))('Fig. 1 at β = $beta', (reference) => {
    expect(worstRelativeError(1, { ...fig1Model, ...reference })).toBeLessThan(1e-10)
  })
  test.each([
    [1, 'contact_1d'],
    [2, 'contact_2d'],
    [3, 'contact_3d'],
  ] as const)('contact scatterers in %i dimensions', (dimension, name) => {
    for (const model of read(name)) expect(worstRelativeError(dimension, model)).toBeLessThan(1e-10)
  })
})
