/**
 * A model that cannot be: which argument, what was found there, what was expected.
 * `path` names the argument as the study file does, relative to the constructor's own argument (`strengths[1]`).
 */
export class InvalidModel extends Error {
  override readonly name = 'InvalidModel'
  constructor(
    readonly path: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`${path}: expected ${expected}, found ${found}`)
  }
}

export function requireFinite(path: string, value: number): void {
  if (!Number.isFinite(value)) throw new InvalidModel(path, 'a finite number', String(value))
}

export function requirePositive(path: string, value: number): void {
  requireFinite(path, value)
  if (value <= 0) throw new InvalidModel(path, 'a positive number', String(value))
}

export function requireNonNegative(path: string, value: number): void {
  requireFinite(path, value)
  if (value < 0) throw new InvalidModel(path, 'zero or a positive number', String(value))
}

export function requireCount(path: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new InvalidModel(path, `a whole number, at least ${least}`, String(value))
  }
}

export function requireLength(path: string, length: number, expected: number, what: string): void {
  if (length !== expected) throw new InvalidModel(path, `${expected} ${what}, one per site`, `${length}`)
}
