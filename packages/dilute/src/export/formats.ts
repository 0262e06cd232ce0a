import type { ExportedPoint } from './exportedPoint.js'

/** Formats by the name the command knows them by. */
export const exportFormats = ['qutip', 'npz', 'mat', 'hdf5'] as const
export type ExportFormat = (typeof exportFormats)[number]

/**
 * Files by name: one file, or for `qutip` an archive and the script that reads it. Writers are loaded when they are
 * asked for.
 */
export async function exportFiles(
  point: ExportedPoint,
  format: ExportFormat,
): Promise<Readonly<Record<string, string | Uint8Array>>> {
  switch (format) {
    case 'npz':
      return { 'system.npz': (await import('./npz.js')).npz(point) }
    case 'mat':
      return { 'system.mat': (await import('./matFile.js')).matFile(point) }
    case 'hdf5':
      return { 'system.h5': await (await import('./hdf5.js')).hdf5(point) }
    case 'qutip':
      return {
        'system.npz': (await import('./npz.js')).npz(point),
        'rebuild.py': (await import('./qutipScript.js')).qutipScript('system.npz'),
      }
  }
}
