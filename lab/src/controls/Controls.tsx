/** Every number of the study as a slider with a typed value; the same number may be turned in the scene. */
import { useMemo, useState } from 'preact/hooks'
import { chooseGas, config, gas, gasNames, knobs, moving, set, spoken, tree } from '../state/lab.js'
import type { Knob } from '../state/knobs.js'
import { withDimension, withMethod } from '../state/kinds.js'
import { change } from '../state/lab.js'

export function Controls() {
  const groups = [...new Set(knobs.value.map(({ group }) => group))]
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
      {knobs.value
        .filter(({ group }) => group === name)
        .map((knob) => (
          <Slider key={knob.path} knob={knob} />
        ))}
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
  const { path, symbol, name, value, min, max } = knob
  return useMemo(() => <Turned knob={knob} />, [path, symbol, name, value, min, max])
}

function Turned({ knob }: { knob: Knob }) {
  const { path, symbol, name, value } = knob
  const turn = (next: number): void => {
    set(path, next)
    spoken.value = `${name} ${next}`
  }
  return (
    <div class="slider">
      <label for={`knob ${path}`} title={name}>
        <span class="symbol">{symbol}</span> <span class="name">{name}</span>
      </label>
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
      <Typed knob={knob} turn={turn} />
    </div>
  )
}

/** Takes what the study's files take: numbers or arithmetic. */
function Typed({ knob: { path, name, value }, turn }: { knob: Knob; turn: (value: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    if (typed !== null && typed.trim() !== '') {
      const number = Number(typed)
      if (Number.isFinite(number)) turn(number)
      else set(path, typed.trim())
    }
    setTyped(null)
  }
  return (
    <input
      id={`knob ${path}`}
      class="typed"
      inputMode="decimal"
      aria-label={`${name}, typed`}
      value={typed ?? String(Number(value.toPrecision(5)))}
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
      {gasNames.value.length < 2 ? null : (
        <Choice
          label="look at gas"
          value={String(gas.value)}
          options={gasNames.value.map((name, i): [string, string] => [String(i), name])}
          choose={(i) => {
            chooseGas(Number(i))
          }}
        />
      )}
    </details>
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
