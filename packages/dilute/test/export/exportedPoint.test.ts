import { expect, test } from 'vitest'
import { toSiteBasis } from '../../src/dynamics/index.js'
import { exportedPoint, type NamedArray } from '../../src/export/index.js'
import { largestEntry } from '../../src/numerics/index.js'
import { solvedStudy } from '../../src/study/index.js'
import { readStudy } from '../../src/study/read/read.js'
import { withLine } from '../study/examples.js'

test('with `levelShift` the Hamiltonian beside the operators has the shift of the generator, in the site basis', () => {
  const read = (levelShift: boolean): ReturnType<typeof readStudy> =>
    readStudy(withLine(`levelShift: ${levelShift}`), { file: 'study.yaml' })
  const arrayOf = (levelShift: boolean, wanted: string): NamedArray =>
    exportedPoint(read(levelShift)).arrays.find(({ name }) => name === wanted)!
  const {
    generator,
    model: { system },
  } = solvedStudy(read(true))
  const shift = toSiteBasis(system, generator.levelShift)
  expect(largestEntry(shift)).toBeGreaterThan(1e-3)
  const [on, off] = [true, false].map((levelShift) => arrayOf(levelShift, 'hamiltonian_shift'))
  // both without a trace, which moves nothing
  const n = system.sites
  const mean = system.levels.reduce((sum, _, i) => sum + shift.re[i * (n + 1)]! / n, 0)
  shift.re.forEach((re, entry) => {
    expect(on!.re[entry]! - off!.re[entry]!).toBeCloseTo(entry % (n + 1) === 0 ? re - mean : re, 13)
    expect(on!.im![entry]! - off!.im![entry]!).toBeCloseTo(shift.im[entry]!, 13)
  })
  const [rates, others] = [true, false].map((levelShift) => arrayOf(levelShift, 'collapse_rates').re)
  rates!.forEach((rate, j) => expect(rate / others![j]!).toBeCloseTo(1, 9))
})
