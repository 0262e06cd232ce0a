/**
 * Elementary functions whose last digits are the same in every engine: those of `Math` differ from one to the next, and
 * from one release of Node to
 * the next. The build puts them in place of `Math`'s (`elementaryPlugin.ts`), so that the command and the lab print the
 * same letters. Where
 * WebAssembly is not to be had, `Math`'s stay.
 */
import { elementaryWasm } from './elementaryWasm.js'
import { instantiate } from './webAssembly.js'

type Unary =
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'log2'
  | 'log10'
  | 'cbrt'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'asin'
  | 'acos'
  | 'atan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
type Elementary = Pick<Math, Unary | 'pow' | 'atan2'>

const engine: Elementary = Math

export const {
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  cbrt,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  pow,
  atan2,
}: Elementary = instantiate<Elementary>(elementaryWasm) ?? engine
