import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Choice } from '../controls/Controls.js'
import { duration } from '../engine/effort.js'
import { mapQuantities, type Axis, type Failure, type MapAnswer, type MapQuantity } from '../engine/protocol.js'
import current from '../equations/map.tex'
import gap from '../equations/gap.tex'
import production from '../equations/relaxation.tex'
import ratio from '../equations/balance.tex'
import { Ticks, useWidth, type Frame as PlotFrame } from '../plot/Plot.js'
import { scaleOf } from '../plot/scales.js'
import { TakeAway } from '../plot/TakeAway.js'
import { placeIn } from '../scene/drag.js'
import { knobs, parameters, point, set, spoken, tree, units } from '../state/lab.js'
import { isKnob, type Knob } from '../state/knobs.js'
import { inUnit, unitFor } from '../state/units.js'
import { Frame } from './Frame.js'
import { colorOf, picture } from './mapColors.js'
import { firstQuantity, whyNowhere } from './mapQuantities.js'
import { useAnswer, type Answered } from './useAnswer.js'

const words: Readonly<Record<MapQuantity, string>> = {
  violation: 'violation |ln I|',
  loop: 'largest current',
  gap: 'relaxation rate',
  schnakenberg: 'apparent σ',
  entropy: 'entropy production σ',
}
const equations: Readonly<Record<MapQuantity, { equation: string; number: string }>> = {
  violation: { equation: ratio, number: '(22)' },
  loop: { equation: current, number: '' },
  gap: { equation: gap, number: '' },
  schnakenberg: { equation: production, number: '(26)' },
  entropy: { equation: production, number: '(26)' },
}
const valleys = 'Dark valleys are where detailed balance holds: two equal couplings, no flux, half a quantum.'
/** Only with one temperature do valleys of the current show where detailed balance holds. */
const looks = (isThermal: boolean): Readonly<Record<MapQuantity, string>> => ({
  violation: valleys,
  loop: isThermal ? valleys : 'Dark is where next to nothing turns around.',
  gap: 'Dark is where the system takes longest to forget how it began.',
  schnakenberg: `The first sum: what an observer of the currents alone would infer.${isThermal ? ` ${valleys}` : ''}`,
  entropy: isThermal
    ? 'Both sums together: zero in gases of one temperature, whatever turns around.'
    : 'Both sums together, gas by gas: the price of what differs between the gases.',
})
const size = 100

export function MapView() {
  const all = knobs.value
  const [chosen, setChosen] = useState<{ x: string; y: string }>({
    x: 'interaction.contact.strengths.2',
    y: 'interaction.contact.strengths.1',
  })
  const [wanted, setQuantity] = useState<MapQuantity | null>(null)
  const x = all.find(({ path }) => path === chosen.x) ?? all[0]
  const y = all.find(({ path }) => path === chosen.y && path !== x?.path) ?? all.find(({ path }) => path !== x?.path)
  if (x === undefined || y === undefined) return <p>This study has fewer than two parameters that a map could vary.</p>
  if (point.value === null) return <p class="label">Computing …</p>
  const quantity = wanted ?? firstQuantity(point.value)
  const chosenMap: ChosenMapProps = {
    ...{ x, y, quantity, setQuantity },
    setX: (path) => {
      setChosen({ ...chosen, x: path })
    },
    setY: (path) => {
      setChosen({ ...chosen, y: path })
    },
  }
  const why = whyNowhere(point.value, quantity)
  return why === null ? <AskedMap {...chosenMap} /> : <MapFrame {...chosenMap} answered={nothing(quantity, why)} />
}

/** In place of an answer: it is not asked for. */
function nothing(quantity: MapQuantity, why: string): Answered<MapAnswer> {
  const failure: Failure = { kind: 'failed', places: [], message: noValue(quantity, why) }
  return { answer: null, failure, busy: false }
}

