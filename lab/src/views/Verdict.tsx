import type { BalanceShown } from '../engine/protocol.js'

type Balance = BalanceShown

const symmetryNames = {
  hermitian: 'T is Hermitian',
  symmetric: 'T is symmetric',
  timeReversal: 'time reversal (23)',
  timeReversalParity: 'time reversal with parity (24)',
} as const

/** In words: whether detailed balance holds, why, and which symmetries there are. */
export function Verdict({ balance: { holds, explanation, symmetries } }: { balance: Balance }) {
  const outcome = holds === null ? 'undecided' : holds ? 'holds' : 'broken'
  return (
    <div class={`verdict ${outcome}`}>
      <p class="outcome">
        {holds === null ? 'Undecided' : holds ? 'Detailed balance holds' : 'Detailed balance is broken'}
      </p>
      <p>{afterOutcome(explanation)}</p>
      <ul class="symmetries">
        {(Object.keys(symmetryNames) as (keyof typeof symmetryNames)[]).map((name) => (
          <Symmetry key={name} words={symmetryNames[name]} verdict={symmetries[name].verdict} />
        ))}
        <Symmetry
          words={`antiunitary symmetry${permutationWords(symmetries.antiunitary.permutation)}`}
          verdict={symmetries.antiunitary.verdict}
        />
      </ul>
    </div>
  )
}

/** The sentence goes on where the outcome above it ends. */
const afterOutcome = (explanation: string): string => explanation.replace(/^Detailed balance (?:holds|is broken) /, '')

function Symmetry({ words, verdict }: { words: string; verdict: boolean | null }) {
  return (
    <li class={verdict === true ? 'yes' : 'no'}>
      <span aria-hidden="true">{verdict === true ? '✓' : verdict === false ? '✗' : '?'}</span> {words}
      <span class="away">{verdict === true ? ': yes' : verdict === false ? ': no' : ': not decided'}</span>
    </li>
  )
}

function permutationWords(permutation: readonly number[] | null): string {
  const moved = permutation?.flatMap((to, from) => (to === from ? [] : [`${from} → ${to}`])) ?? []
  return moved.length === 0 ? '' : ` (sites ${moved.join(', ')})`
}
