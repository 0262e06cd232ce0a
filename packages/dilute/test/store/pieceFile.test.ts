import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadPiece, decodedPiece, encodedPiece, verifiedHead, type PieceKey } from '../../src/store/pieceFile.js'
import { pieces } from './tables.js'

const keyed = pieces.map(([columns]) => {
  const key: PieceKey = { study: 'abc', version: '1.0', whole: false, begin: 3, end: 3 + columns!.rows }
  return { key, columns: columns!, bytes: Buffer.concat(encodedPiece(key, columns!).parts) }
})

test('a piece comes back to the last bit, with its nulls and reasons', () => {
  fc.assert(
    fc.property(keyed, ({ key, columns, bytes }) => {
      const head = verifiedHead(bytes, key)
      expect(decodedPiece(bytes)).toEqual(columns)
      expect(head).toEqual(encodedPiece(key, columns).head)
      expect(head.nullable).toEqual(columns.columns.map((column) => column.some(Number.isNaN)))
    }),
  )
})

test('a piece that ends early, at any byte, is no piece', () => {
  fc.assert(
    fc.property(keyed, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), ({ key, bytes }, share) => {
      expect(() => verifiedHead(bytes.subarray(0, Math.floor(share * bytes.length)), key)).toThrow(BadPiece)
    }),
  )
})

test('a piece with any bit changed is no piece', () => {
  fc.assert(
    fc.property(keyed, fc.nat(), fc.integer({ min: 0, max: 7 }), ({ key, bytes }, at, bit) => {
      const changed = Buffer.from(bytes)
      changed[at % bytes.length]! ^= 1 << bit
      expect(() => verifiedHead(changed, key)).toThrow(BadPiece)
    }),
  )
})

test.each([
  [{ study: 'other' }, 'is of another study'],
  [{ version: '2.0' }, 'is stale: of version 1.0'],
  [{ begin: 2 }, 'is misplaced'],
  [{ end: 90 }, 'is misplaced'],
  [{ whole: true }, 'has no whole points'],
] as const)('a whole piece that was made for %o is told apart', (other, reason) => {
  fc.assert(
    fc.property(keyed, ({ key, bytes }) => {
      expect(() => verifiedHead(bytes, { ...key, ...other })).toThrow(reason)
    }),
    { numRuns: 5 },
  )
})

test('a NaN in whole points is refused, never a silent null', () => {
  const points = [{ set: {}, levels: [NaN] }] as never
  const columns = { names: [], columns: [], rows: 1, reasons: [], warnings: [], points }
  expect(() => encodedPiece({ study: '', version: '', whole: true, begin: 0, end: 1 }, columns)).toThrow('NaN')
})
