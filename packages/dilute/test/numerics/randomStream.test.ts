import { describe, expect, test } from 'vitest'
import { philox4x32, randomStream } from '../../src/numerics/index.js'

describe('Philox 4×32-10', () => {
  // the known-answer vectors published with Random123 (kat_vectors)
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('counter %j, key %j', (counter, key, answer) => {
    const out = new Uint32Array(4)
    philox4x32(Uint32Array.from(counter), Uint32Array.from(key), out)
    expect([...out]).toEqual(answer)
  })
})

describe('streams', () => {
  const first = (seed: number, stream: number, count = 6): number[] => {
    const { uniform } = randomStream(seed, stream)
    return Array.from({ length: count }, uniform)
  }

  test('a stream is the same each time, and starts with the published block', () => {
    expect(first(7, 3)).toEqual(first(7, 3))
    expect(first(0, 0)[0]).toBe(((0x6627e8d5 >>> 5) * 2 ** 26 + (0xe169c58d >>> 6)) / 2 ** 53)
  })

  test('other seeds and streams give other numbers', () => {
    const all = [
      [1, 0],
      [2, 0],
      [1, 1],
      [1, 2 ** 32],
      [2 ** 32 - 1, 0],
    ].flatMap(([seed, stream]) => first(seed!, stream!))
    expect(new Set(all).size).toBe(all.length)
  })

  test('uniform: mean 1/2, variance 1/12, no correlation of neighbours; exponential: mean 1', () => {
    const n = 200_000
    const x = first(42, 0, n)
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(Math.min(...x.slice(0, 1000))).toBeGreaterThanOrEqual(0)
    expect(Math.abs(mean(x) - 0.5)).toBeLessThan(5 / Math.sqrt(12 * n))
    expect(Math.abs(mean(x.map((u) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(5 / Math.sqrt(180 * n))
    expect(Math.abs(mean(x.slice(1).map((u, i) => (u - 0.5) * (x[i]! - 0.5))))).toBeLessThan(5 / 12 / Math.sqrt(n))
    const { exponential } = randomStream(42, 1)
    expect(Math.abs(mean(Array.from({ length: n }, exponential)) - 1)).toBeLessThan(5 / Math.sqrt(n))
  })

  test.each([-1, 2 ** 32, 0.5, NaN, Infinity])('the seed %d is refused', (seed) => {
    expect(() => randomStream(seed)).toThrow(`from 0 to 4294967295, but is ${seed}`)
  })

  test.each([-1, 0.5, 2 ** 53])('the stream %d is refused', (stream) => {
    expect(() => randomStream(1, stream)).toThrow('a stream must be')
  })
})
