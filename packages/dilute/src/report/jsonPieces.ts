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

/** Between the parts of what is written, a caller may take what there is so far. */
const interruptible = 3

class JsonWriter {
  private text = ''
  /** Line breaks with the indentation of every depth. */
  private readonly margins: string[] = []
  /** What stands before the entries of a map, for every depth. */
  private readonly names: Map<string, string>[] = []

  private taken(): string {
    const { text } = this
    this.text = ''
    return text
  }

  *pieces(results: unknown): Generator<string> {
    yield* this.parts(results, 0)
    yield `${this.text}\n`
  }

  private *parts(value: unknown, depth: number): Generator<string> {
    if (depth === interruptible || !isOpened(value)) this.write(value, depth)
    else {
      let first = true
      const isList = Array.isArray(value)
      for (const [name, entry] of Object.entries(value)) {
        if (!isList && entry === undefined) continue
        this.begin(isList ? null : name, depth, first)
        yield* this.parts(entry, depth + 1)
        first = false
      }
      this.end(isList, depth, first)
    }
    if (this.text.length > pieceLength) yield this.taken()
  }

  private write(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) this.text += wordOf(value)
    else if (Array.isArray(value)) this.writeList(value, depth)
    else this.writeMap(value as Readonly<Record<string, unknown>>, depth)
  }

  private writeList(list: readonly unknown[], depth: number): void {
    const row = rowOf(list)
    if (row !== null) {
      this.text += row
      return
    }
    for (let i = 0; i < list.length; i++) {
      this.begin(null, depth, i === 0)
      this.write(list[i], depth + 1)
    }
    this.end(true, depth, false)
  }

  private writeMap(map: Readonly<Record<string, unknown>>, depth: number): void {
    let first = true
    for (const name of Object.keys(map)) {
      const entry = map[name]
      if (entry === undefined) continue
      this.begin(name, depth, first)
      this.write(entry, depth + 1)
      first = false
    }
    this.end(false, depth, first)
  }

  /** What JSON puts before an entry of a list, or of a map under this name. */
  private begin(name: string | null, depth: number, first: boolean): void {
    this.text += first ? (name === null ? '[' : '{') : ','
    this.text += name === null ? this.margin(depth + 1) : this.nameOf(name, depth + 1)
  }

  private end(isList: boolean, depth: number, empty: boolean): void {
    this.text += empty ? '{}' : `${this.margin(depth)}${isList ? ']' : '}'}`
  }

  private margin(depth: number): string {
    return (this.margins[depth] ??= `\n${'  '.repeat(depth)}`)
  }

  private nameOf(name: string, depth: number): string {
    const names = (this.names[depth] ??= new Map<string, string>())
    const known = names.get(name)
    if (known !== undefined) return known
    const written = `${this.margin(depth)}${textOf(name)}: `
    names.set(name, written)
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
