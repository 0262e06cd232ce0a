import { useState } from 'preact/hooks'
import type { ScatterResults } from 'dilute/study'
import equation from '../equations/scattering.tex'
import { Choice } from '../controls/Controls.js'
import { Plot, type Series } from '../plot/Plot.js'
import { shown } from '../plot/words.js'
import { subscript } from '../state/knobs.js'
import { gas, moving, tree } from '../state/lab.js'
import { Frame } from './Frame.js'
import { useAnswer } from './useAnswer.js'

export function Scattering() {
  const asked = { tree: tree.value, gas: gas.value, points: moving.value ? 60 : 240 }
  const answered = useAnswer('scattering', asked, JSON.stringify(asked))
  const [from, setFrom] = useState(0)
  const { answer } = answered
  return (
    <Frame
      equation={equation}
      number=""
      answered={answered}
      look={
        'Look for what the gas does to a level at each energy: steps where a level opens, peaks and dips where ' +
        'the particle stays between the dots for a while.'
      }
      aside={
        answer === null ? null : (
          <>
            <Choice
              label="system comes in level"
              value={String(from)}
              options={answer.levels.map((_, k): [string, string] => [String(k), String(k)])}
              choose={(k) => {
                setFrom(Number(k))
              }}
            />
            <Resonances results={answer} />
          </>
        )
      }
    >
      {answer === null ? null : <Channels results={answer} from={Math.min(from, answer.levels.length - 1)} />}
    </Frame>
  )
}

/**
 * The mean over incoming directions or modes; of central potentials, whose waves come in on their own, of the lowest
 * one.
 */
function Channels({ results: { energies, levels, resonances }, from }: { results: ScatterResults; from: number }) {
  const xs = energies.map(({ energy }) => energy)
  const series = levels.slice(0, 6).map((_, to): Series => ({
    name: `${from} → ${to}`,
    style: to,
    xs,
    ys: energies.map((one) => (one.momenta[from] === null ? null : probability(one, from, to))),
  }))
  const marks = [
    ...levels.map((level, k) => ({ x: level, text: `E${subscript(k)}`, kind: 'threshold' })),
    ...resonances
      .filter(({ energy }) => energy > xs[0]! && energy < xs.at(-1)!)
      .slice(0, 12)
      .map(({ energy }) => ({ x: energy, text: '', kind: 'resonance' })),
  ]
  return (
    <Plot
      title={`Probability to leave in each level, coming in ${from}`}
      x={{ label: 'total energy', scale: 'linear', domain: [xs[0]!, xs.at(-1)!] }}
      y={{ label: 'probability', scale: 'linear', domain: [0, 1.1] }}
      series={series}
      marks={marks}
    />
  )
}

function probability(
  { probabilities, channels, channelProbabilities }: ScatterResults['energies'][number],
  from: number,
  to: number,
): number | null {
  if (probabilities !== null) return probabilities[to]![from]!
  const incoming = channels.findIndex(({ level }) => level === from)
  return incoming < 0
    ? null
    : channels.reduce((sum, { level }, i) => sum + (level === to ? channelProbabilities[i]![incoming]! : 0), 0)
}

function Resonances({ results: { resonances, boundStates } }: { results: ScatterResults }) {
  return (
    <dl class="facts">
      <dt>resonances</dt>
      <dd>
        {resonances.length === 0
          ? 'none'
          : resonances
              .slice(0, 5)
              .map(
                ({ energy, width }) =>
                  `${shown(energy.toPrecision(4))}${width === null ? '' : `, width ${width.toPrecision(2)}`}`,
              )
              .join('; ')}
      </dd>
      <dt>bound states</dt>
      <dd>
        {boundStates === null
          ? 'not looked for'
          : boundStates.length === 0
            ? 'none'
            : boundStates
                .slice(0, 5)
                .map(({ energy }) => shown(energy.toPrecision(5)))
                .join('; ')}
      </dd>
    </dl>
  )
}
