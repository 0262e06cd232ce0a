/** Numbers and tables of a run, for terminals and pages. */

const prefixes = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
]
/** Two digits, more before the point. */
const digits = (x) => (Math.abs(x) >= 99.5 ? Math.round(x).toString() : x.toPrecision(2))

/** `4.2 ms` */
export function duration(seconds) {
  const [scale, unit] = prefixes.find(([least]) => Math.abs(seconds) >= least) ?? prefixes.at(-1)
  return `${digits(seconds / scale)} ${unit}`
}

const within = ({ low, high }, show) => `${show(low)}–${show(high)}`
export const spread = (times) =>
  times.rounds > 1 ? `${duration(times.median)} (${within(times, duration)})` : duration(times.median)
export const times = (ratio) =>
  ratio.rounds > 1 ? `${digits(ratio.median)} × (${within(ratio, digits)})` : `${digits(ratio.median)} ×`

/** `12 × numpy`, or why not. */
export function peerText({ name, label, time, ratio, skipped }) {
  return skipped === undefined
    ? `${name} ${duration(time.median)}, ${times(ratio)} [${label}]`
    : `${name}: skipped, ${skipped}`
}

/** A row as a line, and a line for each peer and note. */
export function lines({ what, per, ours, peers, notes }) {
  return [
    `${what}: ${spread(ours)} per ${per}`,
    ...peers
      .map(peerText)
      .concat(notes)
      .map((text) => `    ${text}`),
  ].join('\n')
}

/** A case as a table in Markdown. */
export function table({ rows }) {
  const cells = rows.map(({ what, per, ours, peers, notes }) => [
    what,
    `${spread(ours)} per ${per}`,
    peers
      .map(({ name, time, skipped }) =>
        skipped === undefined ? `${name}: ${duration(time.median)}` : `${name}: skipped, ${skipped}`,
      )
      .join('; '),
    peers.flatMap(({ skipped, ratio }) => (skipped === undefined ? [times(ratio)] : [])).join('; '),
    notes.join('; '),
  ])
  return [
    '| what | ours | peer | ratio | |',
    '|---|---|---|---|---|',
    ...cells.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n')
}

export function machineLines({ processor, cores, memory, node, dilute, commit, date, load, numpy }) {
  const blas = numpy.map(
    (about) =>
      `numpy ${about.numpy}, Python ${about.python}, ${about.blas}, OPENBLAS_CORETYPE ${about.coreType}, ` +
      `kernels ${about.kernels ?? 'unknown'}`,
  )
  return [
    `${processor}, ${cores} cores, ${memory}; load at the start ${load.toFixed(1)}`,
    `dilute ${dilute} (${commit}), Node ${node}, ${date}`,
    ...blas,
  ]
}
