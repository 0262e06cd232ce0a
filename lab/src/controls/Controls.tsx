/** Every number of the study as a slider with a typed value; the same number may be turned in the scene. */
import { useComputed } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import {
  chooseGas,
  config,
  failure,
  gas,
  gasNames,
  moving,
  parameters,
  set,
  spoken,
  tree,
  unreadAt,
  write,
} from '../state/lab.js'
import { isKnob, type Knob, type Quantity } from '../state/knobs.js'
import { inUnit } from '../state/units.js'
import { withDimension, withMethod } from '../state/kinds.js'
import { change } from '../state/lab.js'

export function Controls() {
  const groups = [...new Set(parameters.value.map(({ group }) => group))]
  return (
    <section class="card controls" aria-label="Parameters">
      <h2>Parameters</h2>
      {groups.map((group) => (
        <Group key={group} name={group} />
      ))}
      <Kinds />
    </section>
  )
}

function Group({ name }: { name: string }) {
  return (
    <details open class="group">
      <summary>{name}</summary>
      {parameters.value
        .filter(({ group }) => group === name)
        .map((one) => (isKnob(one) ? <Slider key={one.path} knob={one} /> : <Field key={one.path} quantity={one} />))}
    </details>
  )
}

const steps = 1000
const toPosition = ({ min, max, scale }: Knob, value: number): number =>
  steps * (scale === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min))

function fromPosition({ min, max, scale }: Knob, position: number): number {
  const fraction = position / steps
  const value = scale === 'log' ? min * (max / min) ** fraction : min + (max - min) * fraction
  return Number(scale === 'log' ? value.toPrecision(4) : value.toFixed(3))
}

/** Drawn anew only when it changes: most do not while one is moved. */
function Slider({ knob }: { knob: Knob }) {
  const { path, symbol, name, unit, value, min, max } = knob
  return useMemo(() => <Turned knob={knob} />, [path, symbol, name, unit, value, min, max])
}

/** A number with its unit, which is typed. */
function Field({ quantity }: { quantity: Quantity }) {
  const { path, name, text } = quantity
  return (
    <div class="slider field">
      <Name of={quantity} />
      <Typed path={path} name={name} shown={text} letters />
    </div>
  )
}

function Name({ of: { path, symbol, name, unit } }: { of: Knob | Quantity }) {
  const words = inUnit(name, unit)
  return (
    <label for={`knob ${path}`} title={words}>
      <span class="symbol">{symbol}</span> <span class="name">{words}</span>
    </label>
  )
}

function Turned({ knob }: { knob: Knob }) {
  const { path, name, value } = knob
  const turn = (next: number): void => {
    set(path, next)
    spoken.value = `${name} ${next}`
  }
  return (
    <div class="slider">
      <Name of={knob} />
      <input
        type="range"
        min="0"
        max={steps}
        step="1"
        value={toPosition(knob, value)}
        aria-label={name}
        aria-valuetext={String(value)}
        data-path={path}
        onPointerDown={() => {
          moving.value = true
        }}
        onPointerUp={() => {
          moving.value = false
        }}
        onPointerCancel={() => {
          moving.value = false
        }}
        onInput={(event) => {
          turn(fromPosition(knob, Number(event.currentTarget.value)))
        }}
      />
      <Typed path={path} name={name} shown={String(Number(value.toPrecision(5)))} />
    </div>
  )
}

interface TypedProps {
  readonly path: string
  readonly name: string
  readonly shown: string
  /** Whether a unit is typed, too. */
  readonly letters?: boolean
}

/** Takes what the study's files take: numbers, arithmetic, quantities. What is wrong stays here to be corrected. */
function Typed({ path, name, shown, letters = false }: TypedProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const unread = useComputed(() => unreadAt(path)).value
  const wrong = useComputed(() => failure.value !== null && unreadAt(path) !== null).value
  const commit = (): void => {
    const text = typed?.trim() ?? ''
    if (text !== '') {
      write(path, Number.isFinite(Number(text)) ? Number(text) : text)
      spoken.value = `${name} ${text}`
    }
    setTyped(null)
  }
  return (
    <input
      id={`knob ${path}`}
      class="typed"
      inputMode={letters ? 'text' : 'decimal'}
      aria-label={`${name}, typed`}
      aria-invalid={wrong}
      value={typed ?? unread ?? shown}
      onInput={(event) => {
        setTyped(event.currentTarget.value)
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}

/** What is no number: the dimension, the method, which gas is looked at. */
function Kinds() {
  const shown = config.value
  if (shown === null) return null
  const dimension = shown.gas?.dimension
  return (
    <details open class="group kinds">
      <summary>Model</summary>
      {dimension === undefined || 'potentials' in (shown.interaction ?? {}) ? null : (
        <Choice
          label="gas in"
          value={String(dimension)}
          options={[
            ['1', 'one dimension'],
            ['2', 'two dimensions'],
            ['3', 'three dimensions'],
          ]}
          choose={(d) => {
            change(withDimension(tree.value, shown, Number(d) as 1 | 2 | 3))
          }}
        />
      )}
      {'potentials' in (shown.interaction ?? {}) ? null : (
        <Choice
          label="scattering"
          value={shown.scattering.method}
          options={[
            ['exact', 'exact'],
            ['born', 'Born approximation'],
            ['series', 'Born series, 2nd order'],
          ]}
          choose={(method) => {
            change(withMethod(tree.value, method))
          }}
        />
      )}
      <Choice
        label="unit of rates"
        value={shown.normalization}
        options={[
          ['physical', 'physical'],
          ['paper', 'of the paper'],
        ]}
        choose={(value) => {
          set('normalization', value)
        }}
      />
      <GasChoice />
    </details>
  )
}

/** Of several gases the one that is looked at. */
export function GasChoice() {
  if (gasNames.value.length < 2) return null
  return (
    <Choice
      label="look at gas"
      value={String(gas.value)}
      options={gasNames.value.map((name, i): [string, string] => [String(i), name])}
      choose={(i) => {
        chooseGas(Number(i))
      }}
    />
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly choose: (value: string) => void
}

export function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          choose(event.currentTarget.value)
        }}
      >
        {options.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
