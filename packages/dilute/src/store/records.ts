/** Records in JSON that dilute keeps beside results: written by it, and read again by any of its versions. */
import { readFileSync } from 'node:fs'
import { StoreRefused } from './refused.js'
import { reasonOf } from './systemErrors.js'

/** What a record must be, in words and in truth. */
export interface RecordForm<T> {
  readonly expected: string
  /** What the user can do about it where it is not. */
  readonly remedy: string
  readonly holds: (data: unknown) => data is T
}

/** A record that is there. Throws StoreRefused where it is damaged, or of another form. */
export function readRecord<T>(path: string, { expected, remedy, holds }: RecordForm<T>): T {
  const refused = (found: string, cause?: unknown): StoreRefused =>
    new StoreRefused(`${path}: expected ${expected}, found ${found}: ${remedy}`, { cause })
  const data = parsed(textOf(path, refused), refused)
  if (!holds(data)) throw refused(inWords(data))
  return data
}

type Refused = (found: string, cause?: unknown) => StoreRefused

function textOf(path: string, refused: Refused): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw refused(reasonOf(error), error)
  }
}

function parsed(text: string, refused: Refused): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw refused(text.trim() === '' ? 'an empty file' : 'text that is cut off or damaged', error)
  }
}

const inWords = (data: unknown): string =>
  isMap(data) && 'format' in data && data['format'] !== 1
    ? `one of format ${JSON.stringify(data['format'])}, which another version wrote`
    : 'another form'

export const isMap = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

export const isText = (data: unknown): data is string => typeof data === 'string'

/** Whether all values of a map are of a kind. */
export const areAll = (map: object, are: (one: unknown) => boolean): boolean => Object.values(map).every(are)

export const isListOf = (data: unknown, are: (one: unknown) => boolean): data is readonly unknown[] =>
  Array.isArray(data) && data.every(are)

export const isCount = (data: unknown, most = Number.MAX_SAFE_INTEGER): data is number =>
  Number.isInteger(data) && (data as number) >= 1 && (data as number) <= most
