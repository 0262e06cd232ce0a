import { expect, test } from 'vitest'
import type { PointResults } from '../../src/study/index.js'
import type { Part, Table } from '../../src/tell/section.js'
import { tell } from '../../src/tell/telling.js'
import { plainText } from '../../src/tell/text.js'
import { counted, severalGases, threeLevels, withGenerator } from '../figures/samples.js'

const inUnits = (point: PointResults): PointResults =>
  ({ ...point, units: { energy: 'meV', length: 'nm' } }) as PointResults

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
  expect(headingsOf(withGenerator(counted(threeLevels)))).toEqual([])
})

test('those of several gases too', () => {
  expect(headingsOf(severalGases(['hot', 'cold'], 1)).slice(0, 4)).toEqual([])
})
