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
    throw unreadable(file, 'text in UTF-8', 'other bytes', error)
  }
}

/** @throws Error for other bytes. */
function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Error('its bytes are no text in UTF-8', { cause: error })
  }
}

function unreadable(file: string, expected: string, found: string, cause: unknown): StudyError {
  return new StudyError([{ file, path: [], expected, found }], { cause })
}

const reasonOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : systemReason(error)
