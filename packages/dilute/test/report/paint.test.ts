import { expect, test } from 'vitest'
import { paint } from '../../src/report/terminal/paint.js'

const escape = String.fromCharCode(27)
const marked = (code: number): string => `${escape}[${code}mtext${escape}[0m`

test('headings are bold, warnings yellow, verdicts green, red or yellow', () => {
  const { heading, warning, verdict } = paint(true)
  expect([heading('text'), warning('text')]).toEqual([marked(1), marked(33)])
  expect((['holds', 'broken', 'undecided'] as const).map((outcome) => verdict(outcome)('text'))).toEqual(
    [32, 31, 33].map(marked),
  )
})

test('or plain', () => {
  const { heading, warning, verdict } = paint(false)
  expect([heading('text'), warning('text'), verdict('broken')('text')]).toEqual(['text', 'text', 'text'])
})
