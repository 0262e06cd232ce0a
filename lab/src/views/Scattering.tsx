import { useState } from 'preact/hooks'
import type { ScatterResults, StudyConfig } from 'dilute/study'
import onLine from '../equations/scattering.tex'
import overModes from '../equations/scatteringModes.tex'
import inWave from '../equations/scatteringWave.tex'
import { Choice, GasChoice } from '../controls/Controls.js'
import { Plot, type Series } from '../plot/Plot.js'
import { shown } from '../plot/words.js'
import { subscript } from '../state/knobs.js'
import { config, gas, gasNames, moving, tree, units } from '../state/lab.js'
import { inUnit, unitFor } from '../state/units.js'
import { Frame } from './Frame.js'
import { useAnswer } from './useAnswer.js'

export function Scattering() {
  const asked = { tree: tree.value, gas: gas.value, points: moving.value ? 60 : 240 }
  const answered = useAnswer('scattering', asked, JSON.stringify(asked))
  const [from, setFrom] = useState(0)
  const { answer } = answered
  const kind = kinds[config.value === null ? 'line' : kindOf(config.value, gas.value)]
  return (
    <Frame
      equation={kind.equation}
      number=""
      answered={answered}
      look={
        'Look for what the gas does to a level at each energy: steps where a level opens, peaks and dips where ' +
        `the particle stays between the dots for a while. ${kind.words}`
      }
      aside={
        answer === null ? null : (
          <>
            <GasChoice />
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
      {gasNames.value.length < 2 ? null : (
        <p class="alone">{`Probabilities are of the gas “${gasNames.value[gas.value]!}” alone.`}</p>
      )}
      {answer === null ? null : <Channels results={answer} from={Math.min(from, answer.levels.length - 1)} />}
    </Frame>
  )
}

type Kind = 'line' | 'modes' | 'waves'

/** On a line, between the modes of a shell, or wave by wave about a centre. */
function kindOf({ gas: its, interaction, baths }: StudyConfig, index: number): Kind {
  const bath = baths?.[index]
  if ((bath?.gas ?? its)?.dimension === 1) return 'line'
  return 'potentials' in (bath?.interaction ?? interaction ?? {}) ? 'waves' : 'modes'
}

const kinds: Readonly<Record<Kind, { readonly equation: string; readonly words: string }>> = {
  line: { equation: onLine, words: '' },
  modes: { equation: overModes, words: 'The mean over the M modes of the momentum shell that the dots scatter.' },
  waves: {
    equation: inWave,
    words: 'Only the lowest partial wave is shown, the s-wave (ℓ = 0); dilute scatter tells of all.',
  },
}

/**
 * The mean over incoming directions or modes; of central potentials, whose waves come in on their own, of the lowest
 * one.
 */
function Channels({ results, from }: { results: ScatterResults; from: number }) {
  const { energies, levels, resonances } = results
  const wave = isByWaves(results) ? ', ℓ = 0' : ''
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
      title={`Probability to leave in each level, coming in ${from}${wave}`}
      x={{
        label: 'total energy',
        unit: unitFor(units.value, 'energy'),
        scale: 'linear',
        domain: [xs[0]!, xs.at(-1)!],
      }}
      y={{ label: `probability${wave}`, scale: 'linear', domain: [0, 1.1] }}
      series={series}
      marks={marks}
    />
  )
}

/** Central potentials have no mean over waves. */
const isByWaves = ({ energies }: ScatterResults): boolean =>
  energies.some(({ probabilities }) => probabilities === null)

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
  const unit = unitFor(units.value, 'energy')
  return (
    <dl class="facts">
      <dt>{inUnit('resonances', unit)}</dt>
      <dd>
        {resonances.length === 0
          ? 'none'
          : resonances
              .slice(0, 5)
              .map(
                ({ energy, width }) =>
                  `${shown(energy.toPrecision(4))}${width === null ? '' : `, width ${shown(width.toPrecision(2))}`}`,
              )
              .join('; ')}
      </dd>
      <dt>{inUnit('bound states', unit)}</dt>
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
