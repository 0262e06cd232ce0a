import type { File } from 'h5wasm'
import type { ExportedPoint, NamedArray } from './exportedPoint.js'

const scratch = 'export.h5'

/**
 * An HDF5 file: a dataset for each array, the notes as an attribute of the root. Complex numbers are compounds (r, i),
 * as h5py writes them.
 */
export async function hdf5({ arrays, notes }: ExportedPoint): Promise<Uint8Array> {
  const { default: h5wasm } = await import('h5wasm')
  const { FS } = await h5wasm.ready
  const file = new h5wasm.File(scratch, 'w')
  arrays.forEach((array) => {
    addDataset(file, array)
  })
  file.create_attribute('notes', notes)
  file.close()
  const bytes = FS.readFile(scratch)
  FS.unlink(scratch)
  return bytes
}

function addDataset(file: File, { name, shape, re, im }: NamedArray): void {
  if (im)
    file.create_dataset({
      name,
      shape: [...shape],
      dtype: [
        ['r', '<d'],
        ['i', '<d'],
      ],
      data: new Map([
        ['r', re],
        ['i', im],
      ]),
    })
  else file.create_dataset({ name, shape: [...shape], data: re, dtype: '<d' })
}
