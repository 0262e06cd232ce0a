import { createHash } from 'node:crypto'

const written = (rules) =>
  Object.entries(rules)
    .map(([what, sources]) => `${what} ${sources}`)
    .join('; ')

const rules = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

/**
 * What the lab may do in a browser: run its own scripts and WebAssembly, nothing from elsewhere, nothing that a text
 * evaluates to.
 */
export const policy = written(rules)

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * The same for the page in one file: its one script and its one style sheet, by their hashes, and the engine that the
 * script carries.
 */
export const policyOfOneFile = (script, style) =>
  written({
    ...rules,
    'script-src': `${hash(script)} 'wasm-unsafe-eval'`,
    'style-src': hash(style),
    'connect-src': "'none'",
    'worker-src': 'blob:',
    'manifest-src': "'none'",
  })
