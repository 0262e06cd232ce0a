/**
 * Maps of the largest |ln I| over the flux of a ring and the strength of one dot: whole commands, from the study to
 * the files, for one point.
 */
import { fileURLToPath } from 'node:url'
import { max } from 'd3-array'
import { column, runSweep } from '../dilute.js'
import { command } from '../measure.js'
import { fastest, folder } from '../peers.js'
import { duration } from '../report.js'

export const title = 'Maps'
const program = fileURLToPath(new URL('../peers/maps.py', import.meta.url))
const three = {
  sites: 3,
  tunneling: -1 / (2 * Math.sqrt(3)),
  strengths: [1, 0.7, 1.5],
  strength: [0.2, 2],
  nodes: [24, 40],
}
const four = { ...three, sites: 4, tunneling: -0.5, strengths: [1, 0.7, 1.5, 0.9] }
const eight = { ...four, sites: 8, strengths: [1, 0.7, 1.5, 0.9, 1.2, 0.6, 1.4, 0.8] }
/** Nodes with which numpy reaches about 10⁻⁶ or better at these distances. */
const distances = [
  [0.3, [24, 40]],
  [1, [24, 48]],
  [3, [100, 240]],
  [10, [200, 500]],
]

export async function* rows({ quick, servers }) {
  const small = quick ? 400 : Infinity
  for (const points of quick ? [400] : [1e3, 1e4, 1e5, 1e6]) {
    yield map({
      what: `three dots at one point, ${points} points`,
      growth: points,
      model: three,
      points,
      theirs: Math.min(points, 1e5),
      rounds: points < 1e5 ? 5 : 3,
      servers,
      physicist: points <= 1e4,
      memory: points >= 1e5,
    })
  }
  const resonant = Math.min(small, 1e6)
  yield map({
    what: `V = (−1, v, −1.5), v = −2…2, ${resonant} points`,
    model: { ...three, strengths: [-1, 0, -1.5], strength: [-2, 2] },
    points: resonant,
  })
  yield map({
    what: `V = (−1, −1 + v, −1), v = −0.2…0.2, ${resonant} points`,
    model: { ...three, strengths: [-1, -1, -1], strength: [-1.2, -0.8] },
    points: resonant,
  })
  yield map({
    what: `four dots at one point, ${resonant} points`,
    model: four,
    points: resonant,
    theirs: Math.min(small, 1e4),
    servers,
    memory: true,
  })
  const drawn = Math.min(small, 1e5)
  yield map({
    what: `flux and strength drawn at random, ${drawn} points`,
    model: three,
    points: drawn,
    sample: 'random',
  })
  yield map({
    what: `eight dots at one point, ${Math.min(small, 1e4)} points`,
    model: eight,
    points: Math.min(small, 1e4),
    theirs: Math.min(small, 1e3),
    rounds: 3,
    servers,
  })
  for (const [distance, nodes] of quick ? distances.slice(0, 1) : distances) {
    const model = { ...three, positions: [0, distance, 2 * distance], nodes }
    const points = quick ? 16 : await affordable(model, 1e4)
    const what = `three dots, each ${distance} from the next, ${points} points`
    yield map({ what, model, points, theirs: quick ? 16 : 400, rounds: 3, servers })
  }
}

/** As many points of a map as take some seconds beyond the start, at most so many. */
async function affordable(model, most) {
  const [few, more] = [16, 400]
  const start = await runSweep(studyOf(model, few)).seconds()
  const point = ((await runSweep(studyOf(model, more)).seconds()) - start) / (more - few)
  return point <= 0 ? most : Math.min(most, side(5 / point) ** 2)
}

async function map({
  what,
  growth,
  model,
  points,
  sample,
  theirs,
  rounds = 1,
  servers,
  physicist = false,
  memory = false,
}) {
  const study = runSweep(studyOf(model, points, sample))
  const count = sample ? points : side(points) ** 2
  const peers = {
    ...(theirs === undefined ? {} : { expert: await expert(model, theirs, servers) }),
    ...(physicist ? { physicist: await physicistOf(model, servers) } : {}),
  }
  return {
    what,
    growth,
    per: 'point',
    rounds,
    peers,
    ours: async () => (await study.seconds()) / count,
    notes: async ({ ours }) => [
      `${duration(ours.median * count)} in all`,
      ...(memory ? [`at most ${Math.round(await study.megabytes())} MB`] : []),
      ...(theirs === undefined ? [] : await apart(model, servers)),
    ],
  }
}

/** numpy vectorised, as a command. */
async function expert(model, points, servers) {
  const best = await fastest(servers, [{ module: 'maps', call: 'expert', args: peerMap(model, Math.min(points, 100)) }])
  if (best.skipped) return best
  const args = [program, 'expert', JSON.stringify(peerMap(model, points)), `${folder}map.npy`]
  return {
    ...best,
    seconds: async () => (await command(best.server.python, args, best.server.env)).seconds / side(points) ** 2,
  }
}

/** numpy a point after another, without the start of Python. */
async function physicistOf(model, servers) {
  const best = await fastest(servers, [{ module: 'maps', call: 'physicist', args: peerMap(model, 16) }])
  return best.skipped ? best : { ...best, seconds: async () => (await best.seconds()) / 16 }
}

/** How far both maps lie apart, and numpy's from its own with three times the nodes. */
async function apart(model, servers) {
  if (servers.length === 0) return []
  const ask = async (nodes) =>
    (
      await servers[0].ask({ module: 'maps', call: 'expert', args: { ...peerMap(model, 16), nodes }, value: true })
    ).value.flat()
  const [value, finer] = [await ask(model.nodes), await ask(model.nodes.map((n) => 3 * n))]
  await runSweep(studyOf(model, 16)).seconds()
  const ours = await column('violation')
  const largest = (one, other) => max(one, (x, i) => Math.abs(x - other[i])).toExponential(0)
  return [
    `apart from numpy by ${largest(ours, value)}, from numpy with three times the nodes by ${largest(ours, finer)}`,
  ]
}

const side = (points) => Math.round(Math.sqrt(points))

function studyOf({ sites, tunneling, strengths, strength: [from, to], positions }, points, sample) {
  const flux = { set: 'system.ring.flux', from: 0.01, to: 1.49 }
  const strength = { set: 'interaction.contact.strengths.1', from, to }
  return {
    system: { ring: { sites, tunneling, flux: 0.75 } },
    gas: { dimension: 1, mass: 1, density: 1, beta: 2 },
    interaction: { contact: { strengths, ...(positions ? { positions } : {}) } },
    record: ['violation'],
    tolerance: 1e-8,
    sweep: sample
      ? [{ together: [flux, strength], points, sample }]
      : [flux, strength].map((axis) => ({ ...axis, points: side(points) })),
  }
}

const peerMap = ({ sites, tunneling, strengths, strength, positions = null, nodes }, points) => ({
  sites,
  tunneling,
  strengths,
  positions,
  nodes,
  beta: 2,
  dot: 1,
  flux: [0.01, 1.49, side(points)],
  strength: [...strength, side(points)],
})
