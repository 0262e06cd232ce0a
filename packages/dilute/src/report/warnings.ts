import type { PointResults } from '../study/results.js'

/** Each warning once, with the number of points that gave it; where only decimal numbers in it differ, those of the first point. */
export function groupedWarnings(points: readonly PointResults[]): string[] {
  const found = new Map<string, { text: string; count: number; varies: boolean }>()
  for (const text of points.flatMap((point) => [...new Set(point.evidence.warnings)])) {
    const kind = text.replace(/\d+\.\d+(e[-+]?\d+)?/g, '#')
    const first = found.get(kind) ?? { text, count: 0, varies: false }
    found.set(kind, { text: first.text, count: first.count + 1, varies: first.varies || first.text !== text })
  }
  return [...found.values()].map(({ text, count, varies }) => `Warning (at ${count} of ${points.length} points${varies ? '; the first of them' : ''}): ${text}`)
}
