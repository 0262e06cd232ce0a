/** Text is handed on in pieces of about so many letters. */
const pieceLength = 1 << 16

/** JSON at full precision, rows of numbers on one line. A NaN is a failed run, never a silent null. */
export function jsonText(results: unknown): string {
  const pieces: string[] = []
  writeJson(results, (piece) => { pieces.push(piece) })
  return pieces.join('')
}

/** The same piece by piece, for texts that are longer than a string can be. */
export function writeJson(results: unknown, emit: (piece: string) => void): void {
  const writer = new JsonWriter(emit)
  writer.write(results, '\n', '')
  writer.end()
}

class JsonWriter {
  private text = ''

  constructor(private readonly emit: (piece: string) => void) {}

  /** `margin` is a line break with the indentation of the value; `key` names it. What JSON has no word for is null. */
  write(value: unknown, margin: string, key: string): void {
    if (typeof value === 'number') this.text += numberText(value, key)
    else if (typeof value !== 'object' || value === null) this.text += JSON.stringify(value) ?? 'null'
    else if (Array.isArray(value)) this.writeList(value, margin, key)
    else this.writeMap(value as Readonly<Record<string, unknown>>, margin)
    if (this.text.length > pieceLength) this.flush()
  }

  end(): void {
    this.text += '\n'
    this.flush()
  }

  private writeList(list: readonly unknown[], margin: string, key: string): void {
    const isRow = list.every(isPlain)
    const inner = isRow ? '' : `${margin}  `
    const comma = isRow ? ', ' : `,${inner}`
    this.text += `[${inner}`
    for (let i = 0; i < list.length; i++) {
      if (i > 0) this.text += comma
      this.write(list[i], inner, key)
    }
    this.text += isRow ? ']' : `${margin}]`
  }

  private writeMap(map: Readonly<Record<string, unknown>>, margin: string): void {
    const inner = `${margin}  `
    let before = `{${inner}`
    for (const key of Object.keys(map)) {
      if (map[key] === undefined) continue
      this.text += `${before}${nameText(key)}: `
      this.write(map[key], inner, key)
      before = `,${inner}`
    }
    this.text += before.startsWith(',') ? `${margin}}` : '{}'
  }

  private flush(): void {
    this.emit(this.text)
    this.text = ''
  }
}

/** Numbers, booleans and null stand on one line. */
const isPlain = (entry: unknown): boolean => typeof entry === 'number' || typeof entry === 'boolean' || entry === null || entry === undefined

const plainName = /^[A-Za-z]\w*$/
const nameText = (key: string): string => (plainName.test(key) ? `"${key}"` : JSON.stringify(key))

function numberText(value: number, key: string): string {
  if (Number.isNaN(value)) throw new Error(`the results hold a NaN at "${key}"`)
  return Number.isFinite(value) ? String(value) : 'null'
}
