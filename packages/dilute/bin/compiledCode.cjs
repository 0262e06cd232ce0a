/**
 * Loads the command with what the engine compiled of it in an earlier call, kept in the user's cache folder:
 * of a point's run a fourth of the time is compiling. Node's own compile cache keeps what is compiled on loading alone,
 * not what is compiled when it is first called. NODE_DISABLE_COMPILE_CACHE=1 turns it off; where nothing can be kept
 * all is compiled each time.
 */
'use strict'
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { homedir } = require('node:os')
const { basename, dirname, join } = require('node:path')
const { getHeapCodeStatistics } = require('node:v8')
const { Script } = require('node:vm')
const { threadId } = require('node:worker_threads')

/** Scripts of this call, and whether their compiled code is that kept. */
const scripts = []
const codeSize = () => getHeapCodeStatistics().bytecode_and_metadata_size
const codeSizeAtStart = codeSize()
/** After what is loaded first, and of how many scripts it is. */
let first = { codeSize: codeSizeAtStart, count: 0 }

/** undefined where nothing is to be kept, or the user has no home. */
const folder = cacheFolder()

function cacheFolder() {
  if (process.env.NODE_DISABLE_COMPILE_CACHE === '1') return undefined
  try {
    const user = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
    return join(user, 'dilute', `node-${process.version}-${process.arch}`)
  } catch {
    return undefined
  }
}

/** What the module exports; it and all that it requires of its folder are loaded from kept code. */
function load(file) {
  const exported = loadFile(file)
  first = { codeSize: codeSize(), count: scripts.length }
  return exported
}

function loadFile(file) {
  if (require.cache[file] !== undefined) return require.cache[file].exports
  const source = readFileSync(file, 'latin1')
  // a script from kept code cannot import
  return source.includes('import(') ? require(file) : run(file, source)
}

function run(file, source) {
  const native = createRequire(file)
  const siblings = (id) => (id.startsWith('./') ? loadFile(join(dirname(file), id)) : native(id))
  const module = { id: file, filename: file, exports: {}, loaded: false, children: [], paths: [] }
  require.cache[file] = module
  compiled(file, source).call(module.exports, module.exports, siblings, module, file, dirname(file))
  module.loaded = true
  return module.exports
}

function compiled(file, source) {
  const key = digest(source)
  const cachedData = kept(file, key)
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData,
  })
  scripts.push({ file, key, script, bytes: script.cachedDataRejected === false ? cachedData.length : undefined })
  return script.runInThisContext()
}

/** Where the code of a file is kept for this subcommand. */
const placeOf = (file) => join(folder, `${process.argv[2]?.match(/^[a-z]+$/)?.[0] ?? ''}.${basename(file)}`)

const digest = (data) => createHash('sha256').update(data, 'latin1').digest()

/** A file is the digests of the source and of the code, then the code: damaged code would end the process. */
function kept(file, key) {
  if (folder === undefined) return undefined
  try {
    const bytes = readFileSync(placeOf(file))
    const code = bytes.subarray(64)
    return key.equals(bytes.subarray(0, 32)) && digest(code).equals(bytes.subarray(32, 64)) ? code : undefined
  } catch {
    return undefined
  }
}

const muchNew = 256 * 1024
const month = 30 * 24 * 3600 * 1000

/** Keeps the code for the next call of the same command, where this one had to compile much of it. */
function keepCompiledCode() {
  if (folder === undefined || (scripts.every(({ bytes }) => bytes !== undefined) && newCode() < muchNew)) return
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    scripts.forEach(keep)
    removeOld()
  } catch {
    // a folder that cannot be written: the next call compiles again
  }
}

/** How much of the code was not kept; a byte of what is loaded later counts like one of what was loaded first. */
function newCode() {
  const bytes = (some) => some.reduce((sum, each) => sum + each.bytes, 0)
  const later = bytes(scripts.slice(first.count)) / bytes(scripts.slice(0, first.count))
  return codeSize() - first.codeSize - later * (first.codeSize - codeSizeAtStart)
}

function keep({ file, key, script }) {
  const at = placeOf(file)
  const code = script.createCachedData()
  const part = `${at}.${process.pid}.${threadId}`
  writeFileSync(part, Buffer.concat([key, digest(code), code]), { mode: 0o600 })
  renameSync(part, at)
}

/** Of versions that are gone. */
function removeOld() {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (statSync(file).mtimeMs < Date.now() - month) rmSync(file, { force: true })
  }
}

module.exports = { keepCompiledCode, load }
