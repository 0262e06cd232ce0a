/** The figures of docs/performance.md, log–log, from the rows of a run. */
import { max, min } from 'd3-array'
import { nodeDocument } from 'dilute/node'
import { duration } from './report.js'

const colors = ['#0067a5', '#b84300', '#007a58', '#a8407c']

/** @returns by name of file: SVG text, of those that there are rows for. */
export async function plots(results) {
  const drawn = {}
  for (const [name, { title, x, ticks, curves }] of Object.entries(figures)) {
    const points = curves(results).filter(({ y }) => y > 0)
    if (new Set(points.map((point) => point.x)).size > 1) drawn[name] = await draw(title, x, ticks, points)
  }
  return drawn
}

const figures = {
  points: { title: 'a map of three dots, seconds of a processor', x: 'points', curves: (results) => grown(results, 'maps', ({ growth }) => growth) },
  amplitudes: { title: 'an amplitude problem', x: 'levels', ticks: [3, 4, 6, 8], curves: (results) => grown(results, 'amplitudes', () => 1) },
  levels: {
    title: 'a ring with dots at one point', x: 'levels', ticks: [3, 10, 30, 100, 400],
    curves: (results) => rowsOf(results, 'levels').map(({ growth, per, ours }) => ({ x: growth, y: ours.median, curve: per === 'energy' ? 'amplitudes at one energy' : 'all rates at one β' })),
  },
  workers: {
    title: 'a map of eight dots, by the clock', x: 'workers', ticks: [1, 2],
    curves: (results) => rowsOf(results, 'workers').filter(({ per }) => per === 'run').flatMap(({ ours, peers }) => [
      { x: 1, y: peers[0].time.median, curve: 'measured' }, { x: 2, y: ours.median, curve: 'measured' },
      { x: 1, y: peers[0].time.median, curve: 'half' }, { x: 2, y: peers[0].time.median / 2, curve: 'half' },
    ]),
  },
}

export const rowsOf = ({ cases }, name) => cases.find((one) => one.name === name)?.rows ?? []

/** Ours and every peer along what grows. */
function grown(results, name, scale) {
  return rowsOf(results, name).filter(({ growth }) => growth !== undefined).flatMap((row) => [
    { x: row.growth, y: row.ours.median * scale(row), curve: 'dilute' },
    ...row.peers.filter(({ time }) => time).map((peer) => ({ x: row.growth, y: peer.time.median * scale(row), curve: curveNames[peer.name] ?? peer.name })),
  ])
}

const curveNames = { expert: 'numpy, vectorised', physicist: 'numpy, point by point', limit: 'C' }

async function draw(title, x, ticks, points) {
  const plot = await import('@observablehq/plot')
  const names = [...new Set(points.map(({ curve }) => curve))]
  const end = (name) => points.filter(({ curve }) => curve === name).at(-1)
  const common = { x: 'x', y: 'y', stroke: 'curve' }
  const svg = plot.plot({
    document: await nodeDocument(), width: 600, height: 360, marginLeft: 60, marginRight: 160, marginTop: 34, marginBottom: 42,
    style: { fontFamily: "'STIX Two Text', 'Times New Roman', serif", fontSize: 13, background: 'white', color: '#1a1a1a' },
    x: { type: 'log', label: x, ticks, tickFormat: count, nice: false },
    y: { type: 'log', label: title, domain: [min(points, ({ y }) => y) / 1.5, max(points, ({ y }) => y) * 1.5], ticks: 6, tickFormat: tick, grid: true },
    color: { domain: names, range: colors },
    marks: [
      plot.line(points, { ...common, strokeWidth: 1.7 }), plot.dot(points, { x: 'x', y: 'y', fill: 'curve', r: 3 }),
      plot.text(names.map((name) => ({ ...end(name), curve: name })), { x: 'x', y: 'y', text: 'curve', fill: 'curve', textAnchor: 'start', dx: 8 }),
    ],
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const count = (n) => (n >= 1000 && Number.isInteger(Math.log10(n)) ? `10${[...String(Math.log10(n))].map((digit) => superscripts[digit]).join('')}` : String(n))
const tick = (seconds) => (Number(seconds.toExponential(0).split('e')[0]) === 1 && Math.abs(Math.log10(seconds) % 1) < 1e-9 ? duration(seconds) : '')
