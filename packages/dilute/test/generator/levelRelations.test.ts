import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LevelRelations } from '../../src/generator/levelRelations.js'

/** Energies a + b√2 as [a, b], no two alike. */
const energies = fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(3)), {
  minLength: 2,
  maxLength: 9,
  selector: ([a, b]) => 10 * a + b,
})
type Energies = readonly (readonly [number, number])[]

const differenceOf = (levels: Energies, g: number, h: number): string =>
  `${levels[g]![0] - levels[h]![0]} ${levels[g]![1] - levels[h]![1]}`

const pairsOf = (count: number): [number, number][] =>
  Array.from({ length: count * count }, (_, i) => [Math.floor(i / count), i % count])

test('differences are equal where the relations that hold say so, in whatever order they are added', () => {
  fc.assert(
    fc.property(
      energies.chain((levels) => {
        const pairs = pairsOf(levels.length)
        const equal = pairs.flatMap(([g, h], i) =>
          pairs
            .slice(0, i)
            .filter(([k, l]) => differenceOf(levels, g, h) === differenceOf(levels, k, l))
            .map(([k, l]) => [g, h, k, l] as const),
        )
        return fc.tuple(
          fc.constant(levels),
          fc.shuffledSubarray(equal, { minLength: equal.length, maxLength: equal.length }),
        )
      }),
      ([levels, equal]) => {
        const relations = new LevelRelations(levels.length)
        for (const [g, h, k, l] of equal)
          relations.addUnlessLevelsMeet([
            [g, 1],
            [h, -1],
            [k, -1],
            [l, 1],
          ])
        const keys = new Map<string, string>()
        for (const [g, h] of pairsOf(levels.length)) {
          const [key, difference] = [relations.key(g, h), differenceOf(levels, g, h)]
          expect(keys.get(key) ?? difference).toBe(difference)
          keys.set(key, difference)
        }
        expect(keys.size).toBe(new Set(keys.values()).size)
      },
    ),
  )
})

test('a relation that would make levels meet is left out, by itself or with others', () => {
  const relations = new LevelRelations(4)
  relations.addUnlessLevelsMeet([
    [0, 1],
    [1, -1],
  ])
  expect(relations.key(0, 1)).not.toBe(relations.key(1, 1))
  // 𝓔₁ − 𝓔₀ = 𝓔₂ − 𝓔₁ = 𝓔₃ − 𝓔₂, and then 𝓔₃ − 𝓔₀ = 2(𝓔₂ − 𝓔₀) would have 𝓔₃ = 𝓔₂ + … = 𝓔₀ + 4δ: all meet
  for (const [g, h, k] of [
    [1, 0, 2],
    [2, 1, 3],
  ] as const)
    relations.addUnlessLevelsMeet([
      [g, 2],
      [h, -1],
      [k, -1],
    ])
  const before = pairsOf(4).map(([g, h]) => relations.key(g, h))
  relations.addUnlessLevelsMeet([
    [3, 1],
    [0, 1],
    [2, -2],
  ])
  expect(pairsOf(4).map(([g, h]) => relations.key(g, h))).toEqual(before)
  expect(relations.key(1, 0)).toBe(relations.key(3, 2))
  expect(relations.key(1, 0)).not.toBe(relations.key(2, 0))
})
