/** What is on the screen as a link, as a frame or an element for other pages, as squares for a camera. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { hashOfState, spoken, view } from '../state/lab.js'

export function Share({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [hash, setHash] = useState('')
  useEffect(() => {
    dialog.current?.showModal()
    void hashOfState().then(setHash)
  }, [])
  const base = location.href.replace(/[?#].*$/, '')
  const study = new URLSearchParams(hash.slice(1)).get('study') ?? ''
  const link = `${base}${hash}`
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="share-title">
      <h2 id="share-title">Share what is on the screen</h2>
      <Line name="Link" text={link} />
      <Line
        name="Frame"
        text={`<iframe src="${base}?embed=1&lock=tabs${hash}" width="100%" height="640" title="dilute lab"></iframe>`}
      />
      <Line
        name="Element"
        text={
          `<script src="${base}dilute-lab.js"></script>\n` +
          `<dilute-lab study="${study}" view="${view.value}"></dilute-lab>`
        }
      />
      {hash === '' ? null : <Squares text={link} />}
      <form method="dialog">
        <button class="primary">Close</button>
      </form>
    </dialog>
  )
}

function Line({ name, text }: { name: string; text: string }) {
  const rows = text.split('\n').length
  return (
    <div class="row">
      <textarea
        readOnly
        rows={rows}
        aria-label={name}
        value={text}
        onFocus={(event) => {
          event.currentTarget.select()
        }}
      />
      <button
        type="button"
        onClick={() => {
          void navigator.clipboard.writeText(text).then(() => {
            spoken.value = `${name} copied`
          })
        }}
      >
        Copy {name.toLowerCase()}
      </button>
    </div>
  )
}

/** A QR code; an address that is too long for one has none. */
function Squares({ text }: { text: string }) {
  const [path, setPath] = useState<{ d: string; size: number } | null>(null)
  useEffect(() => {
    void import('uqr')
      .then(({ encode }) => {
        const { data, size } = encode(text, { ecc: 'L' })
        const d = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
        setPath({ d, size })
      })
      .catch(() => {
        setPath(null)
      })
  }, [text])
  if (path === null) return null
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${path.size} ${path.size}`}
      role="img"
      aria-label="QR code of the link"
      shape-rendering="crispEdges"
    >
      <path d={path.d} fill="#000000" />
    </svg>
  )
}
