import { useState } from 'preact/hooks'
import type { RelaxationAnswer } from '../engine/protocol.js'
import equation from '../equations/relaxation.tex'
import { Plot, type Series } from '../plot/Plot.js'
import { dragged, rounded } from '../scene/drag.js'
import { subscript } from '../state/knobs.js'
import { change, gasNames, moving, pointEngine, spoken, tree, units } from '../state/lab.js'
import { unitFor } from '../state/units.js'
import { TakeAway } from '../plot/TakeAway.js'
import { Frame } from './Frame.js'
import { nameOfEnd, wordsOnEnd } from './relaxationWords.js'
import { useAnswer } from './useAnswer.js'

export function Relaxation() {
  const [start, setStart] = useState<readonly number[] | null>(null)
  const asked = { tree: tree.value, start: moving.value ? start : null, points: moving.value ? 40 : 120 }
  const answered = useAnswer('relaxation', asked, JSON.stringify(asked))
  const { answer } = answered
  const drop = (populations: readonly number[]): void => {
    void keepStart(populations)
  }
  return (
    <Frame
      equation={equation}
      number="(26)"
      answered={answered}
      look={lookAt(answer)}
      aside={
        answer === null ? null : (
          <dl class="facts">
            <dt>start</dt>
            <dd>{answer.start.map((p) => p.toFixed(3)).join(', ')}</dd>
            <dt>end</dt>
            <dd>{answer.end.populations.map((p) => p.toFixed(3)).join(', ')}</dd>
          </dl>
        )
      }
    >
      {answer === null ? null : (
        <div class="pair">
          {answer.start.length === 3 ? <Triangle answer={answer} setStart={setStart} drop={drop} /> : null}
          <Populations answer={answer} />
          <div class="wide">
            {answer.missing.map((why) => (
              <p key={why} class="label missing">
                {why}
              </p>
            ))}
            <Production answer={answer} />
          </div>
        </div>
      )}
    </Frame>
  )
}

function lookAt(answer: RelaxationAnswer | null): string {
  if (answer === null) return ''
  const several = gasNames.value.length > 1 ? ' Both sums are taken gas by gas.' : ''
  return wordsOnEnd(answer.end) + several
}

/** The study's initial state becomes the one that was dragged to, so that the command starts there too. */
async function keepStart(populations: readonly number[]): Promise<void> {
  const { density } = await pointEngine.ask('mixture', { tree: tree.value, populations })
  change({ ...tree.value, initial: { density } }, 'initial')
  spoken.value = `start at populations ${populations.map((p) => p.toFixed(2)).join(', ')}`
}

function Populations({ answer: { times, populations } }: { answer: RelaxationAnswer }) {
  const xs = times.slice(1)
  const series = populations[0]!
    .slice(0, 6)
    .map((_, k): Series => ({ name: `p${subscript(k)}`, style: k, xs, ys: populations.slice(1).map((p) => p[k]!) }))
  return (
    <Plot
      title="Populations in time"
      height={250}
      x={{ ...timeAxis(), domain: [xs[0]!, xs.at(-1)!] }}
      y={{ label: 'population', scale: 'linear', domain: [0, 1] }}
      series={series}
    />
  )
}

const timeAxis = () => ({ label: 'time', unit: unitFor(units.value, 'time'), scale: 'log' }) as const

/** Sizes, over decades: the violation is negative where it takes back what the currents suggest. */
function Production({ answer: { times, total, schnakenberg, violation } }: { answer: RelaxationAnswer }) {
  const xs = times.slice(1)
  const sizes = (values: readonly (number | null)[]): (number | null)[] =>
    values.slice(1).map((value) => (value === null || value === 0 ? null : Math.abs(value)))
  const all = (
    [
      ['σ', total],
      ['apparent', schnakenberg],
      ['|violation|', violation],
    ] as const
  ).map(([name, values], style): Series => ({ name, style, xs, ys: sizes(values) }))
  const series = all.filter(({ ys }) => ys.some((value) => value !== null))
  if (series.length === 0) return null
  const most = Math.max(...series.flatMap(({ ys }) => ys).filter((value) => value !== null))
  return (
    <Plot
      title="Entropy production in time"
      height={250}
      x={{ ...timeAxis(), domain: [xs[0]!, xs.at(-1)!] }}
      y={{
        label: 'per unit time',
        unit: unitFor(units.value, 'rate'),
        scale: 'log',
        domain: [most * 1e-9, most * 2],
      }}
      series={series}
    />
  )
}

