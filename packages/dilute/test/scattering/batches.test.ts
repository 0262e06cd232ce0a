import { expect, test } from 'vitest'
import { contactStrengths, hamiltonianSystem, ringSystem, scatteringLengths } from '../../src/model/index.js'
import { complexBatch, contactScatterer, type Scatterer } from '../../src/scattering/index.js'

/**
 * Large enough for the kernels of large matrices, and offsets on both sides of many thresholds, out of order, more than
 * move together.
 */
const sites = 14
const system = ringSystem({
  sites,
  tunneling: -0.4,
  flux: 0.3,
  onsite: Array.from({ length: sites }, (_, i) => 0.3 * Math.sin(7 * i * i + 1)),
})
const strengths = Array.from({ length: sites }, (_, i) => 0.5 + ((i * 0.618034) % 1))
const shifted = strengths.map(() => 0.7)
const apart = strengths.map((_, i) => 0.2 * i)
const offsets = Float64Array.from({ length: 19 }, (_, e) => -0.9 + ((e * 7) % 19) * 0.11)

const scatterers: readonly (readonly [string, Scatterer])[] = [
  ['at the origin', contactScatterer({ system, interaction: contactStrengths({ strengths }), mass: 1 })],
  [
    'at another point',
    contactScatterer({ system, interaction: contactStrengths({ strengths, positions: shifted }), mass: 1 }),
  ],
  [
    'along the line',
    contactScatterer({ system, interaction: contactStrengths({ strengths, positions: apart }), mass: 1 }),
  ],
  [
    'in space',
    contactScatterer({
      system,
      interaction: scatteringLengths({ dimension: 3, scatteringLengths: strengths }),
      mass: 1,
    }),
  ],
]

test.each(scatterers)('a batch holds what single energies give, contacts %s', (_, scatterer) => {
  const channels = sites * scatterer.modes
  const batch = complexBatch(channels, offsets.length)
  const one = complexBatch(channels, 1)
  batch.re.fill(NaN)
  batch.im.fill(NaN)
  scatterer.transitions({ level: 6, offsets }, batch)
  offsets.forEach((offset, e) => {
    scatterer.transitions({ level: 6, offsets: Float64Array.of(offset) }, one)
    expect(batch.re.filter((_x, i) => i % offsets.length === e)).toEqual(one.re)
    expect(batch.im.filter((_x, i) => i % offsets.length === e)).toEqual(one.im)
  })
})

test.each(scatterers.slice(0, 2))('contacts %s and the same, one moved by next to nothing, agree', (_, scatterer) => {
  const position = scatterer === scatterers[0]![1] ? 0 : 0.7
  const positions = strengths.map((_v, i) => position + (i === 5 ? 1e-13 : 0))
  const moved = contactScatterer({ system, interaction: contactStrengths({ strengths, positions }), mass: 1 })
  const [a, b] = [complexBatch(2 * sites, offsets.length), complexBatch(2 * sites, offsets.length)]
  scatterer.transitions({ level: 6, offsets }, a)
  moved.transitions({ level: 6, offsets }, b)
  expect(Math.max(...a.re.map((x, i) => Math.hypot(x - b.re[i]!, a.im[i]! - b.im[i]!)))).toBeLessThan(1e-11)
})

test('closed channels are zero in the output, whatever stood there', () => {
  const small = hamiltonianSystem([
    [
      [0, 0],
      [0.1, 0],
    ],
    [
      [0.1, 0],
      [2, 0],
    ],
  ])
  const scatterer = contactScatterer({ system: small, interaction: contactStrengths({ strengths: [1, 2] }), mass: 1 })
  const out = complexBatch(4, 2)
  out.re.fill(7)
  scatterer.transitions({ level: 0, offsets: Float64Array.of(0.5, 4) }, out)
  const closed = (i: number): boolean => Math.floor(i / 8) > 1 || Math.floor(i / 2) % 4 > 1
  out.re.forEach((x, i) => {
    if (i % 2 === 0 && closed(i)) expect(x).toBe(0)
  })
  expect(out.re.some((x, i) => i % 2 === 1 && closed(i) && x !== 0)).toBe(true)
})
