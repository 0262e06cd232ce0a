import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { exportedPoint, exportFiles, exportFormats, type NamedArray } from '../../src/export/index.js'
import { StudyError } from '../../src/study/index.js'
import { readStudy } from '../../src/study/read/read.js'
import { ring, withLine } from '../study/examples.js'
import { lastLine, pythonFolder, reason, withoutPython } from './python.js'

const point = exportedPoint(readStudy(ring, { file: 'ring.yaml' }))
const named = (name: string): NamedArray => point.arrays.find((array) => array.name === name)!

describe('the arrays of a point', () => {
  test('have as many entries as their shapes say', () => {
    for (const { name, shape, re, im } of point.arrays) {
      const size = shape.reduce((product, length) => product * length, 1)
      expect(re, name).toHaveLength(size)
      if (im) expect(im, name).toHaveLength(size)
    }
  })

  test('rates [to, from] come out of the collapse operators, Σ_j |⟨to|L_j|from⟩|² in the basis of the levels', () => {
    const [operators, u, rates] = ['collapse_operators', 'eigenvectors', 'rates'].map(named) as [
      NamedArray,
      NamedArray,
      NamedArray,
    ]
    const element = (j: number, k: number, l: number): number => {
      let [re, im] = [0, 0]
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) {
          const [x, y] = product([u.re[3 * a + k]!, -u.im![3 * a + k]!], [u.re[3 * b + l]!, u.im![3 * b + l]!])
          const [p, q] = product([x, y], [operators.re[9 * j + 3 * a + b]!, operators.im![9 * j + 3 * a + b]!])
          re += p
          im += q
        }
      }
      return re * re + im * im
    }
    for (const [k, l] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 0],
      [1, 2],
      [2, 1],
    ] as const) {
      const sum = Array.from({ length: operators.shape[0]! }, (_, j) => element(j, k, l)).reduce((a, b) => a + b)
      expect(sum / rates.re[3 * k + l]!).toBeCloseTo(1, 12)
    }
  })

  test('populations are the stationary ones, and the notes say what is what', () => {
    const weights = [...named('levels').re].map((energy) => Math.exp(-2 * energy))
    const sum = weights.reduce((a, b) => a + b)
    named('populations').re.forEach((p, k) => {
      expect(p).toBeCloseTo(weights[k]! / sum, 10)
    })
    for (const word of ['three dots', 'hbar = k_B = 1', 'physical normalization', 'rates[to, from]', 'site basis'])
      expect(point.notes).toContain(word)
  })

  test('a sweep is refused, with its place', () => {
    const study = readStudy(withLine('sweep: [{ set: gas.beta, values: [1, 2] }]'), { file: 'swept.yaml' })
    expect(() => exportedPoint(study)).toThrow(StudyError)
    expect(() => exportedPoint(study)).toThrow(/^swept\.yaml:7:1: sweep: expected no sweep/)
  })
})

const product = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): [number, number] => [
  a * c - b * d,
  a * d + b * c,
]

describe('files', () => {
  test.each(exportFormats.filter((format) => format !== 'hdf5'))(
    '%s: the same study gives the same bytes (HDF5 keeps the time of writing)',
    async (format) => {
      expect(await exportFiles(point, format)).toEqual(await exportFiles(point, format))
    },
  )

  test('an .npy file is its magic, its header padded to 64 bytes, and the numbers', async () => {
    const { 'levels.npy': levels } = unzipSync((await exportFiles(point, 'npz'))['system.npz'] as Uint8Array)
    expect([...levels!.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
    expect(new TextDecoder().decode(levels!.subarray(10, 128))).toMatch(
      /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(3,\), \} *\n$/,
    )
    expect([...new Float64Array(levels!.slice(128).buffer)]).toEqual([...named('levels').re])
  })
})

const readers = `
import json, h5py, numpy, scipy.io
npz, mat, h5 = numpy.load('system.npz'), scipy.io.loadmat('system.mat'), h5py.File('system.h5', 'r')
def described(a):
    return {'shape': list(a.shape), 'complex': a.dtype.kind == 'c', 're': a.real.ravel().tolist(), 'im': a.imag.ravel().tolist()}
files = {'npz': npz, 'mat': mat, 'h5': {name: h5[name][()] for name in h5}}
names = [name for name in npz if name != 'notes']
read = {file: {name: described(numpy.asarray(arrays[name])) for name in names} for file, arrays in files.items()}
print(json.dumps({'arrays': read, 'notes': [str(npz['notes']), str(mat['notes'][0]), h5.attrs['notes']]}))
`

interface Read {
  readonly arrays: Readonly<
    Record<string, Readonly<Record<string, { shape: number[]; complex: boolean; re: number[]; im: number[] }>>>
  >
  readonly notes: readonly string[]
}

test.skipIf(withoutPython)(`NumPy, SciPy and h5py read every array to the last bit${reason}`, async () => {
  const folder = pythonFolder()
  for (const format of ['npz', 'mat', 'hdf5'] as const) folder.write(await exportFiles(point, format))
  const { arrays, notes } = lastLine(folder.python(readers)) as Read
  for (const [file, found] of Object.entries(arrays)) {
    expect(Object.keys(found)).toEqual(point.arrays.map(({ name }) => name))
    for (const { name, shape, re, im } of point.arrays) {
      const rows = file === 'mat' && shape.length < 2 ? [1, shape[0] ?? 1] : shape
      expect(found[name], `${file} ${name}`).toEqual({
        shape: rows,
        complex: im !== undefined,
        re: [...re],
        im: im ? [...im] : [...re].map(() => 0),
      })
    }
  }
  expect(notes).toEqual([point.notes, point.notes, point.notes])
})
