/** What is wrong, in words, and what can be done about it. */
import { failure, notice } from './state/lab.js'

export function Messages() {
  const wrong = failure.value
  return (
    <div class="messages" aria-live="assertive">
      {notice.value === null ? null : <p class="message" role="alert">{notice.value} <button type="button" class="quiet" onClick={() => { notice.value = null }}>Close</button></p>}
      {wrong === null ? null : <p class={`message ${wrong.kind}`} role="alert">{wrong.message} {adviceFor(wrong.kind)}</p>}
    </div>
  )
}

function adviceFor(kind: string): string {
  if (kind === 'long') return 'Save the study (Study, below) and give it to the command, which uses every core: dilute run study.yaml. What is shown is the last study that was solved.'
  return kind === 'invalid' ? 'What is shown is the last study that was solved.' : 'The last picture stays.'
}
