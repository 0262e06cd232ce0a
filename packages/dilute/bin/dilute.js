#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { keepCompiledCode, load } from './compiledCode.cjs'

// Node 20 optimises functions early, at a cost that most code of a short run never pays back; later ones have a compiler in between
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000')
const { main } = load(new URL('../dist/command/main.cjs', import.meta.url))
process.exitCode = await main(process.argv)
keepCompiledCode()
