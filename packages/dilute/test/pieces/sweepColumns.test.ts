import { describe, expect, test } from 'vitest'
import { jobOf } from '../../src/pieces/piece.js'
import { sweepColumns, type ColumnBatch } from '../../src/pieces/sweepColumns.js'
import { pieceWork } from '../../src/pieces/work.js'
import { readStudy } from '../../src/study/read/read.js'
import type { Study } from '../../src/study/read/study.js'
import { ring } from '../study/examples.js'

/** Dots apart, a table for every place of one: 50 points a batch. */
const apart = ring.replace('[1, 0.7, 1.5]', '[1, 0.7, 1.5], positions: [0, 0.001, 0]')
const swept = (text: string, points: number, set = 'gas.beta'): Study =>
  readStudy(`${text}tolerance: 1e-6\nsweep: [{ set: ${set}, from: 1, to: 2, points: ${points} }]\n`, {
    file: 's.yaml',
  })

async function collected(batches: AsyncIterable<ColumnBatch>): Promise<ColumnBatch[]> {
  const all: ColumnBatch[] = []
  for await (const batch of batches) all.push(batch)
  return all
}

describe('sweepColumns', () => {
  test('gives every point once, in order, the numbers of the pieces of a run', async () => {
    const study = swept(apart, 60, 'interaction.contact.positions.1')
    const batches = await collected(sweepColumns(study, { record: ['violation'] }))
    expect(batches.map(({ begin, rows }) => [begin, rows])).toEqual([
      [0, 30],
      [30, 30],
    ])
    const recorded = { ...study, config: { ...study.config, record: ['violation'] } }
    const whole = await pieceWork(jobOf(recorded, 60))({ begin: 0, end: 60 })
    expect(batches[0]!.names).toEqual(whole.names)
    whole.columns.forEach((column, j) => {
      expect(batches.flatMap(({ columns }) => [...columns[j]!])).toEqual([...column])
    })
  })

  test('gives the same in smaller batches to those who show them as they come', async () => {
    const study = swept(ring, 20)
    const [whole] = await collected(sweepColumns(study, { record: ['violation'] }))
    const batches = await collected(sweepColumns(study, { record: ['violation'], rows: 7 }))
    expect(batches.map(({ begin, rows }) => [begin, rows])).toEqual([
      [0, 7],
      [7, 7],
      [14, 6],
    ])
    expect(batches.flatMap(({ columns }) => [...columns[1]!])).toEqual([...whole!.columns[1]!])
  })

  test('takes what the study records, all scalars where it names nothing, and one row without a sweep', async () => {
    const [few] = await collected(sweepColumns(swept(`${ring}record: [gap]\n`, 2)))
    expect(few!.names).toEqual(['set.gas.beta', 'gap', 'gapError'])
    const [all] = await collected(sweepColumns(readStudy(ring, { file: 's.yaml' })))
    expect([all!.rows, all!.begin, all!.names.includes('relaxation.gap')]).toEqual([1, 0, true])
  })

  test('ends when it is told to, and refuses a quantity that there is not', async () => {
    const stop = AbortSignal.abort(new Error('enough'))
    await expect(collected(sweepColumns(swept(ring, 3), { signal: stop }))).rejects.toThrow('enough')
    await expect(collected(sweepColumns(swept(ring, 3), { record: ['gop'] }))).rejects.toThrow('did you mean gap?')
  })

  test('computes no batch that nobody asks for', async () => {
    const batches = sweepColumns(swept(apart, 20_000), { record: ['violation'] })
    const began = performance.now()
    await batches.next()
    await batches.return()
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
