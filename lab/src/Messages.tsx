/** What is wrong, in words, and what can be done about it. */
import { duration } from './engine/effort.js'
import type { Progress } from './engine/protocol.js'
import { failure, notice, progress, stop } from './state/lab.js'

export function Messages() {
  const wrong = failure.value
  return (
    <div class="messages" aria-live="assertive">
      {notice.value === null ? null : (
        <p class="message" role="alert">
          {notice.value}{' '}
          <button
            type="button"
            class="quiet"
            onClick={() => {
              notice.value = null
            }}
          >
            Close
          </button>
        </p>
      )}
      {wrong === null ? null : (
        <p class={`message ${wrong.kind}`} role="alert">
          {wrong.message} {adviceFor(wrong.kind)}
        </p>
      )}
      {progress.value === null ? null : <Computing {...progress.value} />}
    </div>
  )
}

/** With the time that is left where it can be told. */
function Computing({ what, fraction, seconds }: Progress) {
  const left = fraction > 0.02 ? `, about ${duration(seconds * (1 / fraction - 1))} more for this step` : ''
  return (
    <p class="message long" role="status">
      {`Computing for ${duration(seconds)}: ${what}, ${Math.round(100 * fraction)} %${left}. `}
      The command can do it, too: dilute run study.yaml.{' '}
      <button type="button" class="quiet" onClick={stop}>
        Stop
      </button>
    </p>
  )
}

function adviceFor(kind: string): string {
  if (kind === 'long')
    return (
      'Save the study (Study, below) and give it to the command, which uses every core: dilute run study.yaml. ' +
      'What is shown is the last study that was solved.'
    )
  return 'What is shown is the last study that was solved.'
}
