import { decimal, typeset } from '../../tell/numbers.js'
import type { AxisScale, Domain } from './axisScale.js'

export interface Ticks {
  readonly major: readonly number[]
  readonly minor: readonly number[]
  readonly label: (value: number) => string
}

/** Round numbers along an axis, about `count` of them. */
export function axisTicks(scale: AxisScale, count: number): Ticks {
  if (count === 0) return { major: [], minor: [], label: String }
  const decades = scale.type === 'log' ? Math.log10(scale.domain[1] / scale.domain[0]) : 0
  return decades >= 1 ? logTicks(scale.domain, decades, count) : linearTicks(scale.domain, count)
}

function linearTicks(domain: Domain, count: number): Ticks {
  const step = roundStep((domain[1] - domain[0]) / count)
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const tidy = decimals <= 7 && Math.max(...domain.map(Math.abs)) < 1e6
  return {
    major: multiples(step, domain),
    minor: multiples(step / 2, domain),
    label: (exact) => {
      const value = Math.abs(exact) < 1e-9 * step ? 0 : exact
      return tidy ? typeset(decimal(value, decimals)) : typeset(scientific(value, step))
    },
  }
}

/** Powers of ten, with 2 and 5 between them when there is room. */
function logTicks(domain: Domain, decades: number, count: number): Ticks {
  const every = Math.ceil(decades / count)
  const powers = range(Math.floor(Math.log10(domain[0])), Math.ceil(Math.log10(domain[1])))
  const times = (factors: readonly number[]) => within(powers.flatMap((n) => factors.map((f) => f * 10 ** n)), domain)
  const sparse = within(powers.filter((n) => n % every === 0).map((n) => 10 ** n), domain)
  const major = sparse.length >= 3 ? sparse : times([1, 2, 5])
  return { major, minor: every === 1 ? times([1, 2, 3, 4, 5, 6, 7, 8, 9]) : times([1]), label: logLabel }
}

function logLabel(value: number): string {
  if (value >= 1e-3 && value < 1e5) return String(Number(value.toPrecision(6)))
  return typeset(value.toExponential(0).replace('e+', 'e')).replace(/^1·/, '')
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5].find((f) => rough / power <= f * 1.0000001) ?? 10
  return factor * power
}

/** Kept as whole multiples, so that 0 is 0 and 0.3 is not 0.30000000000000004. */
function multiples(step: number, domain: Domain): number[] {
  const slack = 1e-9 * (domain[1] - domain[0]), first = Math.ceil((domain[0] - slack) / step)
  const last = Math.floor((domain[1] + slack) / step)
  return range(first, last).slice(0, 1000).map((n) => Math.min(domain[1], Math.max(domain[0], n * step)))
}

function within(values: readonly number[], domain: Domain): number[] {
  return values.filter((value) => value >= domain[0] * (1 - 1e-12) && value <= domain[1] * (1 + 1e-12))
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}

/** Enough digits to tell neighbouring ticks apart. */
function scientific(value: number, step: number): string {
  const digits = value === 0 ? 0 : Math.max(0, Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step)))
  return value === 0 ? '0' : value.toExponential(Math.min(digits, 20)).replace('e+', 'e')
}
