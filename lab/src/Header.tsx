import { useState } from 'preact/hooks'
import { open } from './lecture/challenges.js'
import { Share } from './lecture/Share.js'
import { goToStep, step } from './lecture/tour.js'
import { canRedo, canUndo, choosePreset, config, preset, redo, undo } from './state/lab.js'
import { presets } from './state/presets.js'
import { theme, toggleTheme } from './state/theme.js'

export function Header() {
  const [sharing, setSharing] = useState(false)
  return (
    <header class="top">
      <h1>
        <span class="wordmark">dilute</span> lab
      </h1>
      <label class="preset">
        <span class="away">Study</span>
        <select
          value={preset.value?.id ?? ''}
          onChange={(event) => {
            choosePreset(event.currentTarget.value)
          }}
        >
          {preset.value === undefined ? <option value="">your own study</option> : null}
          {presets.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p class="statement">{preset.value?.statement ?? config.value?.title}</p>
      <div class="buttons">
        <Sign name="Undo" sign="↶" keys="Control+Z" can={canUndo.value} act={undo} />
        <Sign name="Redo" sign="↷" keys="Control+Shift+Z" can={canRedo.value} act={redo} />
        <button
          type="button"
          aria-pressed={step.value !== null}
          onClick={() => {
            goToStep(step.value === null ? 0 : null)
          }}
        >
          Tour
        </button>
        <button
          type="button"
          aria-pressed={open.value}
          onClick={() => {
            open.value = !open.value
          }}
        >
          Challenges
        </button>
        <button
          type="button"
          onClick={() => {
            setSharing(true)
          }}
        >
          Share
        </button>
        <Sign name={theme.value === 'dark' ? 'Light' : 'Dark'} sign="◐" act={toggleTheme} />
      </div>
      {sharing ? (
        <Share
          close={() => {
            setSharing(false)
          }}
        />
      ) : null}
    </header>
  )
}

interface SignProps {
  readonly name: string
  readonly sign: string
  readonly keys?: string
  readonly can?: boolean
  readonly act: () => void
}

/** A button that is known by its sign. */
function Sign({ name, sign, keys, can = true, act }: SignProps) {
  return (
    <button type="button" disabled={!can} onClick={act} title={name} aria-label={name} aria-keyshortcuts={keys}>
      <span aria-hidden="true">{sign}</span>
    </button>
  )
}

/** Undo and redo by keys, where no field has its own. */
export function undoByKeys(): void {
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, shiftKey, target } = event
    if (
      !(ctrlKey || metaKey) ||
      key.toLowerCase() !== 'z' ||
      (target instanceof Element && target.closest('input:not([type=range]), textarea, .editor'))
    )
      return
    event.preventDefault()
    if (shiftKey) redo()
    else undo()
  })
}
