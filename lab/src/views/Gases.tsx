import type { StudyConfig } from 'dilute/study'
import type { GasesAnswer, Point } from '../engine/protocol.js'
import equation from '../equations/gases.tex'
import { Plot, type Series } from '../plot/Plot.js'
import { domainOf } from '../plot/scales.js'
import { shown as asShown } from '../plot/words.js'
import { choosePreset, config, gas, gasNames, moving, point, tree, units } from '../state/lab.js'
import { unitFor } from '../state/units.js'
import { Frame } from './Frame.js'
import { useAnswer } from './useAnswer.js'

export function Gases() {
  return gasNames.value.length < 2 ? <OneGas /> : <SeveralGases />
}

function OneGas() {
  return (
    <div class="view single">
      <p>This study has one gas: in its stationary state no heat flows, whatever turns around.</p>
      <button
        type="button"
        class="primary"
        onClick={() => {
          choosePreset('two-gases')
        }}
      >
        Put the dots between two gases
      </button>
    </div>
  )
}

function SeveralGases() {
  const asked = { tree: tree.value, gas: gas.value, points: moving.value ? 12 : 40 }
  const answered = useAnswer('gases', asked, JSON.stringify(asked))
  const [shown, study] = [point.value, config.value]
  const name = gasNames.value[gas.value]!
  return (
    <Frame
      equation={equation}
      number="(25)"
      answered={answered}
      look={
        `The heat from each gas while β of the gas “${name}” is varied. ` +
        'All currents of heat are zero where the temperatures are equal, and only there.'
      }
      aside={shown === null || study === null ? null : <Machine point={shown} study={study} />}
    >
      {answered.answer === null ? null : <Heat answer={answered.answer} name={name} now={betaOf(study)} />}
    </Frame>
  )
}

function betaOf(study: StudyConfig | null): number | null {
  const its = study?.baths?.[gas.value]?.gas
  return its !== undefined && 'beta' in its ? its.beta : null
}

function Heat({
  answer: { betas, heat, entropy },
  name,
  now,
}: {
  answer: GasesAnswer
  name: string
  now: number | null
}) {
  const series = [
    ...Object.entries(heat).map(([one, values], style): Series => ({ name: `J ${one}`, style, xs: betas, ys: values })),
    { name: 'σ', style: Object.keys(heat).length, xs: betas, ys: entropy },
  ]
  return (
    <Plot
      title={`Heat from each gas against β of ${name}`}
      x={{
        label: `β of ${name}`,
        unit: unitFor(units.value, 'inverse energy'),
        scale: 'log',
        domain: [betas[0]!, betas.at(-1)!],
      }}
      series={series}
      y={{
        label: 'per unit time',
        unit: unitsOfCurves(),
        scale: 'linear',
        domain: domainOf(series.flatMap(({ ys }) => ys)),
      }}
      rules={[{ y: 0, text: '' }]}
      marks={now === null ? [] : [{ x: now, text: 'now', kind: 'now' }]}
    />
  )
}

const unitsOfCurves = (): string =>
  units.value === undefined ? '' : `${unitFor(units.value, 'heat per time')} (J), ${unitFor(units.value, 'rate')} (σ)`

/** What the gases do together, said from the signs of the heat alone. */
function Machine({
  point: {
    heatCurrents,
    entropyProduction: { total },
  },
  study,
}: {
  point: Point
  study: StudyConfig
}) {
  return (
    <div class="verdict">
      <p class="outcome">{machineOf(heatCurrents, study)}</p>
      <dl class="facts">
        {Object.entries(heatCurrents).map(([name, heat]) => [
          <dt key={name}>{`heat from ${name}`}</dt>,
          <dd key={`${name} value`}>{asShown(heat.toPrecision(5))}</dd>,
        ])}
        <dt>entropy production</dt>
        <dd>{total === null ? 'no temperature' : total.toPrecision(5)}</dd>
      </dl>
    </div>
  )
}

function machineOf(heat: Readonly<Record<string, number>>, { baths = [] }: StudyConfig): string {
  const thermal = baths
    .flatMap(({ name, gas: its }) => ('beta' in its ? [{ name, beta: its.beta }] : []))
    .sort((a, b) => b.beta - a.beta)
  const coldest = thermal[0]
  if (coldest === undefined || thermal.length < baths.length) return 'Not every gas has a temperature.'
  if (thermal.every(({ beta }) => beta === coldest.beta)) return 'Equal temperatures: no heat flows.'
  if (thermal.length > 2 && heat[coldest.name]! > 0)
    return `A refrigerator: heat leaves the coldest gas, ${coldest.name}.`
  return 'No machine: heat flows from hot to cold, and entropy is produced.'
}
