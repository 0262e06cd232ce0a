import { useMemo } from 'preact/hooks'
import type { BalanceAnswer, BalanceShown, Point } from '../engine/protocol.js'
import { keepsGibbs } from '../engine/gibbs.js'
import equation from '../equations/balance.tex'
import { GasChoice } from '../controls/Controls.js'
import { Plot, type Series } from '../plot/Plot.js'
import { domainOf, type AxisOptions } from '../plot/scales.js'
import { gas, gasNames, moving, point, tree } from '../state/lab.js'
import { withValue } from '../state/tree.js'
import { Frame } from './Frame.js'
import { useAnswer } from './useAnswer.js'
import { Verdict } from './Verdict.js'

/** Fewer points while a hand is on a slider. */
const coarse = 16,
  fine = 64

export function Balance() {
  const points = moving.value ? coarse : fine
  const asked = { tree: tree.value, gas: gas.value, points }
  const answered = useAnswer(
    'balance',
    asked,
    JSON.stringify({ ...asked, tree: withValue(tree.value, ['gas', 'beta'], 1) }),
  )
  const { answer } = answered
  const shown = point.value
  const alone = gasNames.value.length > 1 ? gasNames.value[gas.value]! : null
  const balance = shown === null ? undefined : balanceOf(shown)
  const ratios = useMemo(
    () => (answer === null || shown === null ? null : <Ratios answer={answer} point={shown} />),
    [answer, shown],
  )
  const keeps = balance !== undefined && keepsGibbs(balance)
  const conditions = useMemo(
    () => (answer === null ? null : <Conditions answer={answer} state={stateKept(keeps)} />),
    [answer, keeps, alone],
  )
  const verdict = useMemo(() => (balance === undefined ? null : <Verdict balance={balance} />), [balance])
  return (
    <Frame
      equation={equation}
      number="(22)"
      answered={answered}
      look={lookFor(shown, keeps)}
      aside={
        <>
          <GasChoice />
          {verdict}
        </>
      }
    >
      {alone === null ? null : <p class="alone">{`Curves and verdict are of the gas “${alone}” alone.`}</p>}
      {ratios}
      {conditions}
    </Frame>
  )
}

/** Only what is true of the gas that is looked at. */
function lookFor(shown: Point | null, keeps: boolean): string {
  if (shown !== null && betaOf(shown) === null)
    return 'This gas has no temperature, so nothing says what the ratio of a rate up to the rate down should be.'
  const ratios =
    'Look for curves that leave the line at 1: there, the rates up and down are not in the ratio that the ' +
    'temperature asks for'
  if (!keeps) return `${ratios}.`
  return gasNames.value.length > 1
    ? `${ratios}, although in this gas alone the Gibbs state of its temperature would be stationary.`
    : `${ratios}, although the Gibbs state is stationary.`
}

/** Of the gas that is looked at. */
function balanceOf({ detailedBalance, baths }: Point): BalanceShown | undefined {
  return baths === undefined ? detailedBalance : baths[gasNames.value[gas.value] ?? '']?.detailedBalance
}

/** A level, or equal ones together. */
const nameOf = (group: readonly number[] | undefined): string => group?.join('=') ?? '?'

const ratioOf = (logRatio: number | null): number | null => (logRatio === null ? null : Math.exp(logRatio))

function Ratios({ answer, point: shown }: { answer: BalanceAnswer; point: Point }) {
  const { unit } = answer
  const series = answer.pairs.map(({ pair: [k, l], logRatio }, style): Series => ({
    name: `I(${nameOf(shown.groups[k])},${nameOf(shown.groups[l])})`,
    style,
    xs: answer.betas.map((beta) => beta * unit),
    ys: logRatio.map(ratioOf),
  }))
  const beta = betaOf(shown),
    balance = balanceOf(shown)
  const now = answer.pairs.flatMap(({ pair: [k, l] }, style) => {
    const value = ratioOf((balance?.groupLogRatio ?? balance?.logRatio)?.[k]?.[l] ?? null)
    return beta === null || value === null ? [] : [{ x: beta * unit, y: value, style }]
  })
  return (
    <Plot
      title="I(k,l) against βΔE"
      x={{ label: 'βΔE', scale: 'log', domain: [answer.betas[0]! * unit, answer.betas.at(-1)! * unit] }}
      y={ratioAxis(series)}
      series={series}
      points={now}
      rules={[{ y: 1, text: 'detailed balance' }]}
      marks={beta === null ? [] : [{ x: beta * unit, text: 'now', kind: 'now' }]}
    />
  )
}

function betaOf({ beta, baths }: Point): number | null {
  return baths === undefined ? beta : (baths[gasNames.value[gas.value] ?? '']?.beta ?? null)
}

/** Linear while the ratios are of one size, else logarithmic; never so close that rounding is seen as structure. */
function ratioAxis(series: readonly Series[]): AxisOptions {
  const values = series.flatMap(({ ys }) => ys).filter((value) => value !== null)
  const [low, high] = [Math.min(1, ...values), Math.max(1, ...values)]
  if (high / low > 20) return { label: 'I(k,l)', scale: 'log', domain: [low / 1.3, high * 1.3] }
  return { label: 'I(k,l)', scale: 'linear', domain: high - low < 0.02 ? [0.9, 1.1] : domainOf([low, high]) }
}

/** An equation of the paper by its number, others by what they say. */
const named = (equation: string): string => (/^\d/.test(equation) ? `(${equation})` : equation)

/** What both sides say of the Gibbs state of the gas that is looked at. */
function stateKept(keeps: boolean): string {
  if (!keeps) return 'Where sides differ the Gibbs state does not stay'
  return gasNames.value.length > 1 ? 'Why the Gibbs state would stay in this gas alone' : 'Why the Gibbs state stays'
}

/** Left sides as lines, right sides as symbols: equal where the Gibbs state is stationary. */
function Conditions({ answer: { betas, unit, conditions }, state }: { answer: BalanceAnswer; state: string }) {
  if (conditions.length === 0) return null
  const xs = betas.map((beta) => beta * unit)
  const every = Math.max(1, Math.round(betas.length / 14))
  const some = (values: readonly number[]): number[] => values.filter((_, i) => i % every === 0)
  const series = conditions.flatMap(({ equation: number, left, right }, style): Series[] => [
    { name: named(number), style: style + 3, xs, ys: left },
    { name: `${named(number)} right side`, style: style + 3, xs: some(xs), ys: some(right), dots: true },
  ])
  const [low, high] = domainOf(series.flatMap(({ ys }) => ys))
  return (
    <div class="inset">
      <p class="label">
        {state}: left (lines) and right sides (symbols) of{' '}
        {conditions.map(({ equation }) => named(equation)).join(', ')}
      </p>
      <Plot
        small
        height={190}
        title="Sides of the thermalisation conditions against βΔE"
        x={{ label: 'βΔE', scale: 'log', domain: [xs[0]!, xs.at(-1)!] }}
        y={{ label: '', scale: 'linear', domain: high - low < 1e-12 ? [-1, 1] : [low, high] }}
        series={series}
      />
    </div>
  )
}
