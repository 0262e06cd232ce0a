import { kronrodNodes, kronrodWeights } from '../../numerics/index.js'
import { bohrBlocks, type BohrBlock, type Normalization, type RateTable, type SecularGenerator } from '../../generator/index.js'
import { shellDensity, type Dimension, type Gas, type ShellDensity, type System } from '../../model/index.js'
import { complexBatch, type Scatterer } from '../../scattering/index.js'

/** Ratios above this draw a warning: corrections are of the order of the ratio. */
export const validityThreshold = 0.1

/** The pair of distinct Bohr frequencies that is closest for the rates at work on it. */
export interface SecularCondition {
  /** The fastest decay of an element with one of the two frequencies, over their distance; 0 where all frequencies are equal. */
  readonly ratio: number
  /** That decay, 1/time, in the physical normalisation. */
  readonly rate: number
  /** |ω − ω′|, an energy; ∞ where there is no other. */
  readonly distance: number
  readonly frequencies: readonly [number, number]
}

/** What the secular and the low-density limits rest on. */
export interface Validity {
  readonly secular: SecularCondition
  readonly lowDensityRatio: number
}

/**
 * The secular condition: every rate ≪ every distinct |ω − ω′|. The decay of ρ_kk′ is taken from the generator where there is one, else half the
 * losses of both levels, which leaves elastic dephasing out. Energies and times are compared, so the physical normalisation it is, whichever the
 * study reports.
 */
export function secularCondition(
  system: System, rates: RateTable, normalization: Normalization, dimensions: readonly Dimension[], generator?: SecularGenerator,
): SecularCondition {
  const blocks = bohrBlocks(system)
  const decay = fastestDecays(blocks, rates, generator).map((rate) => rate * Math.max(...dimensions.map((dimension) => physicalFactor(normalization, dimension))))
  let worst: SecularCondition = { ratio: 0, rate: Math.max(...decay), distance: Infinity, frequencies: [0, 0] }
  // neighbours suffice: the fastest element's nearest frequency is one of them
  for (let b = 1; b < blocks.length; b++) {
    const [lower, upper] = [blocks[b - 1]!, blocks[b]!]
    const distance = spanOf(system, upper)[0] - spanOf(system, lower)[1]
    const rate = Math.max(decay[b - 1]!, decay[b]!)
    if (rate / distance > worst.ratio) worst = { ratio: rate / distance, rate, distance, frequencies: [lower.frequency, upper.frequency] }
  }
  return worst
}

/** The paper's rates are smaller by 2^{d+1}π^d, with the same physics. */
function physicalFactor(normalization: Normalization, dimension: Dimension): number {
  return normalization === 'physical' ? 1 : 2 ** (dimension + 1) * Math.PI ** dimension
}

function fastestDecays(blocks: readonly BohrBlock[], { levels: n, values }: RateTable, generator: SecularGenerator | undefined): number[] {
  if (generator) return generator.blocks.map(({ pairs, matrix }) => Math.max(...pairs.map((_, i) => Math.abs(matrix.re[i * (matrix.columns + 1)]!))))
  const losses = Array.from({ length: n }, (_, l) => {
    let sum = 0
    for (let k = 0; k < n; k++) if (k !== l) sum += values[k * n + l]!
    return sum
  })
  return blocks.map(({ pairs }) => Math.max(...pairs.map(([k, l]) => (losses[k]! + losses[l]!) / 2)))
}

/** The least and the largest Bohr frequency of a block. */
function spanOf({ levels }: System, { pairs }: BohrBlock): [number, number] {
  const frequencies = pairs.map(([k, l]) => levels[k]! - levels[l]!)
  return [Math.min(...frequencies), Math.max(...frequencies)]
}

