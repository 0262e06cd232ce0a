import { expect, test } from 'vitest'
import type { PointResults } from '../../src/study/index.js'
import type { Part, Table } from '../../src/tell/section.js'
import { tell } from '../../src/tell/telling.js'
import { plainText } from '../../src/tell/text.js'
import { counted, severalGases, threeLevels, withGenerator } from '../figures/samples.js'

const inUnits = (point: PointResults): PointResults => ({ ...point, units: { energy: 'meV', length: 'nm' } })

const tablesIn = (part: Part): Table[] =>
  part.kind === 'details' ? part.parts.flatMap(tablesIn) : part.kind === 'table' ? [part] : []

/** `rows: name, name [unit]` of every table. */
const headingsOf = (point: PointResults): string[] =>
  tell(inUnits(point))
    .sections.flatMap(({ parts }) => parts.flatMap(tablesIn))
    .map(({ what, columns }) => {
      const names = columns.map(({ name, unit, symbol }) =>
        [name, ...(symbol === undefined ? [] : [plainText(symbol)]), ...(unit === undefined ? [] : [`[${unit}]`])].join(
          ' ',
        ),
      )
      return `${what}: ${names.join(', ')}`
    })

test('every column of a point has its name, symbol and unit', () => {
  expect(headingsOf(withGenerator(counted(threeLevels)))).toEqual([
    'rows: level, index, energy [meV], stationary population, Gibbs population',
    'pairs: pair, ratio, its logarithm',
    'conditions: condition, holds, residual',
    'cycles: cycle, affinity',
    'conditions: condition, left side [meV/ħ], right side [meV/ħ]',
    'currents: transition, probability current Kjk [meV/ħ], heat into the system [meV²/ħ]',
    'pairs of levels: count, mean [meV/ħ], noise [meV/ħ], skewness [meV/ħ]',
    'cycles: count, mean [meV/ħ], noise [meV/ħ], skewness [meV/ħ]',
    'eigenvalues: eigenvalue, real part [meV/ħ], imaginary part [meV/ħ]',
    'blocks: Bohr frequency [meV], elements (k,l) of the density matrix that turn with it',
    'levels: level, shift of its energy by the gas [meV]',
    'eigenvalues: , real part [meV/ħ], imaginary part [meV/ħ]',
    'laws: law, kept, residual, tolerance',
    'conditions: condition, met, residual, tolerance',
    'resonances: energy [meV], width [meV]',
  ])
})

test('those of several gases too', () => {
  expect(headingsOf(severalGases(['hot', 'cold'], 1)).slice(0, 4)).toEqual([
    'rows: level, index, energy [meV], stationary population',
    'gases: gas, β [1/meV], heat into the system [meV²/ħ], detailed balance',
    'pairs: pair, ratio, its logarithm',
    'cycles: cycle, affinity',
  ])
})

test('cumulants of heat are of its powers', () => {
  const hot = { ...severalGases(['hot', 'cold'], 1), counting: counted(threeLevels).counting } as PointResults
  const one = { mean: 1, meanError: 0.1, noise: 2, noiseError: 0.1, skewness: 3, skewnessError: 0.1 }
  const counting = { ...hot.counting!, heat: { hot: one, cold: one } }
  expect(headingsOf({ ...hot, counting })).toContain('gases: count, mean [meV²/ħ], noise [meV³/ħ], skewness [meV⁴/ħ]')
})
