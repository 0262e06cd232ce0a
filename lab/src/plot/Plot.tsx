/**
 * A figure of curves as SVG: drawn anew with every change, read by screen readers by its label, taken away as SVG, PNG
 * or CSV.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { inUnit } from '../state/units.js'
import { TakeAway } from './TakeAway.js'
import { keptApart } from './keptApart.js'
import { scaleOf, type AxisOptions, type Scale } from './scales.js'

export interface Series {
  readonly name: string
  /** Which of six colours and dashes. */
  readonly style: number
  readonly xs: readonly number[]
  readonly ys: readonly (number | null)[]
  /** Symbols in place of a line. */
  readonly dots?: boolean
}

export interface PlotProps {
  /** What it shows, for those who do not see it, and the name of its files. */
  readonly title: string
  readonly x: AxisOptions
  readonly y: AxisOptions
  readonly series: readonly Series[]
  /** Levels that are marked across, and values of x that are marked along. */
  readonly rules?: readonly { readonly y: number; readonly text: string }[]
  readonly marks?: readonly { readonly x: number; readonly text: string; readonly kind?: string }[]
  /** Points to be seen, in the style of a series. */
  readonly points?: readonly { readonly x: number; readonly y: number; readonly style: number }[]
  readonly height?: number
  readonly small?: boolean
  readonly children?: (x: Scale, y: Scale) => ComponentChildren
}

const dashes = ['', '8 4', '2 3', '10 4 2 4', '14 4', '6 2 2 2 2 2']

export interface Frame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export function Plot(props: PlotProps) {
  const { title, x, y, series, rules = [], marks = [], points = [], small = false, children } = props
  const [box, width] = useWidth()
  const names = !small && width > 420
  const [frame, xs, ys] = framed(
    { width, height: props.height ?? 340, right: names ? 92 : 14, top: 14, bottom: 46 },
    x,
    y,
  )
  const inside = {
    x: frame.left,
    y: frame.top,
    width: Math.max(0, width - frame.left - frame.right),
    height: frame.height - frame.top - frame.bottom,
  }
  return (
    <figure class="plot" ref={box}>
      <svg
        viewBox={`0 0 ${width} ${frame.height}`}
        width={width}
        height={frame.height}
        role="img"
        aria-label={`${title}. ${spokenSeries(series)}`}
      >
        <rect class="frame" {...inside} />
        <Ticks frame={frame} x={xs} y={ys} />
        <svg {...inside} viewBox={`${inside.x} ${inside.y} ${inside.width} ${inside.height}`}>
          {rules.map(({ y: at, text }) => (
            <g key={text} class="rule">
              <line x1={frame.left} x2={width - frame.right} y1={ys.at(at)} y2={ys.at(at)} />
              <text x={frame.left + 8} y={ys.at(at) - 5}>
                {text}
              </text>
            </g>
          ))}
          {marks.map(({ x: at, text, kind = '' }, i) => (
            <g key={`${text} ${i}`} class={`mark ${kind}`}>
              <line x1={xs.at(at)} x2={xs.at(at)} y1={frame.top} y2={frame.height - frame.bottom} />
              <text x={xs.at(at) + 4} y={frame.top + 14}>
                {text}
              </text>
            </g>
          ))}
          {series.map((one) =>
            one.dots ? (
              <Dots key={one.name} series={one} x={xs} y={ys} />
            ) : (
              <path
                key={one.name}
                class={`series s${one.style % 6}`}
                stroke-dasharray={dashes[one.style % 6]}
                d={line(one, xs, ys)}
              />
            ),
          )}
          {points.map((one, i) => (
            <circle key={i} class={`point s${one.style % 6}`} cx={xs.at(one.x)} cy={ys.at(one.y)} r="5.5" />
          ))}
          {children?.(xs, ys)}
        </svg>
        {names ? <Names series={series} at={width - frame.right + 6} y={ys} frame={frame} /> : null}
      </svg>
      {names || small ? null : <Legend series={series} />}
      {small ? null : <TakeAway title={title} table={() => tableOf(inUnit(x.label, x.unit ?? ''), series)} />}
    </figure>
  )
}

/** The width that there is for a figure. */
export function useWidth() {
  const box = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(560)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.max(200, Math.floor(entry!.contentRect.width)))
    })
    observer.observe(box.current!)
    return () => {
      observer.disconnect()
    }
  }, [])
  return [box, width] as const
}

/** With as much room to the left as the numbers there need. */
function framed(rest: Omit<Frame, 'left'>, x: AxisOptions, y: AxisOptions): [Frame, Scale, Scale] {
  const { width, height, right, top, bottom } = rest
  const ys = scaleOf(y, [height - bottom, top], Math.max(3, Math.round(height / 55)))
  const left = 16 + 7.6 * Math.max(2, ...ys.ticks.map(({ text }) => text.length)) + (y.label === '' ? 0 : 20)
  return [
    { ...rest, left },
    scaleOf(x, [left, width - right], Math.max(3, Math.round((width - left - right) / 90))),
    ys,
  ]
}

