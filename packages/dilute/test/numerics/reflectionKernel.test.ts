import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyMatrix, type ComplexMatrix } from '../../src/numerics/index.js'
import { plainReduction } from '../../src/numerics/projectedEigensystem.js'
import { reductionOf, type Reduction } from '../../src/numerics/reflectionKernel.js'
import { reflectionsWasm } from '../../src/numerics/reflectionsWasm.js'
import { build } from './matrices.js'

const noise = (seed: number, k: number): number => 2 * ((Math.sin(seed + 12.9898 * k) * 43758.5453) % 1)

/** Entries of the order of one, or graded: the first rows larger by up to ten powers. */
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 35 }), fc.nat(1e6), fc.constantFrom(0, 10))
  .map(([n, seed, powers]) =>
    build(n, n, (i, j) => {
      const size = 10 ** ((powers * (n - Math.max(i, j))) / n)
      return [size * noise(seed, 2 * (i * n + j)), i === j ? 0 : size * noise(seed, 2 * (i * n + j) + 1)]
    }),
  )

/** A unit vector from `first` on. */
function setVector({ v }: Reduction, first: number, seed: number): void {
  let norm = 0
  for (let i = first; i < v.re.length; i++) {
    v.re[i] = noise(seed, 2 * i)
    v.im[i] = noise(seed, 2 * i + 1)
    norm += v.re[i]! ** 2 + v.im[i]! ** 2
  }
  for (let i = first; i < v.re.length; i++) {
    v.re[i]! /= Math.sqrt(norm)
    v.im[i]! /= Math.sqrt(norm)
  }
}

const lower = ({ rows: n, re, im }: ComplexMatrix): number[] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: i + 1 }, (__, j) => [re[i * n + j]!, j < i ? im[i * n + j]! : 0]),
  ).flat(2)

test('reflections in WebAssembly are those in JavaScript to the last digit, one after another', () => {
  fc.assert(
    fc.property(matrices, fc.nat(1e6), (matrix, seed) => {
      const [compiled, plain] = [reductionOf(matrix)!, plainReduction(copyMatrix(matrix))]
      for (let first = 1; first < matrix.rows; first += 3) {
        for (const one of [compiled, plain]) {
          setVector(one, first, seed)
          one.reflect(first)
        }
      }
      expect(lower(compiled.matrix)).toEqual(lower(plain.matrix))
    }),
  )
})

test('the matrix that is reduced keeps its entries', () => {
  const matrix = build(5, 5, (i, j) => [i + j, i - j])
  const before = copyMatrix(matrix)
  const reduction = reductionOf(matrix)!
  setVector(reduction, 1, 7)
  reduction.reflect(1)
  expect(matrix).toEqual(before)
  expect(reduction.matrix).not.toEqual(before)
})

test('the module is what the sources compile to', async () => {
  const compiler = new URL('../../kernels/compile.js', import.meta.url).href
  const { compileKernel } = (await import(compiler)) as { compileKernel: (name: string) => Promise<Uint8Array> }
  expect(Buffer.from(await compileKernel('reflections')).toString('base64')).toBe(reflectionsWasm)
})