const noValue = (quantity: MapQuantity, why: string): string =>
  `The ${words[quantity]} has no value here: ${why}. Choose another colour.`

/** How long the rest takes, once that can be told; long ones are better left to the command. */
function restOf({ size: now, done: { fraction, seconds } }: MapAnswer): string {
  const left = seconds * (1 / fraction - 1)
  if (now < size || seconds < 1) return ', getting finer …'
  const command = left > 60 ? '; the command, with all cores, takes less: sweep in the study' : ''
  return `, ${Math.round(100 * fraction)} %, about ${duration(left)} more${command}`
}

interface ChosenMapProps {
  readonly x: Knob
  readonly y: Knob
  readonly quantity: MapQuantity
  readonly setX: (path: string) => void
  readonly setY: (path: string) => void
  readonly setQuantity: (quantity: MapQuantity) => void
}

const axisOf = ({ path, min, max, scale }: Knob): Axis => ({ path, from: min, to: max, scale })

function AskedMap(props: ChosenMapProps) {
  const { x, y, quantity } = props
  const asked = { tree: tree.value, x: axisOf(x), y: axisOf(y), quantity, size }
  // the map does not change when one goes from point to point of it
  const others = parameters.value
    .filter(({ path }) => path !== x.path && path !== y.path)
    .map((one) => [one.path, isKnob(one) ? one.value : one.text])
  const answered = useAnswer(
    'map',
    asked,
    JSON.stringify([x.path, y.path, quantity, others, tree.value['scattering'], tree.value['normalization']]),
  )
  return <MapFrame {...props} answered={answered} />
}

function MapFrame(props: ChosenMapProps & { readonly answered: Answered<MapAnswer> }) {
  const { x, y, quantity, setX, setY, setQuantity, answered } = props
  const { answer, busy } = answered
  const options = knobs.value.map(({ path, symbol, group }): [string, string] => [path, `${symbol} (${group})`])
  return (
    <Frame
      {...equations[quantity]}
      answered={answered}
      look={answer === null && !busy ? '' : `Click to go there. ${looks(point.value?.beta !== null)[quantity]}`}
      aside={
        <>
          <Choice label="across" value={x.path} options={options} choose={setX} />
          <Choice label="up" value={y.path} options={options.filter(([path]) => path !== x.path)} choose={setY} />
          <Choice
            label="colour"
            value={quantity}
            options={mapQuantities.map((one): [string, string] => [one, nameOf(one)])}
            choose={(one) => {
              setQuantity(one as MapQuantity)
            }}
          />
          <p class="label" role="status">
            {answer === null ? '' : `${answer.size} × ${answer.size}${busy ? restOf(answer) : ''}`}
          </p>
          {answer === null ? null : <p class="found">{wordsOn(answer, quantity, busy)}</p>}
        </>
      }
    >
      {answer === null || answer.values.every(Number.isNaN) ? null : (
        <Heat {...{ answer, x, y }} title={`${nameOf(quantity)} over ${x.symbol} and ${y.symbol}`} />
      )}
    </Frame>
  )
}

/** With its unit, where the study names units: all but the ratio are rates. */
const nameOf = (quantity: MapQuantity): string =>
  inUnit(words[quantity], quantity === 'violation' ? '' : unitFor(units.value, 'rate'))

/** What there is to say of a map where little is to be seen. */
function wordsOn({ values, why }: MapAnswer, quantity: MapQuantity, busy: boolean): string {
  if (values.every((value) => value === 0)) return `Zero everywhere${busy ? ' so far' : ''}, within its error.`
  return busy || !values.every(Number.isNaN) ? '' : noValue(quantity, why ?? 'the results give no reason')
}

