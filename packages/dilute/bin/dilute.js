#!/usr/bin/env node
/** The command. It is no ES module, as `package.json` beside it says: a tenth of what starting Node takes goes into loading one. */
'use strict'
const { setFlagsFromString } = require('node:v8')
const { keepCompiledCode, load } = require('./compiledCode.cjs')

// Node 20 optimises functions early, at a cost that most code of a short run never pays back; later ones have a compiler in between
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000')
const { main } = load(require.resolve('../dist/command/main.cjs'))
void main(process.argv).then((exitCode) => {
  process.exitCode = exitCode
  keepCompiledCode()
})
