import { OutOfDomain } from '../numerics/index.js'
import { heightError, rounding, scaled, smallestNormal, type RateTable } from '../rates/index.js'
import { barOf, logRatios, type LogRatio } from './logRatios.js'
import type { Measured, Populations } from './populations.js'

/** One gas: its rates and β. */
export interface Contact {
  readonly rates: RateTable
  readonly beta: number
}

/**
 * Σ_{k>j} K_jk (φ_k − φ_j), φ_k = ln p_k + β𝓔_k; its part Σ K_jk ln(p_k a_jk/(p_j a_kj)); and the rest Σ K_jk ln
 * I(k,j). 1/time.
 */
export interface EntropyParts {
  readonly total: Measured
  readonly schnakenberg: Measured
  readonly violation: Measured
}

/**
 * The sums over pairs of levels behind (25) and (26), gas by gas: currents that cancel between gases produce entropy.
 * Every force is formed from logarithms, of ã_kj/ã_jk and of p_k e^{β𝓔_k}, which for a Gibbs state are all equal:
 * nothing is lost in a cold gas. Error bars follow the rates pair by pair. Those of the populations enter the forces as
 * differences, and count level by level with the net current of the level, so that they do not spoil a stationary
 * state: for K → K + δK, φ → φ + δφ the sum Σ K_jk (φ_k − φ_j) changes by Σ δK_jk (φ_k − φ_j) + Σ_k δφ_k Σ_j K_jk + Σ
 * δK_jk (δφ_k − δφ_j), exactly.
 */
export function entropyParts(
  contacts: readonly Contact[],
  levels: Float64Array,
  populations: Populations,
): EntropyParts {
  const n = levels.length
  const other = contacts.find(({ rates }) => rates.size !== n)
  if (other !== undefined) throw new OutOfDomain('levels', `${other.rates.size} levels in the rates, but ${n} energies`)
  const sums: Sums = { total: emptySum(), schnakenberg: emptySum(), violation: emptySum() }
  const all = emptyNet(n)
  let forces = 0
  for (const contact of contacts) {
    const net = addContact(sums, contact, levels, populations)
    forces += forceError(
      net,
      potentials(contact, levels, populations).map(({ rounded }) => rounded),
    )
    net.current.forEach((current, k) => {
      all.current[k]! += current
    })
    net.traffic.forEach((traffic, k) => {
      all.traffic[k]! += traffic
    })
  }
  forces += forceError(all, [...populations.logErrors])
  return {
    total: measured(sums.total, n, forces),
    schnakenberg: measured(sums.schnakenberg, n, forces),
    violation: measured(sums.violation, n, 0),
  }
}

interface Sum {
  value: number
  error: number
  modulus: number
}

type Sums = Readonly<Record<keyof EntropyParts, Sum>>

const emptySum = (): Sum => ({ value: 0, error: 0, modulus: 0 })

function add(sum: Sum, value: number, error: number): void {
  sum.value += value
  sum.error += error + Number.MIN_VALUE
  sum.modulus += Math.abs(value)
}

/** An infinite sum has an infinite bar. */
function measured({ value, error, modulus }: Sum, n: number, forces: number): Measured {
  return { value, error: Number.isFinite(value) ? error + forces + n * Number.EPSILON * modulus : Infinity }
}

/** What leaves every level more than it enters, Σ_j K_jk, and the same of all flows without signs. */
interface Net {
  readonly current: Float64Array
  readonly traffic: Float64Array
}

const emptyNet = (n: number): Net => ({ current: new Float64Array(n), traffic: new Float64Array(n) })

/** Σ_k δφ_k |Σ_j K_jk|. */
function forceError({ current, traffic }: Net, errors: readonly number[]): number {
  const { length: n } = errors
  return errors.reduce(
    (sum, error, k) => sum + product(error, Math.abs(current[k]!) + n * Number.EPSILON * traffic[k]!),
    0,
  )
}