/**
 * The low-density condition βν⟨|t|⟩ ≪ 1: the mean field of the gas, ν times the forward amplitude t = (2π)^d⟨k,p|T|p,k⟩, against the thermal energy
 * (for a gas without temperature, the largest energy scale of its momentum density); averaged over momenta, for the lowest or the highest level. It is
 * dimensionless in every d; in d = 3 it reads νλ²|f| with the thermal wavelength λ and the scattering amplitude f. By the optical theorem it also
 * bounds half the rate of all collisions times β, the time a thermal collision takes.
 */
export function lowDensityRatio(scatterer: Scatterer, gas: Gas): number {
  const shell = shellDensity(gas)
  return Math.max(...[0, scatterer.levels - 1].map((level) => meanField(scatterer, level, shell))) / shell.scales[1]
}

/** ν⟨|t|⟩ = ∫dᵈp νG(p)|t|, by one Kronrod rule in p between neighbouring features of the gas. */
function meanField(scatterer: Scatterer, level: number, { weight, edges, reach }: ShellDensity): number {
  const { mass, dimension, levels } = scatterer
  const cuts = [0, ...edges.filter((edge) => edge < reach), reach].map((energy) => Math.sqrt(2 * mass * energy))
  const nodes = cuts.slice(1).flatMap((to, i) => Array.from(kronrodNodes, (node, e) => {
    const half = (to - cuts[i]!) / 2
    return { p: cuts[i]! + half * (1 + node), dp: half * kronrodWeights[e]! }
  }))
  const weighed = nodes.map(({ p, dp }) => {
    const kinetic = (p * p) / (2 * mass)
    return { kinetic, held: dp * surface(dimension) * p ** (dimension - 1) * ((weight(kinetic, 1) + weight(kinetic, -1)) / 2) }
  })
  const most = Math.max(...weighed.map(({ held }) => held))
  const peopled = weighed.filter(({ held }) => held > leastHeld * most)
  const batch = complexBatch(levels, peopled.length)
  scatterer.amplitudes({ level, offsets: Float64Array.from(peopled, ({ kinetic }) => kinetic) }, [[1, 0, 0].slice(0, dimension)], batch)
  const first = level * (levels + 1) * peopled.length
  return peopled.reduce((sum, { held }, i) => sum + held * Math.hypot(batch.re[first + i]!, batch.im[first + i]!), 0)
}

/** Of the gas at a node, relative to the most, that an estimate of two digits takes note of. */
const leastHeld = 1e-5


/** Of the unit sphere in d dimensions. */
const surface = (dimension: Dimension): number => [2, 2 * Math.PI, 4 * Math.PI][dimension - 1]!

/** In sentences, where a ratio is above the threshold; `density` is that of the gas, should there be one only. */
export function validityWarnings({ secular, lowDensityRatio: ratio }: Validity, density?: number): string[] {
  return [
    ...(secular.ratio > validityThreshold ? [`the secular approximation is doubtful: ${secularWords(secular)}${remedy('rates scale', secular.ratio, density)}`] : []),
    ...(ratio > validityThreshold
      ? [`the low-density limit is doubtful: the mean field of the gas, density times |t|, is ${rounded(ratio)} of its temperature${remedy('it scales', ratio, density)}`]
      : []),
  ]
}

function secularWords({ ratio, rate, distance, frequencies: [a, b] }: SecularCondition): string {
  return `the fastest decay, ${rounded(rate)} in the physical normalization, is ${rounded(ratio)} of the distance ${rounded(distance)} between the `
    + `Bohr frequencies ${Number(a.toPrecision(5))} and ${Number(b.toPrecision(5))}`
}

/** Both ratios are proportional to the density. */
function remedy(what: string, ratio: number, density: number | undefined): string {
  if (density === undefined) return ''
  return `; ${what} with the density, and below a density of ${rounded((density * validityThreshold) / ratio)} the ratio is less than ${validityThreshold}`
}

/** Two digits, with a decimal point or an exponent. */
function rounded(x: number): string {
  const size = Math.abs(x)
  return size !== 0 && (size < 1e-3 || size >= 1e4) ? x.toExponential(1) : x.toFixed(Math.max(1, 1 - Math.floor(Math.log10(size || 1))))
}
