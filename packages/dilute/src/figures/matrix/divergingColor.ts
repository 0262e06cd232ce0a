type Rgb = readonly [number, number, number]

const blues: readonly Rgb[] = [
  [247, 247, 247],
  [151, 171, 210],
  [33, 102, 172],
]
const reds: readonly Rgb[] = [
  [247, 247, 247],
  [223, 145, 138],
  [178, 24, 43],
]

/** Blue for −1, white for 0, red for +1, in steps that look even; told apart by colour-blind readers. */
export function divergingColor(share: number): string {
  const stops = share < 0 ? blues : reds
  const way = Math.min(1, Math.abs(share)) * (stops.length - 1)
  const from = Math.min(stops.length - 2, Math.floor(way))
  const mixed = stops[from]!.map((value, i) => Math.round(value + (way - from) * (stops[from + 1]![i]! - value)))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** The ink that stays readable on that colour. */
export function inkOn(share: number): string {
  return Math.abs(share) > 0.78 ? '#ffffff' : '#1a1a1a'
}
