/** The figure beside it as a file. */
import { useRef } from 'preact/hooks'
import { csvText, pngOf, save, standaloneSvg } from './files.js'

export function TakeAway({ title, table }: { title: string; table: () => string[][] }) {
  const place = useRef<HTMLDivElement>(null)
  const drawing = (): SVGSVGElement => place.current!.closest('figure')!.querySelector('svg')!
  const name = title
    .toLowerCase()
    .replace(/[^\w]+/g, '-')
    .replace(/-+$/, '')
  return (
    <div class="take" ref={place} role="group" aria-label={`Take away: ${title}`}>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          save(`${name}.svg`, standaloneSvg(drawing()), 'image/svg+xml')
        }}
      >
        SVG
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          void pngOf(drawing()).then((png) => {
            save(`${name}.png`, png, 'image/png')
          })
        }}
      >
        PNG
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          save(`${name}.csv`, csvText(table()), 'text/csv')
        }}
      >
        CSV
      </button>
    </div>
  )
}
