/** The levels with their populations, arrows as wide as the currents, and one trajectory as a marker that turns. */
import type { Point } from '../engine/protocol.js'
import { useEffect, useRef } from 'preact/hooks'
import { point, stale } from '../state/lab.js'
import { subscript } from '../state/knobs.js'
import { shown } from '../plot/words.js'
import { tellJump } from './jumps.js'
import { everyFrame, playing, togglePlaying } from './motion.js'
import { currentsOf, hasJumps, level, play, turns, type Current } from './trajectory.js'

const width = 420,
  height = 320,
  bar = 132,
  margin = 10

/** Where a level's line ends towards the middle, and which way that is. */
interface Place {
  readonly side: 1 | -1
  readonly x: number
  readonly y: number
}

export function Levels() {
  const now = point.value
  return (
    <section class="card levels" aria-labelledby="levels-title">
      <h2 id="levels-title">
        Levels and currents{now?.units === undefined ? '' : `, energies in ${now.units.energy}`}
      </h2>
      <div class={`stage ${stale.value ? 'stale' : ''}`}>{now === null ? null : <Diagram point={now} />}</div>
      <TurnCount />
    </section>
  )
}

/** Levels by their energy, kept apart; even ones to the left, odd ones to the right, so that loops are seen. */
export function levelPlaces(levels: readonly number[]): Place[] {
  const [low, high] = [levels[0]!, levels.at(-1)!]
  const apart = Math.min(34, (height - 70) / Math.max(1, levels.length - 1))
  const ys = levels.map((energy) => height - 44 - ((energy - low) / (high - low || 1)) * (height - 90))
  for (let k = 1; k < ys.length; k++) ys[k] = Math.min(ys[k]!, ys[k - 1]! - apart)
  return ys.map((y, k) => ({ side: k % 2 === 0 ? 1 : -1, x: k % 2 === 0 ? margin + bar : width - margin - bar, y }))
}

function Diagram({ point: solved }: { point: Point }) {
  const { levels, levelsError, stationary, detailedBalance } = solved
  const places = levelPlaces(levels)
  const arrows = arrowsOf(solved)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={aloud(levels, arrows)} class="level-diagram">
      <defs>
        <marker
          id="tip"
          viewBox="0 0 8 8"
          refX="5"
          refY="4"
          markerWidth="15"
          markerHeight="15"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M 0 0 L 8 4 L 0 8 z" class="arrow-tip" />
        </marker>
      </defs>
      {places.map((place, k) => (
        <Level
          key={k}
          index={k}
          place={place}
          energy={roundedTo(levels[k]!, levelsError[k]!)}
          population={stationary.populations[k] ?? null}
        />
      ))}
      {arrows.map((arrow) => (
        <CurrentArrow
          key={`${arrow.from} ${arrow.to}`}
          arrow={arrow}
          from={places[arrow.from]!}
          to={places[arrow.to]!}
        />
      ))}
      {arrows.length > 0 ? null : (
        <text class="still" x={width / 2} y={height - 4}>
          {detailedBalance.holds === true ? 'No currents: detailed balance holds' : 'No current is told from zero'}
        </text>
      )}
      {hasJumps(solved) ? <Marker places={places} /> : null}
    </svg>
  )
}

function Level({
  index,
  place: { x, y, side },
  energy,
  population,
}: {
  index: number
  place: Place
  energy: number
  population: number | null
}) {
  const left = side === 1 ? x - bar : x
  return (
    <g class="level">
      <rect class="population" x={left} y={y} width={bar * (population ?? 0)} height="9" />
      <line x1={left} x2={left + bar} y1={y} y2={y} />
      <text x={left + 2} y={y - 7}>{`E${subscript(index)} = ${short(energy)}`}</text>
      <text class="quiet" x={left + 2} y={y + 24}>
        {population === null ? '' : `p = ${short(population)}`}
      </text>
    </g>
  )
}

/** Zero where its error does not tell it from zero. */
const roundedTo = (value: number, error: number): number => (Math.abs(value) <= error ? 0 : value)

interface Arrow extends Current {
  /** Of the largest there is. */
  readonly share: number
}

const mostArrows = 24

function arrowsOf(point: Point): Arrow[] {
  const found = currentsOf(point)
  const most = Math.max(...found.map(({ current }) => current))
  return found
    .map((one) => ({ ...one, share: one.current / most }))
    .filter(({ share }) => share > 1e-3)
    .sort((a, b) => b.share - a.share)
    .slice(0, mostArrows)
}

