/** How many times as many models as usual properties are tried on, THOROUGH in the environment; 1 unless it is set. */
const thorough = Number(process.env['THOROUGH'] ?? 1)

/** For fast-check: the usual number of runs, or more. */
export const runs = (usual: number): { readonly numRuns: number } => ({ numRuns: usual * thorough })

/** A time limit in milliseconds for so many seconds of the usual runs. */
export const patience = (seconds: number): number => 1000 * seconds * thorough
