/**
 * Times of a processor, user and system, never of the clock unless said: what else a shared machine does counts
 * little. Sides that are compared take turns, so that what counts nevertheless counts for all of them.
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { quantile } from 'd3-array'

/** Median and quartiles. */
export function spreadOf(values) {
  const [low, median, high] = [0.25, 0.5, 0.75].map((q) => quantile(values, q))
  return { median, low, high, rounds: values.length }
}

/**
 * A row of a report: slots, each a function of no arguments that gives a time in seconds, all have their turn in
 * every round.
 * @param peers by name: { seconds, label }, or { skipped: why }.
 * @returns `about` with the spread of ours, and of each peer with its ratio, peer ÷ ours round by round (ours ÷ peer
 * where `upon` says so).
 */
export async function compared({ ours, peers = {}, rounds, upon = false, ...about }) {
  const able = Object.entries(peers).filter(([, { skipped }]) => skipped === undefined)
  const times = { ours: [], ...Object.fromEntries(able.map(([name]) => [name, []])) }
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await ours())
    for (const [name, { seconds }] of able) times[name].push(await seconds())
  }
  const ratio = (name) => spreadOf(times[name].map((time, i) => (upon ? times.ours[i] / time : time / times.ours[i])))
  return {
    ...about,
    upon,
    ours: spreadOf(times.ours),
    peers: Object.entries(peers).map(([name, { label, skipped }]) =>
      skipped === undefined ? { name, label, time: spreadOf(times[name]), ratio: ratio(name) } : { name, skipped },
    ),
  }
}

/**
 * Seconds of all threads of this process for one call of `work`, which is repeated until it takes `least` seconds;
 * warm where that is not 0.
 */
export function kernel(work, least = 0.05) {
  let repeats = 1
  while (least > 0 && spent(work, repeats) * repeats < least) repeats *= 2
  return () => spent(work, repeats)
}

function spent(work, repeats) {
  const start = process.cpuUsage()
  for (let i = 0; i < repeats; i++) work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6 / repeats
}

/**
 * Runs a command to its end.
 * @returns { seconds } of processors, all threads and children counted, and { elapsed } by the clock.
 * @throws Error where it fails.
 */
export async function command(program, args, env = {}) {
  const child = spawn('bash', ['-c', 'TIMEFORMAT="%U %S %R"; time "$0" "$@"', program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', ...env },
  })
  let stderr = ''
  child.stderr.on('data', (data) => {
    stderr += data
  })
  const status = await new Promise((resolve) => {
    child.on('close', resolve)
  })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
  const [user, system, elapsed] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return { seconds: user + system, elapsed }
}

/** The largest memory of a command of Node, in MB. */
export async function peakMemory(args) {
  const file = join(tmpdir(), `dilute-peak-${process.pid}`)
  await command(process.execPath, ['--require', fileURLToPath(new URL('peakMemory.cjs', import.meta.url)), ...args], {
    PEAK_MEMORY_FILE: file,
  })
  const kilobytes = Number(readFileSync(file, 'utf8'))
  rmSync(file)
  return kilobytes / 1024
}
