/** docs/performance.md: every number of it comes from a run's results. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { plots, rowsOf } from './plots.js'
import { duration, machineLines, table, times } from './report.js'

const docs = new URL('../docs/', import.meta.url)
const folder = new URL('performance/', docs)
export const resultsFile = new URL('results.json', folder)
const pageFile = new URL('performance.md', docs)

/** Writes the page, its figures, and the results it is made of. */
export async function writePage(results) {
  const drawn = await plots(results)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 1)}\n`)
  for (const [name, svg] of Object.entries(drawn)) writeFileSync(new URL(`${name}.svg`, folder), svg)
  writeFileSync(pageFile, page(results, Object.keys(drawn)))
}

export const readResults = () => JSON.parse(readFileSync(resultsFile, 'utf8'))

/** @param figures the names of those that are there. */
export function page(results, figures) {
  const sections = results.cases.map((one) => section(one, results, figures))
  return [head(results), ...sections].join('\n\n').concat('\n')
}

const small = `A small run, \`--quick\`: one round, and sizes at which most of a command is its start. Not for
comparison; a full run is \`npm run bench -- --docs\`.

`

const head = ({ machine, seconds, quick }) => `# Performance

${machineLines(machine).join('\\\n')}

${quick ? small : ''}\`npm run bench\` measures all of this again (${Math.ceil(seconds / 60)} min here);
\`npm run bench -- CASE\` a part of it, \`--quick\` everything small, \`--docs\` writes this page, its figures and
[results.json](performance/results.json), from which every number here is taken.

Times are of a processor, user and system, all threads of a process together, unless it says by the clock. Ours and a
peer's take turns in one run; a ratio is peer ÷ ours, round by round, where not said otherwise. Numbers are medians
with quartiles. numpy has one thread, and for every row the fastest of the interpreters and OPENBLAS_CORETYPEs above,
found by a trial. "Expert" is numpy over all strengths and energies in one batch, "physicist" numpy a point and an
energy at a time; both use fixed nodes and know nothing of their errors, ours gives an error with each number. "Limit"
is a C program of a few lines for one number of levels, its energies in the lanes of the processor's vectors.`

function section({ name, title, rows }, results, figures) {
  const figure = figureOf[name]
  const about = texts[name]?.(results)
  return [
    `## ${title}`,
    ...(about ? [about] : []),
    ...(figures.includes(figure) ? [`![${captions[figure]}](performance/${figure}.svg)`] : []),
    table({ rows }),
  ].join('\n\n')
}

const figureOf = { maps: 'points', amplitudes: 'amplitudes', levels: 'levels', workers: 'workers' }
const captions = {
  points: 'Processor time of a map against its points, log–log: dilute and numpy',
  amplitudes: 'Time of an amplitude problem against levels, log–log',
  levels: 'Time of rates, and of amplitudes at one energy, against levels, log–log',
  workers: 'Time by the clock against workers',
}

/** What there is to say of a case, with its numbers. */
const texts = {
  maps: (results) => {
    const grown = rowsOf(results, 'maps').filter(({ growth }) => growth !== undefined)
    const [first, last] = [grown[0], grown.at(-1)]
    const beside = last.peers.find(({ ratio }) => ratio)
    const numpy = beside ? `, where numpy vectorised takes ${times(beside.ratio)} as long` : ''
    const [few, many] = [first, last].map(({ growth }) => growth.toLocaleString('en'))
    return [
      'Whole commands, `dilute run STUDY --out DIR`, start and all files included; tolerance 10⁻⁸. Three dots at one',
      `point take ${duration(last.ours.median)} a point in a map of ${many}${numpy};`,
      `a map of ${few} takes ${duration(first.ours.median * first.growth)}, start included.`,
    ].join('\n')
  },
  amplitudes:
    () => `One problem is t = (1 − VG)⁻¹V at one energy and its part in all rates. Ours is what a point of a map
takes, errors and the search for poles included, divided by its energies.`,
  rings: () => `An inverse of N × N numbers an energy. The table that is ours chooses its energies until its errors are
below 10⁻⁸; numpy has fixed ones.`,
  workers: () => `What a runner adds, from one piece to the next, computed, written to disk and synchronised: ratios are
ours ÷ the work alone. Then all of a run, start and end of the threads included.`,
  commands: () => 'Ratios to an empty Node are ours ÷ Node.',
}
