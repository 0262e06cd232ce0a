import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  copyMatrix,
  invertPlain,
  largestEntry,
  manyLevels,
  type ComplexMatrix,
  type DiagonalShift,
  type ManyLevels,
} from '../../src/numerics/index.js'
import { manyLevelsWasm } from '../../src/numerics/manyLevelsWasm.js'
import { at, build, difference, norm, scaled } from './matrices.js'

/** Levels at one point in WebAssembly beside the definition, at sizes on both sides of every block and tile. */

interface Model {
  readonly negative: ComplexMatrix
  readonly shift: DiagonalShift
}

const noise = (seed: number, k: number): number => 2 * ((Math.sin(seed + 12.9898 * k) * 43758.5453) % 1)

/** Hermitian −W of either sign, and momenta of which some are tiny. */
function modelOf(n: number, open: number, seed: number): Model {
  const entry = (i: number, j: number): [number, number] => [
    noise(seed, 2 * (i * n + j)),
    i === j ? 0 : noise(seed, 2 * (i * n + j) + 1),
  ]
  const x = Float64Array.from({ length: n }, (_, k) => {
    const size = (0.1 + Math.abs(noise(seed, 3 * n * n + k))) * (k % 5 === seed % 5 ? 1e-12 : 1)
    return k < open ? size : -size
  })
  return {
    negative: build(n, n, (i, j) => (i >= j ? entry(i, j) : [entry(j, i)[0], -entry(j, i)[1]])),
    shift: { open, x, shell: x.map((value) => Math.sqrt(Math.max(0, 2 * value))) },
  }
}

const models = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(100), fc.nat(1e6))
  .map(([n, percent, seed]) => modelOf(n, Math.round((percent * n) / 100), seed))
  // without any coupling there are no squares
  .filter(({ negative }) => largestEntry(negative) > 0)

const most = (negative: ComplexMatrix): number => 8 * largestEntry(negative)
const kernelOf = ({ negative }: Model): ManyLevels => manyLevels(negative, 2, 8)!

/** X − W. */
function whole({ negative, shift: { open, x } }: Model): ComplexMatrix {
  const out = copyMatrix(negative)
  x.forEach((value, k) => {
    ;(k < open ? out.im : out.re)[k * (out.rows + 1)]! += value
  })
  return out
}

/** Its inverse, and what the kernel should make of that. */
function wanted(model: Model): { inverse: ComplexMatrix; s: ComplexMatrix } {
  const inverse = whole(model)
  expect(invertPlain(inverse, new Int32Array(inverse.rows))).toBe(true)
  const {
    negative,
    shift: { open, shell },
  } = model
  const s = build(open, open, (k, l) => {
    if (k !== l) return [-shell[k]! * shell[l]! * at(inverse, k, l)[1], shell[k]! * shell[l]! * at(inverse, k, l)[0]]
    let [re, im] = [0, 0]
    for (let j = 0; j < negative.rows; j++) {
      const [[a, b], [u, v]] = [at(inverse, k, j), at(negative, j, k)]
      ;[re, im] = [re - 2 * (a * u - b * v), im - 2 * (a * v + b * u)]
    }
    return [re, im]
  })
  return { inverse, s }
}

function found(levels: ManyLevels, { shift }: Model, place = 0): ComplexMatrix {
  expect(levels.solve(place, shift)).toBe(true)
  return planeOf(levels, shift.open, place)
}

function planeOf(levels: ManyLevels, open: number, place: number): ComplexMatrix {
  const { re, im, stride, columns } = levels.planes()
  return build(open, open, (k, l) => {
    const entry = place * stride + k * columns + l
    return [re[entry]!, im[entry]!]
  })
}

/** Rounding of X − W and of what elimination may add to it, times the squares of the inverse and of shell factors. */
function doubt(model: Model, inverse: ComplexMatrix): number {
  const size = norm(whole(model)) + most(model.negative)
  const shell = Math.max(0, ...model.shift.shell) ** 2 + norm(model.negative)
  return 16 * inverse.rows * Number.EPSILON * size * norm(inverse) ** 2 * shell
}

test('the module is what the sources compile to', async () => {
  const compiler = new URL('../../kernels/compile.js', import.meta.url).href
  const { compileKernel } = (await import(compiler)) as { compileKernel: (name: string) => Promise<Uint8Array> }
  expect(Buffer.from(await compileKernel('manyLevels')).toString('base64')).toBe(manyLevelsWasm)
})

