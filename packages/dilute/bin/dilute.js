#!/usr/bin/env node
import module from 'node:module'

// from Node 22.8 on, compiled code is kept from one call to the next
module.enableCompileCache?.()
const { main } = await import('../dist/command/main.js')
process.exitCode = await main(process.argv)