function Heat({ answer, x, y, title }: { answer: MapAnswer; x: Knob; y: Knob; title: string }) {
  const [box, width] = useWidth()
  const narrow = width < 420
  const frame: PlotFrame = {
    ...{ width, height: 360, top: 14, bottom: 46 },
    ...(narrow ? { left: 48, right: 58 } : { left: 62, right: 96 }),
  }
  const xs = scaleOf(
    { label: x.symbol, unit: x.unit, scale: x.scale, domain: [answer.x[0]!, answer.x.at(-1)!] },
    [frame.left, width - frame.right],
    6,
  )
  const ys = scaleOf(
    { label: y.symbol, unit: y.unit, scale: y.scale, domain: [answer.y[0]!, answer.y.at(-1)!] },
    [frame.height - frame.bottom, frame.top],
    6,
  )
  const { url, low, high } = useMemo(() => picture(answer), [answer])
  const go = (event: MouseEvent): void => {
    const place = placeIn((event.currentTarget as SVGElement).ownerSVGElement!, event)
    goTo(x, xs.invert(place.x))
    goTo(y, ys.invert(place.y))
    spoken.value = `went to ${x.name} and ${y.name} of the map`
  }
  const inside = {
    x: frame.left,
    y: frame.top,
    width: Math.max(1, width - frame.left - frame.right),
    height: frame.height - frame.top - frame.bottom,
  }
  // the outermost points lie on the edges, half of their pixels outside
  const half = 0.5 / (answer.size - 1)
  const shown = useRef<SVGImageElement>(null)
  useEffect(() => {
    shown.current?.setAttribute('href', url)
  }, [url])
  return (
    <figure class="plot map" ref={box}>
      <svg
        viewBox={`0 0 ${width} ${frame.height}`}
        width={width}
        height={frame.height}
        role="img"
        aria-label={`${title}, from ${low.toPrecision(3)} to ${high.toPrecision(3)}`}
      >
        <svg {...inside} onClick={go}>
          <image
            ref={shown}
            x={-inside.width * half}
            y={-inside.height * half}
            width={inside.width * (1 + 2 * half)}
            height={inside.height * (1 + 2 * half)}
            preserveAspectRatio="none"
          />
        </svg>
        <rect class="frame" {...inside} />
        <Ticks frame={frame} x={xs} y={ys} />
        <g class="here">
          <circle cx={xs.at(x.value)} cy={ys.at(y.value)} r="7" />
          <circle cx={xs.at(x.value)} cy={ys.at(y.value)} r="2" />
        </g>
        <ColorBar
          at={width - frame.right + (narrow ? 8 : 16)}
          top={frame.top}
          height={inside.height}
          low={low}
          high={high}
        />
      </svg>
      <TakeAway
        title={title}
        table={() => [
          [x.path, y.path, title],
          ...answer.y.flatMap((up, row) =>
            answer.x.map((across, column) => [
              String(across),
              String(up),
              cell(answer.values[row * answer.size + column]!),
            ]),
          ),
        ]}
      />
    </figure>
  )
}

const cell = (value: number): string => (Number.isNaN(value) ? '' : String(value))

const goTo = ({ path, min, max }: Knob, value: number): void => {
  set(path, Number(Math.min(max, Math.max(min, value)).toPrecision(4)))
}

function ColorBar({
  at,
  top,
  height,
  low,
  high,
}: {
  at: number
  top: number
  height: number
  low: number
  high: number
}) {
  // one colour where all is zero
  const steps = low === high ? 1 : 24
  const { ticks } = scaleOf(
    { label: '', scale: 'linear', domain: [low, high] },
    [top + height, low === high ? top + height : top],
    5,
  )
  return (
    <g class="axis">
      {Array.from({ length: steps }, (_, i) => (
        <rect
          key={i}
          x={at}
          y={top + height - ((i + 1) * height) / steps}
          width="14"
          height={height / steps + 0.6}
          fill={colorOf(steps === 1 ? 0 : (i + 0.5) / steps)}
        />
      ))}
      {ticks.map(({ at: y, text }) => (
        <text key={y} x={at + 19} y={y + 4}>
          {text}
        </text>
      ))}
    </g>
  )
}
