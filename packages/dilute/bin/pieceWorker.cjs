/** A thread that computes pieces of a sweep, from kept code like the command itself; the first piece compiles what it needs. */
'use strict'
const { keepCompiledCode, load } = require('./compiledCode.cjs')

const compute = load(require.resolve('../dist/command/pieceWorker.cjs'))
let isFirst = true

module.exports = async function computeAndKeep(piece) {
  const answer = await compute(piece)
  if (isFirst) keepCompiledCode()
  isFirst = false
  return answer
}