export function Ticks({
  frame: { width, height, left, right, top, bottom },
  x,
  y,
}: {
  frame: Frame
  x: Scale
  y: Scale
}) {
  const floor = height - bottom,
    middle = (top + floor) / 2
  return (
    <g class="axis">
      {x.ticks.map(({ at, text }, i) => (
        <g key={i}>
          <line x1={at} x2={at} y1={floor} y2={floor + 5} />
          {text === '' ? null : (
            <text x={at} y={floor + 18} text-anchor="middle">
              {text}
            </text>
          )}
        </g>
      ))}
      {y.ticks.map(({ at, text }, i) => (
        <g key={i}>
          <line x1={left - 5} x2={left} y1={at} y2={at} />
          {text === '' ? null : (
            <text x={left - 8} y={at + 4} text-anchor="end">
              {text}
            </text>
          )}
        </g>
      ))}
      <text class="axis-label" x={(left + width - right) / 2} y={height - 8} text-anchor="middle">
        <AxisLabel of={x} />
      </text>
      <text class="axis-label" transform={`translate(15 ${middle}) rotate(-90)`} text-anchor="middle">
        <AxisLabel of={y} />
      </text>
    </g>
  )
}

/** Units upright, unlike the symbols before them. */
const AxisLabel = ({ of: { label, unit } }: { of: Scale }) => (
  <>
    {label}
    {unit === '' ? null : <tspan class="unit">{` in ${unit}`}</tspan>}
  </>
)

function Dots({ series: { xs, ys, style }, x, y }: { series: Series; x: Scale; y: Scale }) {
  return (
    <g class={`symbols s${style % 6}`}>
      {xs.map((at, i) => (ys[i] === null ? null : <circle key={i} cx={x.at(at)} cy={y.at(ys[i]!)} r="3.2" />))}
    </g>
  )
}

/** Smooth and never beyond its points (Fritsch and Carlson, as d3's monotone curve); broken where there is no value. */
function line({ xs, ys }: Series, x: Scale, y: Scale): string {
  const runs: [number, number][][] = [[]]
  xs.forEach((at, i) => {
    const value = ys[i]
    if (value === null || value === undefined || !Number.isFinite(value)) runs.push([])
    else runs.at(-1)!.push([x.at(at), y.at(value)])
  })
  return runs
    .filter((run) => run.length > 1)
    .map(smooth)
    .join(' ')
}

function smooth(run: readonly [number, number][]): string {
  const slopes = tangents(run)
  const pieces = run.slice(1).map(([x1, y1], i) => {
    const [x0, y0] = run[i]!,
      third = (x1 - x0) / 3
    return `C${x0 + third} ${y0 + third * slopes[i]!} ${x1 - third} ${y1 - third * slopes[i + 1]!} ${x1} ${y1}`
  })
  return `M${run[0]![0]} ${run[0]![1]} ${pieces.join(' ')}`
}

function tangents(run: readonly [number, number][]): number[] {
  const chords = run.slice(1).map(([x, y], i) => (y - run[i]![1]) / (x - run[i]![0]))
  return run.map((_, i) => {
    const [before, after] = [chords[i - 1], chords[i]]
    if (before === undefined || after === undefined) return before ?? after!
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after)
  })
}

const nameHeight = 16

/** At the ends of their curves, kept apart. */
function Names({ series, at, y, frame }: { series: readonly Series[]; at: number; y: Scale; frame: Frame }) {
  const lines = series.filter(({ dots, ys }) => !dots && ys.some((value) => value !== null))
  const wanted = lines
    .map(({ ys, style, name }) => ({ name, style, y: y.at(ys.findLast((value) => value !== null) ?? 0) }))
    .sort((a, b) => a.y - b.y)
  const places = keptApart(
    wanted.map((one) => one.y),
    nameHeight,
    [frame.top, frame.height - frame.bottom],
  )
  const placed = wanted.map((one, i) => ({ ...one, y: places[i]! }))
  return (
    <g class="names">
      {placed.map(({ name, style, y: top }) => (
        <text key={name} class={`s${style % 6}`} x={at} y={top + 4}>
          {name}
        </text>
      ))}
    </g>
  )
}

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <figcaption class="legend">
      {series
        .filter(({ dots }) => !dots)
        .map(({ name, style }) => (
          <span key={name} class={`s${style % 6}`}>
            <svg width="26" height="8" aria-hidden="true">
              <line class={`series s${style % 6}`} stroke-dasharray={dashes[style % 6]} x1="0" x2="26" y1="4" y2="4" />
            </svg>
            {name}
          </span>
        ))}
    </figcaption>
  )
}

const spokenSeries = (series: readonly Series[]): string =>
  series
    .slice(0, 6)
    .map(({ name, ys }) => {
      const [first, last] = [ys.find((y) => y !== null), ys.findLast((y) => y !== null)]
      return `${name} from ${first?.toPrecision(3) ?? 'nothing'} to ${last?.toPrecision(3) ?? 'nothing'}`
    })
    .join('; ')

function tableOf(x: string, series: readonly Series[]): string[][] {
  const xs = [...new Set(series.flatMap((one) => one.xs))].sort((a, b) => a - b)
  const columns = series.map((one) => new Map(one.xs.map((at, i) => [at, one.ys[i]])))
  return [
    [x, ...series.map(({ name }) => name)],
    ...xs.map((at) => [String(at), ...columns.map((column) => String(column.get(at) ?? ''))]),
  ]
}
