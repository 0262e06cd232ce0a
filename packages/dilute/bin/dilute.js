#!/usr/bin/env node
import module from 'node:module'
import { setFlagsFromString } from 'node:v8'

// Node 20 optimises functions early, at a cost that most code of a short run never pays back; later ones have a compiler in between
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000')
// from Node 22.8 on, compiled code is kept from one call to the next
module.enableCompileCache?.()
const { main } = await import('../dist/command/main.js')
process.exitCode = await main(process.argv)
