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
  points: {
    title: 'a map of three dots, seconds of a processor',
    x: 'points',
    curves: (results) => grown(results, 'maps', ({ growth }) => growth),
  },
  amplitudes: {
    title: 'an amplitude problem',
    x: 'levels',
    ticks: [3, 4, 6, 8],
    curves: (results) => grown(results, 'amplitudes', () => 1),
  },
  levels: {
    title: 'a ring of N levels',
    x: 'levels',
    ticks: [3, 10, 30, 100, 400],
    curves: (results) =>
      rowsOf(results, 'levels').map(({ growth, curve, ours }) => ({ x: growth, y: ours.median, curve })),
  },
  workers: {
    title: 'a map of eight dots, by the clock',
    x: 'workers',
    ticks: [1, 2],
    curves: (results) =>
      rowsOf(results, 'workers')
        .filter(({ per }) => per === 'run')
        .flatMap(({ ours, peers }) => [
          { x: 1, y: peers[0].time.median, curve: 'measured' },
          { x: 2, y: ours.median, curve: 'measured' },
          { x: 1, y: peers[0].time.median, curve: 'half' },
          { x: 2, y: peers[0].time.median / 2, curve: 'half' },
        ]),
  },
}

export const rowsOf = ({ cases }, name) => cases.find((one) => one.name === name)?.rows ?? []

/** Ours and every peer along what grows. */
function grown(results, name, scale) {
  return rowsOf(results, name)
    .filter(({ growth }) => growth !== undefined)
    .flatMap((row) => [
      { x: row.growth, y: row.ours.median * scale(row), curve: 'dilute' },
      ...row.peers
        .filter(({ time }) => time)
        .map((peer) => ({
          x: row.growth,
          y: peer.time.median * scale(row),
          curve: curveNames[peer.name] ?? peer.name,
        })),
    ])
}

const curveNames = { expert: 'numpy, vectorised', physicist: 'numpy, point by point', limit: 'C' }

const size = { width: 600, height: 360, marginLeft: 64, marginRight: 170, marginTop: 30, marginBottom: 44 }

async function draw(title, x, ticks, points) {
  const plot = await import('@observablehq/plot')
  const names = [...new Set(points.map(({ curve }) => curve))]
  const domain = [min(points, ({ y }) => y) / 1.5, max(points, ({ y }) => y) * 1.5]
  const marks = decades(domain)
  const svg = plot.plot({
    ...size,
    document: await nodeDocument(),
    style: {
      fontFamily: "'STIX Two Text', 'Times New Roman', serif",
      fontSize: 13,
      background: 'white',
      color: '#1a1a1a',
    },
    x: {
      type: 'log',
      label: x,
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: ticks ?? [...new Set(points.map((point) => point.x))],
      tickFormat: count,
    },
    y: { type: 'log', label: title, labelArrow: 'none', domain, ticks: marks, tickFormat: duration, grid: true },
    color: { domain: names, range: colors },
    marks: [
      plot.frame({ strokeOpacity: 0.4 }),
      plot.line(points, { x: 'x', y: 'y', stroke: 'curve', strokeWidth: 1.7 }),
      plot.dot(points, { x: 'x', y: 'y', fill: 'curve', r: 3 }),
      plot.text(labels(points, names, domain), {
        x: 'x',
        y: 'y',
        text: 'curve',
        fill: 'curve',
        textAnchor: 'start',
        dx: 8,
      }),
    ],
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}

/** The name of every curve at its end, one below another where ends are near. */
function labels(points, names, [low, high]) {
  const line = (high / low) ** (16 / (size.height - size.marginTop - size.marginBottom))
  const ends = names.map((name) => points.findLast(({ curve }) => curve === name)).sort((a, b) => b.y - a.y)
  const placed = []
  for (const end of ends) {
    const above = placed.findLast(({ x }) => x === end.x)
    placed.push({ ...end, y: Math.min(end.y, above ? above.y / line : Infinity) })
  }
  return placed
}

/** Powers of ten, and twice and five times these where there are few. */
function decades([low, high]) {
  const between = Math.log10(high / low)
  const first = Math.floor(Math.log10(low))
  return Array.from({ length: Math.ceil(between) + 2 }, (_, i) => 10 ** (first + i))
    .flatMap((power) => (between < 2 ? [power, 2 * power, 5 * power] : [power]))
    .filter((value) => value >= low && value <= high)
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const count = (n) => (n >= 1000 && Number.isInteger(Math.log10(n)) ? `10${superscripts[Math.log10(n)]}` : String(n))
