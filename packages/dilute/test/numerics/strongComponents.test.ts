import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedClasses } from '../../src/numerics/index.js'

type Graph = boolean[][]

const graph: fc.Arbitrary<Graph> = fc.integer({ min: 0, max: 7 }).chain((n) =>
  fc.array(
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }), {
      minLength: n,
      maxLength: n,
    }),
    { minLength: n, maxLength: n },
  ),
)

const classesOf = (edges: Graph): number[][] => closedClasses(edges.length, (to, from) => edges[to]![from]!)

/** Every set that no edge leaves, kept when no smaller such set lies inside it: the definition, over all 2ⁿ sets. */
function naiveClosedClasses(edges: Graph): number[][] {
  const n = edges.length
  const closed: number[] = []
  for (let set = 1; set < 2 ** n; set++) {
    const leaves = edges.some((row, to) =>
      row.some((edge, from) => edge && ((set >> from) & 1) === 1 && ((set >> to) & 1) === 0),
    )
    if (!leaves) closed.push(set)
  }
  return closed
    .filter((set) => !closed.some((other) => other !== set && (other & set) === other))
    .map((set) => Array.from({ length: n }, (_, i) => i).filter((i) => ((set >> i) & 1) === 1))
    .sort((a, b) => a[0]! - b[0]!)
}

describe('closed classes', () => {
  test('are the smallest sets that no step leaves', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        expect(classesOf(edges)).toEqual(naiveClosedClasses(edges))
      }),
      { numRuns: 500 },
    )
  })

  test('do not depend on whether states may step to themselves', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        expect(classesOf(edges.map((row, i) => row.map((edge, j) => edge || i === j)))).toEqual(classesOf(edges))
      }),
    )
  })

  test('follow their states when these are renamed', () => {
    const models = graph.chain((edges) =>
      fc.tuple(
        fc.constant(edges),
        fc.shuffledSubarray(
          edges.map((_, i) => i),
          { minLength: edges.length, maxLength: edges.length },
        ),
      ),
    )
    fc.assert(
      fc.property(models, ([edges, name]) => {
        const renamed = edges.map((row) => row.slice())
        edges.forEach((row, to) =>
          row.forEach((edge, from) => {
            renamed[name[to]!]![name[from]!] = edge
          }),
        )
        const expected = classesOf(edges)
          .map((members) => members.map((i) => name[i]!).sort((a, b) => a - b))
          .sort((a, b) => a[0]! - b[0]!)
        expect(classesOf(renamed)).toEqual(expected)
      }),
    )
  })

  test('edge(to, from): 0 → 1 makes 1 the closed one', () => {
    expect(closedClasses(2, (to, from) => to === 1 && from === 0)).toEqual([[1]])
  })

  test('of none, of one, without any step, with every step', () => {
    expect(closedClasses(0, () => true)).toEqual([])
    expect(closedClasses(1, () => false)).toEqual([[0]])
    expect(closedClasses(3, () => false)).toEqual([[0], [1], [2]])
    expect(closedClasses(3, () => true)).toEqual([[0, 1, 2]])
  })
})
