/** An editor of YAML in a shadow of its own, where its styles need no permission of the page's policy. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Place } from '../engine/protocol.js'

export interface Editor {
  /** Another text, written elsewhere. */
  readonly show: (text: string) => void
  readonly mark: (problems: readonly Place[]) => void
  readonly destroy: () => void
}

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--card)', fontSize: '13.5px' },
  '.cm-content': {
    fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace',
    caretColor: 'var(--ink)',
    minHeight: '16rem',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--band)', color: 'var(--quiet)', border: 'none' },
  '.cm-diagnostic': { color: 'var(--ink)', backgroundColor: 'var(--card)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent) !important',
  },
})

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--c0)' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--quiet)' },
])

export function editorIn(host: HTMLElement, text: string, changed: (text: string) => void): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  let silent = false
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        yaml(),
        syntaxHighlighting(colors),
        look,
        EditorView.lineWrapping,
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': 'Study, as YAML' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !silent) changed(state.doc.toString())
        }),
      ],
    }),
  })
  return {
    show: (next) => {
      if (next === view.state.doc.toString()) return
      silent = true
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } })
      silent = false
    },
    mark: (problems) => {
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => diagnosticOf(view.state, problem)),
        ),
      )
    },
    destroy: () => {
      view.destroy()
    },
  }
}

function diagnosticOf({ doc }: EditorState, { line, column, message }: Place): Diagnostic {
  const at = doc.line(Math.min(doc.lines, Math.max(1, line ?? 1)))
  const from = Math.min(at.to, at.from + (column ?? 1) - 1)
  return { from, to: Math.max(from, at.to), severity: 'error', message }
}
