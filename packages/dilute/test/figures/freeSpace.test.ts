import { expect, it } from 'vitest'
import { firstFree, placesWithin } from '../../src/figures/sweep/freeSpace.js'

const area = { x: 0, y: 0, width: 100, height: 100 }
const size = { width: 30, height: 20 }
const diagonal = [
  [
    [0, 0],
    [100, 100],
  ],
] as const

it('takes the lower right corner when nothing is there', () => {
  expect(firstFree(placesWithin(area, size), { lines: [], boxes: [] }, 5)).toEqual({ x: 70, y: 80, ...size })
})

it('keeps off lines that pass between their points', () => {
  const place = firstFree(placesWithin(area, size), { lines: diagonal, boxes: [] }, 5)!
  const corners = [
    [place.x - 5, place.y - 5],
    [place.x + 35, place.y - 5],
    [place.x - 5, place.y + 25],
    [place.x + 35, place.y + 25],
  ]
  expect(new Set(corners.map(([x, y]) => Math.sign(x! - y!))).size).toBe(1)
})

it('keeps off boxes, and finds nothing where nothing is free', () => {
  expect(firstFree(placesWithin(area, size), { lines: [], boxes: [area] }, 5)).toBeNull()
  expect(placesWithin({ ...area, width: 10 }, size)).toEqual([])
})