/**
 * φ_k = ln p_k + β(𝓔_k − 𝓔_0), −∞ for an empty level; its rounding, with what is not known of the wells; and its whole
 * error.
 */
interface Potential {
  readonly value: number
  readonly rounded: number
  readonly error: number
}

function potentials({ rates, beta }: Contact, levels: Float64Array, { logs, logErrors }: Populations): Potential[] {
  return [...levels].map((level, k) => {
    const [log, rise] = [logs[k]!, beta * (level - levels[0]!)]
    const rounded = log === -Infinity ? 0 : rates.wellError + Number.EPSILON * (Math.abs(log) + 2 * Math.abs(rise))
    return { value: log + rise, rounded, error: rounded + logErrors[k]! }
  })
}

/** Adds the pairs of one gas; returns its net currents. */
function addContact(sums: Sums, contact: Contact, levels: Float64Array, populations: Populations): Net {
  const { rates, beta } = contact
  const n = levels.length
  const net = emptyNet(n)
  const phi = potentials(contact, levels, populations)
  const ratio = logRatios(rates, levels, beta)
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < k; j++) {
      const [onward, back] = [flow(rates, populations, k, j), flow(rates, populations, j, k)]
      const current = { value: onward.value - back.value, error: onward.error + back.error }
      net.current[k]! += current.value
      net.current[j]! -= current.value
      net.traffic[k]! += onward.value + back.value
      net.traffic[j]! += onward.value + back.value
      addPair(sums, current, phi[k]!, phi[j]!, ratio(k, j))
    }
  }
  return net
}

/**
 * K_jk with its forces. A pair whose rates are both not told from zero is no transition: what it may carry only blurs
 * the total.
 */
function addPair(sums: Sums, net: Measured, from: Potential, to: Potential, ratio: LogRatio): void {
  const { value: current, error: bar } = net
  if (current === 0 && bar === 0) return
  const [force, blur] = [from.value - to.value, from.error + to.error]
  if (Number.isNaN(ratio.value)) return add(sums.total, 0, product(Math.abs(current) + bar, Math.abs(force) + blur))
  add(sums.total, product(current, force), product(bar, Math.abs(force) + blur))
  const [apparent, ratioBar] = [force - ratio.value, barOf(ratio)]
  const ofRatio = product(Math.abs(current), ratioBar)
  add(sums.schnakenberg, product(current, apparent), product(bar, Math.abs(apparent) + ratioBar + blur) + ofRatio)
  add(sums.violation, product(current, ratio.value), product(bar, Math.abs(ratio.value) + ratioBar) + ofRatio)
}

/** 0·∞ = 0: what does not flow needs no force. */
const product = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b)

/** a_to,from p_from, by plain numbers where both are normal, else by their logarithms. */
function flow(rates: RateTable, { values, logs, logErrors }: Populations, from: number, to: number): Measured {
  const entry = to * rates.size + from
  const [a, p, log] = [rates.values[entry]!, values[from]!, logs[from]!]
  if (log === -Infinity) return { value: 0, error: 0 }
  const ofPopulation = Math.expm1(logErrors[from]!) + rounding
  if (a >= smallestNormal && a < Infinity && p >= smallestNormal) {
    return { value: a * p, error: (rates.errors[entry]! + a * ofPopulation) * p }
  }
  const height = rates.barriers[entry]! - rates.wells[from]!
  const exponent = log - height
  const value = scaled(rates.prefactors[entry]!, exponent)
  const ofHeight = heightError(height, rates.wellError) + Number.EPSILON * (Math.abs(log) + Math.abs(exponent))
  const lost = rates.prefactors[entry]! > 0 && value < smallestNormal ? Number.MIN_VALUE : 0
  return { value, error: scaled(rates.prefactorErrors[entry]!, exponent) + value * (ofHeight + ofPopulation) + lost }
}
