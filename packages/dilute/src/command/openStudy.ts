import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { reasonOf as systemReason } from '../store/systemErrors.js'
import { readStudy, type Study, StudyError } from '../study/index.js'

/**
 * A study file, or what comes in by `-`, with the values of `--set`. A file that cannot be read is an invalid study.
 */
export async function openStudy(path: string, set: readonly string[]): Promise<Study> {
  const file = path === '-' ? '<stdin>' : path
  return readStudy(decoded(await bytesOf(file, path === '-'), file), {
    file,
    set,
    readFile: (name) => textOf(resolve(dirname(file), name)),
  })
}

/** Of a file of points. */
function textOf(path: string): string {
  try {
    return utf8(readFileSync(path))
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error })
  }
}

async function bytesOf(file: string, isInput: boolean): Promise<Uint8Array> {
  try {
    return isInput ? Buffer.concat(await process.stdin.toArray()) : await readFile(file)
  } catch (error) {
    throw unreadable(file, 'a study file that can be read', reasonOf(error), error)
  }
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return utf8(bytes)
  } catch (error) {
    throw unreadable(file, 'text in UTF-8', isUtf16(bytes) ? 'text in UTF-16' : 'other bytes', error)
  }
}

/** @throws Error for other bytes. */
function utf8(bytes: Uint8Array): string {
  if (isUtf16(bytes)) throw new Error('it is text in UTF-16, not in UTF-8')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Error('its bytes are no text in UTF-8', { cause: error })
  }
}

/** By its mark, or by the zeros that every other byte of Latin letters and digits is. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  return bytes.reduce((zeros, byte) => zeros + Number(byte === 0), 0) > bytes.length / 4
}

function unreadable(file: string, expected: string, found: string, cause: unknown): StudyError {
  return new StudyError([{ file, path: [], expected, found }], { cause })
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : systemReason(error)
