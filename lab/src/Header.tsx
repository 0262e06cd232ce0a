import { canRedo, canUndo, choosePreset, preset, redo, undo } from './state/lab.js'
import { presets } from './state/presets.js'

export function Header() {
  return (
    <header class="top">
      <h1><span class="wordmark">dilute</span> lab</h1>
      <label class="preset">
        <span class="away">Study</span>
        <select value={preset.value?.id ?? ''} onChange={(event) => { choosePreset(event.currentTarget.value) }}>
          {preset.value === undefined ? <option value="">your own study</option> : null}
          {presets.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
        </select>
      </label>
      <p class="statement">{preset.value?.statement}</p>
      <div class="buttons">
        <button type="button" disabled={!canUndo.value} onClick={undo} aria-keyshortcuts="Control+Z">Undo</button>
        <button type="button" disabled={!canRedo.value} onClick={redo} aria-keyshortcuts="Control+Shift+Z">Redo</button>
      </div>
    </header>
  )
}
