/** Text is handed on in pieces of about so many letters: there is more than a string can hold. */
const pieceLength = 1 << 16

/**
 * JSON at full precision, rows of numbers on one line, every number there is. Letters that a terminal obeys rather than
 * shows are written as \uXXXX.
 * @throws Error for a NaN, before the first piece: it is a failed run, never a silent null.
 */
export function jsonPieces(results: unknown): Iterable<string> {
  requireNumbers(results, '')
  return new JsonWriter().pieces(results)
}

/** Most leaves need no look of their own. */
function requireNumbers(value: unknown, key: string | number): void {
  if (Number.isNaN(value)) throw new Error(`the results hold a NaN at "${key}"`)
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const entry: unknown = value[i]
      if (typeof entry === 'object' || Number.isNaN(entry)) requireNumbers(entry, i)
    }
    return
  }
  const map = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(map)) {
    const entry = map[name]
    if (typeof entry === 'object' || Number.isNaN(entry)) requireNumbers(entry, name)
  }
}

/** Maps and lists this deep are handed on part by part. */
const divided = 2

/** `margin` is a line break with the indentation of the line that a value is on. */
class JsonWriter {
  private text = ''
  /** Names as they are written. */
  private readonly names = new Map<string, string>()

  private taken(): string {
    const { text } = this
    this.text = ''
    return text
  }

  *pieces(results: unknown): Generator<string> {
    yield* this.parts(results, 0, '\n')
    yield `${this.text}\n`
  }

  private *parts(value: unknown, depth: number, margin: string): Generator<string> {
    if (depth === divided || !isOpened(value)) this.text += this.written(value, margin)
    else {
      const isList = Array.isArray(value)
      let before = isList ? '[' : '{'
      for (const [name, entry] of Object.entries(value)) {
        if (!isList && entry === undefined) continue
        this.text += `${before}${margin}  ${isList ? '' : this.nameOf(name)}`
        yield* this.parts(entry, depth + 1, `${margin}  `)
        before = ','
      }
      this.text += before === '{' ? '{}' : `${margin}${isList ? ']' : '}'}`
    }
    if (this.text.length > pieceLength) yield this.taken()
  }

  private written(value: unknown, margin: string): string {
    if (typeof value !== 'object' || value === null) return wordOf(value)
    return Array.isArray(value)
      ? (rowOf(value) ?? this.list(value, margin))
      : this.map(value as Readonly<Record<string, unknown>>, margin)
  }

  private list(list: readonly unknown[], margin: string): string {
    const inner = `${margin}  `
    let text = `[${inner}${this.written(list[0], inner)}`
    for (let i = 1; i < list.length; i++) text += `,${inner}${this.written(list[i], inner)}`
    return `${text}${margin}]`
  }

  private map(map: Readonly<Record<string, unknown>>, margin: string): string {
    const inner = `${margin}  `
    let text = ''
    for (const name of Object.keys(map)) {
      const entry = map[name]
      if (entry !== undefined)
        text += `${text === '' ? '{' : ','}${inner}${this.nameOf(name)}${this.written(entry, inner)}`
    }
    return text === '' ? '{}' : `${text}${margin}}`
  }

  private nameOf(name: string): string {
    let written = this.names.get(name)
    if (written === undefined) this.names.set(name, (written = `${textOf(name)}: `))
    return written
  }
}

/** Whether entries stand on lines of their own. */
const isOpened = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(Array.isArray(value) && rowOf(value) !== null)

/** A list of numbers, booleans and null, on one line; null for any other. */
function rowOf(list: readonly unknown[]): string | null {
  let finite = true
  for (let i = 0; i < list.length; i++) {
    const entry = list[i]
    if (typeof entry === 'string' || (typeof entry === 'object' && entry !== null)) return null
    if (!Number.isFinite(entry)) finite = false
  }
  return `[${(finite ? list : list.map(wordOf)).join(', ')}]`
}

function wordOf(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null'
  return typeof value === 'string' ? textOf(value) : (JSON.stringify(value) ?? 'null')
}

/** Controls, marks of direction, and what is no letter. */
const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]/g
const textOf = (text: string): string =>
  JSON.stringify(text).replace(obeyed, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
