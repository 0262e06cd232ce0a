/** Text is handed on in pieces of about so many letters: there is more than a string can hold. */
const pieceLength = 1 << 16

/**
 * JSON at full precision, rows of numbers on one line, every number there is. Letters that a terminal obeys rather than shows are written as \uXXXX.
 * @throws Error for a NaN, before the first piece: it is a failed run, never a silent null.
 */
export function jsonPieces(results: unknown): Iterable<string> {
  requireNumbers(results, '')
  return new JsonWriter().pieces(results)
}

function requireNumbers(value: unknown, key: string | number): void {
  if (typeof value === 'number' && Number.isNaN(value)) throw new Error(`the results hold a NaN at "${key}"`)
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) requireNumbers(value[i], i)
  else for (const name of Object.keys(value)) requireNumbers((value as Readonly<Record<string, unknown>>)[name], name)
}

/** Between the parts of what is written, a caller may take what there is so far. */
const interruptible = 3

class JsonWriter {
  private text = ''

  private taken(): string {
    const { text } = this
    this.text = ''
    return text
  }

  * pieces(results: unknown): Generator<string> {
    yield* this.parts(results, '\n', interruptible)
    yield `${this.text}\n`
  }

  /** `margin` is a line break with the indentation of the value. */
  private * parts(value: unknown, margin: string, level: number): Generator<string> {
    if (level === 0 || typeof value !== 'object' || value === null || isRow(value)) this.write(value, margin)
    else for (const part of this.open(value, margin)) yield* this.parts(part, `${margin}  `, level - 1)
    if (this.text.length > pieceLength) yield this.taken()
  }

  private write(value: unknown, margin: string): void {
    if (typeof value !== 'object' || value === null) this.text += wordOf(value)
    else if (isRow(value)) this.text += `[${value.map(wordOf).join(', ')}]`
    else for (const part of this.open(value, margin)) this.write(part, `${margin}  `)
  }

  /** The entries of a list or a map, one by one; before, between and after them goes what JSON puts there. */
  private * open(value: object, margin: string): Generator<unknown> {
    const isList = Array.isArray(value)
    let before = `${isList ? '[' : '{'}${margin}  `
    for (const [key, entry] of Object.entries(value)) {
      if (!isList && entry === undefined) continue
      this.text += isList ? before : `${before}${nameOf(key)}: `
      yield entry
      before = `,${margin}  `
    }
    this.text += before.startsWith(',') ? `${margin}${isList ? ']' : '}'}` : `${before[0]!}${isList ? ']' : '}'}`
  }
}

/** Numbers, booleans and null stand on one line. */
const isRow = (value: object): value is readonly unknown[] => Array.isArray(value) && value.every((entry) => typeof entry !== 'object' && typeof entry !== 'string' || entry === null)

function wordOf(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null'
  return typeof value === 'string' ? textOf(value) : JSON.stringify(value) ?? 'null'
}

const plainName = /^[A-Za-z]\w*$/
const nameOf = (key: string): string => (plainName.test(key) ? `"${key}"` : textOf(key))

/** Controls, marks of direction, and what is no letter. */
const obeyed = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]/g
const textOf = (text: string): string => JSON.stringify(text).replace(obeyed, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
