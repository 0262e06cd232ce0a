import vm from 'node:vm'

const sandbox: { compute: () => unknown } = { compute: () => undefined }
const context = vm.createContext(sandbox)
const script = new vm.Script('compute()')

/**
 * What `compute` returns, or an error when it has not ended after `milliseconds`: a loop without end becomes a failing
 * test.
 */
export function within<T>(milliseconds: number, compute: () => T): T {
  sandbox.compute = compute
  return script.runInContext(context, { timeout: milliseconds }) as T
}

/** True for the error that `within` throws when time is up. */
export const isTimeout = (error: unknown): boolean =>
  (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
