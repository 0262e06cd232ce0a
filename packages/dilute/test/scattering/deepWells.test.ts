import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  centralInteraction,
  exponentialPotential,
  functionPotential,
  gaussianPotential,
  hamiltonianSystem,
  poschlTellerPotential,
  potentialInteraction,
  woodsSaxonPotential,
  type Potential,
} from '../../src/model/index.js'
import {
  channelScatterer,
  complexBatch,
  partialWaves,
  type ChannelScatterer,
  type PartialWaves,
  type Quantity,
} from '../../src/scattering/index.js'

/** Of width, or radius, one; and where the tail is 10⁻⁴⁵ of the height. */
const shapes = {
  gaussian: { make: gaussianPotential, f: (x: number) => Math.exp((-x * x) / 2), far: 14.4 },
  exponential: { make: exponentialPotential, f: (x: number) => Math.exp(-Math.abs(x)), far: 104 },
  poschlTeller: { make: poschlTellerPotential, f: (x: number) => 1 / Math.cosh(x) ** 2, far: 53 },
  woodsSaxon: {
    make: ({ height }: { height: number }) => woodsSaxonPotential({ height, radius: 1, diffuseness: 0.2 }),
    f: (x: number) => 1 / (1 + Math.exp((Math.abs(x) - 1) / 0.2)),
    far: 22,
  },
} as const
type Name = keyof typeof shapes
const potential = (shape: Name, height: number): Potential => shapes[shape].make({ height, width: 1 })

const system = hamiltonianSystem([[[0, 0]]])
const onLine = (v: Potential): ChannelScatterer =>
  channelScatterer({ system, mass: 1, interaction: potentialInteraction([v]) })
const inSpace = (v: Potential): PartialWaves =>
  partialWaves({ system, mass: 1, interaction: centralInteraction({ potentials: [v] }) })

/** At most a bar apart. */
const expectWithin = (found: number, expected: number, bar: number, what: string): void => {
  expect(Math.abs(found - expected), what).toBeLessThanOrEqual(bar)
}

interface DeepWell {
  readonly shape: Name
  readonly height: number
  readonly angularMomentum: number
  readonly energy: number
  readonly waveDelay: number
  readonly lineDelay: number
  readonly length: number
  readonly lineLength: number
}

/**
 * Mass 1; by extrapolated steps of the Schrödinger equation and of its derivative with respect to the energy, in 34
 * digits, from the centre to 1.7 times where the supports end.
 */
const deepWells = JSON.parse(readFileSync(new URL('./deepWells.json', import.meta.url), 'utf8')) as DeepWell[]

test('delays and scattering lengths of wells up to 2m|V|w² = 1000 are within their bars, which are not idle', () => {
  const ratios: number[] = []
  const compare = (found: number, expected: number, bar: number, what: string): void => {
    expectWithin(found, expected, bar, what)
    ratios.push(bar / Math.abs(found - expected))
  }
  deepWells.forEach(({ shape, height, angularMomentum, energy, ...known }) => {
    const what = `${shape} ${height}, l = ${angularMomentum}, E = ${energy}`
    const [line, waves] = [onLine(potential(shape, height)), inSpace(potential(shape, height))]
    const [batch, bar] = [{ level: 0, offsets: Float64Array.of(energy) }, new Float64Array(1)]
    compare(waves.delayTimes(angularMomentum, batch, bar)[0]!, known.waveDelay, bar[0]!, `wave of ${what}`)
    compare(line.delayTimes(batch, bar)[0]!, known.lineDelay, bar[0]!, `line of ${what}`)
    const [a, b] = [waves.threshold().scatteringLength, line.threshold().scatteringLength].map(measured)
    compare(a!.value, known.length, a!.error, `length of ${what}`)
    compare(b!.value, known.lineLength, b!.error, `line's length of ${what}`)
  })
  expect(ratios.sort((a, b) => a - b)[ratios.length >> 1]).toBeLessThan(100)
})

function measured(quantity: Quantity): { readonly value: number; readonly error: number } {
  if ('reason' in quantity) throw new Error(quantity.reason)
  return quantity
}

test('no wave depends on where the support is said to end, however deep the well', () => {
  const cases = fc.record({
    shape: fc.constantFrom(...(Object.keys(shapes) as Name[])),
    lambda: fc.double({ min: -0.5, max: 3.6, noNaN: true }).map((x) => 10 ** x),
    sign: fc.constantFrom(-1, -1, 1),
    offset: fc.double({ min: -6, max: 1, noNaN: true }).map((x) => 10 ** x),
    l: fc.nat({ max: 5 }),
    further: fc.double({ min: 1, max: 1.5, noNaN: true }),
  })
  fc.assert(
    fc.property(cases, ({ shape, lambda, sign, offset, l, further }) => {
      const height = (sign * lambda) / 2
      const to = further * shapes[shape].far
      const wide = functionPotential({ value: (q) => height * shapes[shape].f(q), from: -to, to, breaks: [0] })
      const [a, b] = [potential(shape, height), wide]
      const [batch, bars] = [{ level: 0, offsets: Float64Array.of(offset) }, [0, 0].map(() => new Float64Array(1))]
      const lines = [a, b].map(onLine)
      const waves = [a, b].map(inSpace)
      const both = (delays: readonly number[]): void => {
        expectWithin(delays[0]!, delays[1]!, bars[0]![0]! + bars[1]![0]!, 'delay')
      }
      both(lines.map((line, i) => line.delayTimes(batch, bars[i])[0]!))
      both(waves.map((wave, i) => wave.delayTimes(l, batch, bars[i])[0]!))
      const outs = lines.map((line) => {
        const out = complexBatch(2, 1)
        line.transitions(batch, out)
        return out
      })
      const bar = lines.reduce((sum, line) => sum + line.estimatedErrors(batch)[0]!, 0)
      outs[0]!.re.forEach((x, i) => {
        expectWithin(Math.hypot(x - outs[1]!.re[i]!, outs[0]!.im[i]! - outs[1]!.im[i]!), 0, bar, 'S')
      })
    }),
    { numRuns: 60 },
  )
})

/**
 * −1/cosh² and −6/cosh² hold odd waves at threshold; the even wave of λ(λ+1) = −2V then has the length 1 + ½ + … + 1/λ.
 * In between by the steps of `deepWells`.
 */
const halfBound = [
  [-1, 1],
  [-6, 11 / 6],
  [-1.0000001, 0.9999998785021996],
  [-1.001, 0.9987852015132025],
] as const

test.each(halfBound)(
  'the even wave of %d/cosh² has its length though an odd state is nearly bound',
  (height, length) => {
    const { value, error } = measured(onLine(potential('poschlTeller', height)).threshold().scatteringLength)
    expectWithin(value, length, error, `height ${height}`)
    expect(error).toBeLessThan(5e-12)
  },
)
