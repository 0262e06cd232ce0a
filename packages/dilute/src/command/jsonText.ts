/** JSON at full precision, rows of numbers on one line. A NaN is a failed run, never a silent null. */
export function jsonText(results: unknown): string {
  return `${textOf(results, '\n', '') ?? 'null'}\n`
}

/** `margin` is a line break with the indentation of the value; `key` names it. Undefined for what JSON has no word for. */
function textOf(value: unknown, margin: string, key: string): string | undefined {
  if (typeof value === 'number') return numberText(value, key)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return Array.isArray(value) ? listText(value, margin) : mapText(value, margin)
}

function numberText(value: number, key: string): string {
  if (Number.isNaN(value)) throw new Error(`the results hold a NaN at "${key}"`)
  return Number.isFinite(value) ? String(value) : 'null'
}

function listText(list: readonly unknown[], margin: string): string {
  const isRow = list.every((entry) => typeof entry !== 'object' && typeof entry !== 'string' || entry === null)
  const inner = isRow ? margin : `${margin}  `
  const texts = list.map((entry, index) => textOf(entry, inner, String(index)) ?? 'null')
  return isRow ? `[${texts.join(', ')}]` : `[${inner}${texts.join(`,${inner}`)}${margin}]`
}

function mapText(map: object, margin: string): string {
  const inner = `${margin}  `
  const texts: string[] = []
  for (const [key, value] of Object.entries(map)) {
    const text = textOf(value, inner, key)
    if (text !== undefined) texts.push(`${JSON.stringify(key)}: ${text}`)
  }
  return texts.length === 0 ? '{}' : `{${inner}${texts.join(`,${inner}`)}${margin}}`
}
