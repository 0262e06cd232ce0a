import { expect, test } from 'vitest'
import { timesOf } from '../../src/command/times.js'

test('times are separated by commas or blanks', () => {
  for (const text of ['1,2,4', '1 2 4', ' 1 , 2,  4 ', '1, 2 4']) expect(timesOf(text)).toEqual([1, 2, 4])
})

test.each(['1,,2', ',1', '1,', '1, ,2', ','])('%s lacks a time', (text) => {
  expect(() => timesOf(text)).toThrow(`--times: expected a time between the commas of "${text}"`)
})

test('none at all are refused', () => {
  expect(() => timesOf(' ')).toThrow('expected times separated by commas, found none')
})