const aloud = (levels: readonly number[], arrows: readonly Arrow[]): string =>
  `${levels.length} levels; ${
    arrows.length === 0
      ? 'no currents'
      : arrows
          .slice(0, 6)
          .map(({ from, to, current }) => `current ${current.toPrecision(3)} from level ${from} to level ${to}`)
          .join(', ')
  }`

/**
 * Bent to the right of its way, so that opposite ones stay apart; dashes move along it as fast as the current is large.
 */
function CurrentArrow({ arrow: { current, share }, from, to }: { arrow: Arrow; from: Place; to: Place }) {
  const path = useRef<SVGPathElement>(null)
  const offset = useRef(0)
  const d = arrowPath(from, to)
  const moves = playing.value
  useEffect(() => {
    return moves
      ? everyFrame((seconds) => {
          offset.current -= seconds * 46 * Math.sqrt(share)
          path.current?.setAttribute('stroke-dashoffset', offset.current.toFixed(1))
        })
      : undefined
  }, [moves, share])
  const w = 2 + 7 * Math.sqrt(share)
  return (
    <g class="current">
      <title>{`${current.toPrecision(4)} per unit time`}</title>
      <path class="under" d={d} stroke-width={w} />
      <path ref={path} class="flow" d={d} stroke-width={Math.max(1.5, w - 2.5)} stroke-dasharray="5 11" />
      <path class="head" d={d} stroke-width="0.1" marker-end="url(#tip)" />
    </g>
  )
}

/** From the end of one line to that of another: around on one side, leaning out on the way to the other. */
function arrowPath(from: Place, to: Place): string {
  const up = Math.sign(to.y - from.y)
  if (from.side === to.side)
    return around(
      from.x + from.side * 9,
      from.y + up * 15,
      to.y - up * 15,
      from.side * Math.min(44, Math.abs(to.y - from.y) / 3),
    )
  const [x1, x2] = [from.x + from.side * 9, to.x + to.side * 9],
    lean = (x2 - x1) * 0.45
  return `M ${x1} ${from.y} C ${x1 + lean} ${from.y}, ${x2 - lean} ${to.y}, ${x2} ${to.y}`
}

const around = (x: number, y1: number, y2: number, out: number): string =>
  `M ${x} ${y1} C ${x + out} ${y1 + (y2 - y1) * 0.25}, ${x + out} ${y2 - (y2 - y1) * 0.25}, ${x} ${y2}`

const jumpLasts = 0.22

/** Glides from level to level. */
function Marker({ places }: { places: readonly Place[] }) {
  const ball = useRef<SVGCircleElement>(null)
  const now = useRef(places)
  now.current = places
  const moves = playing.value
  useEffect(() => {
    let from = level.peek(),
      since = Infinity
    const show = (): void => {
      const [a, b] = [now.current[from], now.current[level.peek()]]
      if (a === undefined || b === undefined) return
      const t = Math.min(1, since / jumpLasts),
        [x1, x2] = [a.x - a.side * (bar / 2), b.x - b.side * (bar / 2)]
      ball.current?.setAttribute('cx', (x1 + (x2 - x1) * t + Math.sin(Math.PI * t) * 24).toFixed(1))
      ball.current?.setAttribute('cy', (a.y + (b.y - a.y) * t).toFixed(1))
    }
    show()
    return moves
      ? everyFrame((seconds) => {
          since += seconds
          for (const jump of play(seconds)) {
            ;[from, since] = [jump.from, 0]
            tellJump(jump)
          }
          show()
        })
      : level.subscribe(show)
  }, [moves])
  return <circle ref={ball} class="marker" r="6.5" />
}

function TurnCount() {
  const { forward, backward, edge } = turns.value
  const jumps = point.value === null || hasJumps(point.value)
  return (
    <div class="turns">
      <button type="button" class="quiet" aria-pressed={!playing.value} onClick={togglePlaying}>
        {playing.value ? 'Pause' : 'Play'}
      </button>
      <p>
        {edge === null || !jumps ? (
          jumps ? (
            'No loop to count.'
          ) : (
            'Equal levels share coherences: no trajectory of jumps between them.'
          )
        ) : (
          <>
            <span class="label">{`one trajectory, ${edge.from} → ${edge.to}:`}</span>{' '}
            <output>{`${forward} − ${backward} = ${shown(forward - backward)}`}</output>{' '}
            <span class="label">{Math.abs(forward - backward) === 1 ? 'turn' : 'turns'}</span>
          </>
        )}
      </p>
    </div>
  )
}

const short = (value: number): string => shown(Number(value.toPrecision(3)))
