/** The study of what is on the screen, as its file: edited here, opened, saved, dropped, handed to the command. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useSignalEffect } from '@preact/signals'
import type { Place } from '../engine/protocol.js'
import { save } from '../plot/files.js'
import { authored, point, spoken, tree, viewEngine } from '../state/lab.js'
import type { Editor } from '../study/editor.js'
import { lastRead, opened, readIn } from '../study/reading.js'

const pause = 250

export function StudyView() {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor | null>(null)
  const text = useRef('')
  const [problems, setProblems] = useState<readonly Place[]>([])
  const problemsChanged = (found: readonly Place[]): void => {
    setProblems(found)
    editor.current?.mark(found)
  }
  useEffect(() => {
    let gone = false,
      timer: ReturnType<typeof setTimeout> | undefined
    void Promise.all([import('../study/editor.js'), import('../study/text.js')]).then(([{ editorIn }, { textOf }]) => {
      if (gone) return
      text.current = textOf(tree.peek(), authored.peek())
      editor.current = editorIn(host.current!, text.current, (typed) => {
        text.current = typed
        clearTimeout(timer)
        timer = setTimeout(() => {
          void readIn(typed, problemsChanged)
        }, pause)
      })
    })
    return () => {
      gone = true
      clearTimeout(timer)
      editor.current?.destroy()
    }
  }, [])
  useSignalEffect(() => {
    const now = tree.value
    if (editor.current === null) return
    void import('../study/text.js').then(({ textOf }) => {
      if (tree.peek() !== now || lastRead.tree === now) return
      text.current = textOf(now, authored.peek())
      editor.current?.show(text.current)
      problemsChanged([])
    })
  })
  return (
    <div class="view single">
      <div class="study-bar">
        <label class="button">
          Open
          <input
            type="file"
            accept=".yaml,.yml,.json"
            class="away"
            onChange={(event) => {
              void opened(event.currentTarget.files?.[0], problemsChanged)
            }}
          />
        </label>
        <button
          type="button"
          onClick={() => {
            save('study.yaml', text.current, 'application/yaml')
          }}
        >
          Save
        </button>
        <button
          type="button"
          onClick={() => {
            void saveResults()
          }}
          disabled={point.value === null}
        >
          Results as JSON
        </button>
        <button
          type="button"
          onClick={() => {
            void copyCommand()
          }}
        >
          Copy the command
        </button>
        <span class="label">Edit here, or drop a study file on the page.</span>
      </div>
      <div class="editor" ref={host} />
      <ul class="problems" aria-live="polite">
        {problems.map(({ line, column, message }, i) => (
          <li key={i}>
            {line === undefined ? '' : `line ${line}, column ${column ?? 1}: `}
            {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What `dilute run --json` prints for this study. */
async function saveResults(): Promise<void> {
  const { text } = await viewEngine.ask('json', { tree: tree.value, command: 'run', values: [], gas: null })
  save('results.json', text, 'application/json')
}

/** A line for a shell that writes the study and runs it. */
async function copyCommand(): Promise<void> {
  const { textOf } = await import('../study/text.js')
  await navigator.clipboard.writeText(`npx dilute run - --json <<'STUDY'\n${textOf(tree.value, authored.value)}STUDY\n`)
  spoken.value = 'the command is copied'
}
