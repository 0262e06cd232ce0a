import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joined, measured, measureWithLogarithm, typographicMeasured } from '../../src/tell/measured.js'

const size = fc.double({ min: 1e-12, max: 1e6, noNaN: true })

describe('a number with its error bar', () => {
  it('is written in the digits that the bar leaves', () => {
    expect(measured(0.872254123, 2.7e-12)).toBe('0.872254 ± 2.7e-12')
    expect(measured(0.872254123, 0.02)).toBe('0.872 ± 0.020')
    expect(measured(-12.5, 0)).toBe('-12.5000')
    expect(typographicMeasured(-3.1e-9, 2.5e-12)).toBe('−3.1000·10⁻⁹\u00a0±\u00a02.5·10⁻¹²')
  })

  it('is 0 within its bar, and never else', () => {
    fc.assert(
      fc.property(size, size, fc.boolean(), (value, error, negative) => {
        const text = measured(negative ? -value : value, error)
        expect(text.startsWith('0 ± ')).toBe(value <= error)
      }),
    )
  })

  it('is a dash where there is none, and says so where its bar is not known', () => {
    expect([measured(null, 1), measured(undefined, null), measured(NaN, 0.1)]).toEqual(['–', '–', '–'])
    expect(measured(0.5, null)).toBe('0.500000 ± –')
  })
})

describe('a number that underflows', () => {
  it('is a power of ten, right in its logarithm', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: -700, noNaN: true }), (log) => {
        const { value } = measureWithLogarithm([0, 0], [log, 1e-9])
        const [, mantissa, exponent] = /^(\d\.\d+)e(-\d+)$/.exec(value)!
        expect(Number(mantissa)).toBeGreaterThanOrEqual(1)
        expect(Number(mantissa)).toBeLessThan(10)
        expect(Math.log(Number(mantissa)) + Number(exponent) * Math.LN10).toBeCloseTo(log, 4)
      }),
    )
  })

  it('has a bar of its own size', () => {
    expect(joined(measureWithLogarithm([0, 0], [-10000 * Math.LN10 + Math.log(2), 1e-3]))).toBe(
      '2.0000e-10000 ± 2.0e-10003',
    )
  })

  it('is 0 where its logarithm is not known, and itself where it is large enough', () => {
    expect(joined(measureWithLogarithm([0, 0], [null, null]))).toBe('0')
    expect(joined(measureWithLogarithm([0, 1e-17], [-800, 3]))).toBe('0 ± 1.0e-17')
    expect(joined(measureWithLogarithm([0.25, 1e-9], [Math.log(0.25), 4e-9]))).toBe('0.250000 ± 1.0e-9')
  })

  it('is told from its logarithm where its own bar would hide it', () => {
    expect(joined(measureWithLogarithm([1e-20, 1e-17], [Math.log(1e-20), 1e-6]))).toBe('1.00000e-20 ± 1.0e-26')
  })
})
