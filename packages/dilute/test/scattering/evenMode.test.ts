import { expect, test } from 'vitest'
import { contactStrengths, ringSystem } from '../../src/model/index.js'
import { complexBatch, contactScatterer } from '../../src/scattering/index.js'
import { couplingMatrix, evenMode, PlainMode, type EvenMode } from '../../src/scattering/evenMode.js'
import { fillMomenta, momentaFor, openLevels } from '../../src/scattering/momenta.js'

/** Levels enough for WebAssembly, dots of either sign, energies between many thresholds. */
const sites = 17
const mass = 0.8
const system = ringSystem({
  sites,
  tunneling: -0.4,
  flux: 0.3,
  onsite: Array.from({ length: sites }, (_, i) => 0.3 * Math.sin(7 * i * i + 1)),
})
const strengths = Float64Array.from({ length: sites }, (_, i) => (i % 3 === 0 ? -1 : 1) * (0.5 + ((i * 0.618034) % 1)))
const offsets = Float64Array.from({ length: 21 }, (_, e) => -0.5 + 0.09 * e)

test('in WebAssembly and in JavaScript it is the same to rounding', () => {
  const momenta = momentaFor(sites)
  const plain = new PlainMode(
    mass,
    couplingMatrix(
      system,
      strengths.map((v) => -v),
    ),
  )
  const modes: readonly [EvenMode, EvenMode] = [evenMode(system, mass, strengths), plain]
  expect(modes[0]).not.toBeInstanceOf(PlainMode)
  for (const offset of offsets) {
    fillMomenta(system, mass, 6, offset, momenta)
    const [a, b] = modes.map((mode) => {
      mode.solve(3, momenta)
      const { re, im, stride, columns } = mode.planes()
      return (k: number, l: number): readonly [number, number] => {
        const entry = 3 * stride + k * columns + l
        return [re[entry]!, im[entry]!]
      }
    })
    for (let k = 0; k < openLevels(momenta); k++) {
      for (let l = 0; l < openLevels(momenta); l++) {
        expect(a!(k, l)[0]).toBeCloseTo(b!(k, l)[0], 12)
        expect(a!(k, l)[1]).toBeCloseTo(b!(k, l)[1], 12)
      }
    }
  }
})

test('probabilities are the squares of transitions, bit by bit, and zero where a level is closed', () => {
  const { shellFunctions: shell } = contactScatterer({
    system,
    interaction: contactStrengths({ strengths: [...strengths] }),
    mass,
  })
  const open = 12
  const out = new Float64Array(open * open * offsets.length).fill(NaN)
  shell!.probabilities!({ level: 6, offsets }, open, out)
  const batch = complexBatch(sites, offsets.length)
  shell!.transitions({ level: 6, offsets }, batch)
  let closed = 0
  for (let k = 0; k < open; k++) {
    for (let l = 0; l < open; l++) {
      for (let e = 0; e < offsets.length; e++) {
        const from = (k * sites + l) * offsets.length + e
        const square = batch.re[from]! * batch.re[from]! + batch.im[from]! * batch.im[from]!
        expect(out[(k * open + l) * offsets.length + e]).toBe(square)
        if (square === 0) closed++
      }
    }
  }
  expect(closed).toBeGreaterThan(100)
})
