import { expect, it } from 'vitest'
import { brief, decimal, fullPrecision, significant, typographic, typographicBrief } from '../../src/tell/numbers.js'
import { trusted } from '../../src/tell/measured.js'

it('shows a few significant digits', () => {
  expect([0.0111071, -0.5, 1843, 123456, 1234567, 0].map((value) => significant(value))).toEqual([
    '0.01111',
    '-0.5000',
    '1843',
    '123456',
    '1.235e6',
    '0',
  ])
})

it('never rounds a small number to 0', () => {
  expect(significant(3.1e-21, 2)).toBe('3.1e-21')
  expect(typographic(3.1e-21, 2)).toBe('3.1·10⁻²¹')
  expect(typographic(-4.26e-5, 2)).toBe('−4.3·10⁻⁵')
  expect(significant(5e-324, 2)).toBe('4.9e-324')
})

it('shows a dash where there is no number, and never NaN', () => {
  expect([null, undefined, NaN].map((value) => significant(value))).toEqual(['–', '–', '–'])
  expect([null, NaN].map((value) => fullPrecision(value))).toEqual(['–', '–'])
  expect(trusted(null, null)).toBe('–')
  expect(brief(NaN)).toBe('–')
})

it('takes zeros from the end of a number, never from the end of its exponent', () => {
  expect([2.74311e-10, 1.23456e20, 5.48623e-100, 1e-10, 1.5e300].map((value) => brief(value))).toEqual([
    '2.74311e-10',
    '1.23456e20',
    '5.48623e-100',
    '1e-10',
    '1.5e300',
  ])
  for (let power = -307; power < 308; power++)
    for (const mantissa of [1, 1.5, 2.74311, -9.87654])
      expect(Number(brief(mantissa * 10 ** power)) / (mantissa * 10 ** power)).toBeCloseTo(1, 5)
})

it('leaves chosen numbers as they were chosen', () => {
  expect([2, 0.7, 0.30000000000000004, 1e-9, 200, 100000].map((value) => brief(value))).toEqual([
    '2',
    '0.7',
    '0.3',
    '1e-9',
    '200',
    '100000',
  ])
  expect(typographicBrief(1e-9)).toBe('10⁻⁹')
  expect(typographicBrief(-2.5e-9)).toBe('−2.5·10⁻⁹')
})

it('shows digits down to the second of the error bar', () => {
  expect(trusted(0.872254123, 2.7e-12)).toBe('0.872254')
  expect(trusted(0.872254123, 0.02)).toBe('0.872')
  expect(trusted(0.872254123, 3)).toBe('0.9')
})

it('keeps every digit where all are asked for', () => {
  expect(fullPrecision(0.1 + 0.2)).toBe('0.30000000000000004')
})

it('writes no sign before a zero', () => {
  expect(decimal(-0.0001, 2)).toBe('0.00')
  expect(decimal(-0.006, 2)).toBe('-0.01')
})
