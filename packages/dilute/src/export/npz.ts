import { zipSync } from 'fflate'
import type { ExportedPoint } from './exportedPoint.js'
import { npyArray, npyText } from './npy.js'

/** Stands in every entry, so that the same study gives the same bytes. */
export const modified = '1980-01-01T12:00:00'

/** NumPy's .npz: a zip archive with one .npy file for each array, and one for the notes. */
export function npz({ arrays, notes }: ExportedPoint): Uint8Array {
  const files = arrays.map((array) => [`${array.name}.npy`, npyArray(array)])
  return zipSync(Object.fromEntries([...files, ['notes.npy', npyText(notes)]]) as Record<string, Uint8Array>, {
    mtime: modified,
  })
}