test('is the inverse of all levels between the open ones', () => {
  fc.assert(
    fc.property(models, (model) => {
      const { inverse, s } = wanted(model)
      expect(difference(found(kernelOf(model), model), s)).toBeLessThanOrEqual(doubt(model, inverse))
    }),
    { numRuns: 300 },
  )
})

test('is so where a closed level has a pivot of zero or nearly so, which elimination would divide by', () => {
  fc.assert(
    fc.property(models, fc.constantFrom(0, 1e-14, -1e-9), (model, rest) => {
      const { negative, shift } = model
      const last = negative.rows - 1
      fc.pre(shift.open > 0 && shift.open <= last)
      negative.re[last * (negative.rows + 1)] = rest - shift.x[last]!
      const { inverse, s } = wanted(model)
      expect(difference(found(kernelOf(model), model), s)).toBeLessThanOrEqual(doubt(model, inverse))
    }),
  )
})

test('does not depend on the unit', () => {
  fc.assert(
    fc.property(models, fc.constantFrom(-300, -30, 30, 300), (model, power) => {
      const { negative, shift } = model
      const unit = 4 ** power
      const other = {
        negative: scaled(negative, unit),
        shift: { ...shift, x: shift.x.map((x) => x * unit), shell: shift.shell.map((s) => s * 2 ** power) },
      }
      expect(found(kernelOf(other), other)).toEqual(found(kernelOf(model), model))
    }),
  )
})

test('an energy gives the same whatever was solved before, by this kernel or another', () => {
  fc.assert(
    fc.property(models, models, (model, other) => {
      const [levels, others] = [kernelOf(model), kernelOf(other)]
      const alone = found(levels, model)
      found(others, other, 1)
      levels.solve(1, { ...model.shift, x: model.shift.x.map((x) => 3 * x) })
      expect(found(levels, model)).toEqual(alone)
      found(levels, model, 1)
      expect(planeOf(levels, model.shift.open, 0)).toEqual(alone)
    }),
  )
})

test('squares are those of the planes, zero where a level is closed', () => {
  fc.assert(
    fc.property(models, fc.nat(3), (model, more) => {
      const { negative, shift } = model
      const width = Math.min(negative.rows, shift.open + more)
      const levels = kernelOf(model)
      const out = new Float64Array(width * width * 2).fill(NaN)
      expect(levels.squares(2, (e) => ({ ...shift, x: shift.x.map((x) => (1 + e) * x) }), width, out)).toBe(true)
      const s = found(levels, model)
      for (let k = 0; k < width; k++) {
        for (let l = 0; l < width; l++) {
          const [re, im] = k < shift.open && l < shift.open ? at(s, k, l) : [0, 0]
          expect(out[2 * (k * width + l)]).toBe(re * re + im * im)
          expect(out[2 * (k * width + l) + 1]! > 0).toBe(k < shift.open && l < shift.open)
        }
      }
    }),
  )
})

test('without any coupling nothing scatters', () => {
  const zero = build(14, 14, () => [0, 0])
  const x = Float64Array.from({ length: 14 }, (_, k) => (k < 9 ? 1 + k : -k))
  const model = { negative: zero, shift: { open: 9, x, shell: x.map((value) => Math.sqrt(Math.max(0, 2 * value))) } }
  expect(norm(found(kernelOf(model), model))).toBe(0)
})

test('a matrix without an inverse is told', () => {
  const zero = build(13, 13, () => [0, 0])
  const levels = manyLevels(zero, 1, 0)!
  const shift = { open: 13, x: new Float64Array(13), shell: new Float64Array(13).fill(1) }
  expect(levels.solve(0, shift)).toBe(false)
  expect(levels.squares(1, () => shift, 13, new Float64Array(169))).toBe(false)
})

test('where WebAssembly is missing there is none', async () => {
  vi.stubGlobal('WebAssembly', undefined)
  vi.resetModules()
  const fresh = await import('../../src/numerics/manyLevelKernel.js')
  expect(
    fresh.manyLevels(
      build(20, 20, () => [1, 0]),
      1,
      8,
    ),
  ).toBeUndefined()
  vi.unstubAllGlobals()
})
