import type { MapAnswer } from '../engine/protocol.js'

/**
 * Viridis (S. van der Walt, N. Smith, CC0), eleven of its colours: even steps look even, also to colour-blind readers
 * and in grey.
 */
const stops = [
  [68, 1, 84],
  [72, 36, 117],
  [65, 68, 135],
  [53, 95, 141],
  [42, 120, 142],
  [33, 145, 140],
  [34, 168, 132],
  [68, 191, 112],
  [122, 209, 81],
  [189, 223, 38],
  [253, 231, 37],
] as const

function channels(fraction: number): [number, number, number] {
  const at = Math.max(0, Math.min(1, fraction)) * (stops.length - 1),
    below = Math.min(stops.length - 2, Math.floor(at)),
    more = at - below
  return [0, 1, 2].map((c) => Math.round(stops[below]![c]! + (stops[below + 1]![c]! - stops[below]![c]!) * more)) as [
    number,
    number,
    number,
  ]
}

export const colorOf = (fraction: number): string => `rgb(${channels(fraction).join(' ')})`

/** The map as a picture, a pixel a point; points without a value are clear. */
export function picture({ size, values }: MapAnswer): { url: string; low: number; high: number } {
  const [low, high] = rangeOf(values)
  const spread = high - low || 1
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [size, size]
  const context = canvas.getContext('2d')!
  const image = context.createImageData(size, size)
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return
    const [row, column] = [Math.floor(i / size), i % size]
    const color = palette[Math.round(((value - low) / spread) * (palette.length - 1))]!
    image.data.set(color, 4 * ((size - 1 - row) * size + column))
  })
  context.putImageData(image, 0, 0)
  return { url: canvas.toDataURL(), low, high }
}

const palette = Array.from({ length: 256 }, (_, i) => [...channels(i / 255), 255])

/** Of the values that there are, and zero. */
function rangeOf(values: Float64Array): readonly [low: number, high: number] {
  let [low, high] = [0, 0]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}
