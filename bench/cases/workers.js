/**
 * What dividing the work costs and gains, by the clock: eight levels, pieces of about 50 ms for the cost, of about
 * half a second for the gain. The cost is that beyond the work alone in a thread as fresh as the runner's own.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { secondsAlone } from '../alone.js'
import { folder } from '../peers.js'

export const title = 'Pieces and workers, by the clock'
const worker = new URL('../../packages/dilute/bin/pieceWorker.cjs', import.meta.url)
const study = {
  system: { ring: { sites: 8, tunneling: -0.5, flux: 0.75 } },
  gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
  interaction: { contact: { strengths: [1, 0.7, 1.5, 0.9, 1.2, 0.6, 1.4, 0.8] } },
  record: ['violation'],
  tolerance: 1e-8,
  sweep: [
    { set: 'system.ring.flux', from: 0.55, to: 0.95, points: 40_000 },
    { set: 'interaction.contact.strengths.1', from: 0.2, to: 2, points: 100 },
  ],
}

export async function* rows({ quick, internals }) {
  const rounds = 3
  const job = jobFor(internals)
  const point = await secondsOfPoint(job)
  const sizes = { short: Math.round(0.05 / point), long: Math.round((quick ? 0.1 : 0.5) / point) }
  const few = quick ? 4 : 40
  const here = { label: 'in this thread, nothing written', seconds: () => secondsAlone(job, sizes.short, few) }
  const both = { label: 'in two threads at once, nothing written', seconds: () => inBoth(job, sizes.short, few) }
  for (const [runner, alone] of [
    [internals.inline, here],
    [internals.threads(2, worker), both],
  ]) {
    yield {
      what: `pieces of 50 ms, ${few} of ${sizes.short} points, ${runner.name}`,
      per: 'piece',
      rounds,
      upon: true,
      ours: () => paced(job, runner, sizes.short, few),
      peers: { 'the work alone': alone },
    }
  }
  const pieces = quick ? 4 : 30
  const one = { label: 'this thread', seconds: () => whole(job, internals.inline, sizes.long, pieces) }
  yield {
    what: `two workers, ${pieces} pieces of ${sizes.long} points`,
    per: 'run',
    rounds,
    ours: () => whole(job, internals.threads(2, worker), sizes.long, pieces),
    peers: { 'one worker': one },
  }
}

function jobFor(internals) {
  const read = internals.readStudy(JSON.stringify(study), { file: 'study.json' })
  const { points } = internals.planOf(read)
  const job = internals.jobOf({ ...read, text: JSON.stringify(study), file: 'study.json', set: [] }, points)
  const store = async (perPiece) => {
    const directory = mkdtempSync(join(folder, 'store-'))
    const made = internals.storeFor(directory, read.config, job, { points, perPiece })
    await internals.beginStore(made)
    return made
  }
  return { job, work: internals.pieceWork(job), store }
}

async function secondsOfPoint({ work }) {
  await work({ begin: 0, end: 40_000 })
  const start = performance.now()
  await work({ begin: 40_000, end: 60_000 })
  return (performance.now() - start) / 1000 / 20_000
}

/** Seconds a piece of two threads at work, this one and another. */
async function inBoth(job, perPiece, pieces) {
  const [one, other] = await Promise.all([inThread(job, perPiece, pieces), secondsAlone(job, perPiece, pieces)])
  return (one + other) / 4
}

function inThread({ job }, perPiece, pieces) {
  const thread = new Worker(new URL('../alone.js', import.meta.url), { workerData: { job, perPiece, pieces } })
  return new Promise((resolve, reject) => {
    thread.once('message', resolve).once('error', reject)
  })
}

/** Seconds from one piece to the next when a runner computes and stores them, once all its threads are at work. */
async function paced(job, runner, perPiece, pieces) {
  const ends = []
  await stored(job, runner, perPiece, pieces, () => {
    ends.push(performance.now())
  })
  const first = Math.floor(pieces / 4)
  return (ends.at(-1) - ends[first]) / 1000 / (pieces - 1 - first)
}

/** Seconds of all, start and end of threads included. */
async function whole(job, runner, perPiece, pieces) {
  const start = performance.now()
  await stored(job, runner, perPiece, pieces)
  return (performance.now() - start) / 1000
}

async function stored(job, runner, perPiece, pieces, onPiece) {
  const store = await job.store(perPiece)
  await runner.run(
    store,
    Array.from({ length: pieces }, (_, piece) => piece),
    { onPiece },
  )
  rmSync(store.folder, { recursive: true })
}