const side = 300,
  depth = (side * Math.sqrt(3)) / 2,
  margin = 34

/** Corners: level 0 left, 1 right, 2 on top. */
const placeOf = ([, p1, p2]: readonly number[]): { x: number; y: number } => ({
  x: margin + side * (p1! + p2! / 2),
  y: margin + depth * (1 - p2!),
})

function populationsAt(x: number, y: number): [number, number, number] {
  const p2 = 1 - (y - margin) / depth,
    p1 = (x - margin) / side - p2 / 2
  const inside = [1 - p1 - p2, p1, p2].map((p) => Math.max(0, p))
  const sum = inside.reduce((all, p) => all + p, 0)
  const [, one, two] = inside.map((p) => rounded(p / sum, 0.001))
  return [rounded(1 - one! - two!, 0.001), one!, two!]
}

interface TriangleProps {
  readonly answer: RelaxationAnswer
  readonly setStart: (populations: readonly number[] | null) => void
  readonly drop: (populations: readonly number[]) => void
}

function Triangle({ answer: { populations, end, start }, setStart, drop }: TriangleProps) {
  const path = populations
    .map((p, i) => {
      const { x, y } = placeOf(p)
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`
    })
    .join(' ')
  const from = placeOf(start),
    to = placeOf(end.populations)
  const grab = dragged(moving, (_, { x, y }) => {
    const next = populationsAt(x, y)
    setStart(next)
    addEventListener(
      'pointerup',
      () => {
        drop(next)
      },
      { once: true },
    )
  })
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, -8], ArrowDown: [0, 8] }[event.key]
    if (step === undefined) return
    event.preventDefault()
    drop(populationsAt(from.x + step[0]!, from.y + step[1]!))
  }
  const corners = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ].map(placeOf)
  return (
    <figure class="plot triangle">
      <svg
        viewBox={`0 0 ${side + 2 * margin} ${depth + 2 * margin}`}
        role="group"
        aria-label="Path of the populations in the triangle"
      >
        <path class="frame" d={`M${corners.map(({ x, y }) => `${x} ${y}`).join(' L')} Z`} />
        {corners.map(({ x, y }, k) => (
          <text key={k} class="corner" x={x} y={k === 2 ? y - 18 : y + 24} text-anchor="middle">{`level ${k}`}</text>
        ))}
        <path class="series s1" d={path} />
        <circle class="goal" cx={to.x} cy={to.y} r="6" />
        <g
          class="grab start"
          role="slider"
          tabindex={0}
          aria-label="populations at the start"
          aria-valuenow={start[0]}
          aria-valuemin={0}
          aria-valuemax={1}
          aria-valuetext={start.map((p) => p.toFixed(2)).join(', ')}
          onKeyDown={keys}
          {...grab}
        >
          <circle cx={from.x} cy={from.y} r="10" />
        </g>
      </svg>
      <figcaption class="legend">
        <span>
          <svg width="16" height="16" aria-hidden="true">
            <circle class="outset" cx="8" cy="8" r="7" />
          </svg>
          start
        </span>
        <span>
          <svg width="16" height="16" aria-hidden="true">
            <circle class="goal" cx="8" cy="8" r="5" />
          </svg>
          end, {nameOfEnd(end)}
        </span>
      </figcaption>
      <TakeAway
        title="Path of the populations"
        table={() => [['p0', 'p1', 'p2'], ...populations.map((p) => p.map(String))]}
      />
    </figure>
  )
}
