/** Dots with their flux, in the gas: everything can be grabbed, by mouse, finger or keys. */
import { useEffect, useRef } from 'preact/hooks'
import type { StudyConfig } from 'dilute/study'
import { config, gas, gasNames, moving, set, spoken, stale } from '../state/lab.js'
import { shown as asShown } from '../plot/words.js'
import { theme } from '../state/theme.js'
import { dragged, rounded } from './drag.js'
import { GasParticles, gasLook, type GasLook } from './gasParticles.js'
import {
  amountOf,
  amountSide,
  axisY,
  dialPlace,
  dotRadius,
  height,
  legible,
  sceneLayout,
  width,
  type SceneLayout,
  type Site,
} from './layout.js'
import { everyFrame, playing } from './motion.js'
import { onJump } from './jumps.js'
import { isLocked } from '../lecture/embed.js'

export function Scene() {
  const shown = config.value
  const layout = shown === null ? null : sceneLayout(shown, gas.value)
  return (
    <section class="card scene" aria-labelledby="scene-title">
      <h2 id="scene-title">The dots and the gas{gasNames.value.length > 1 ? `: ${gasNames.value[gas.value]}` : ''}</h2>
      <div class={`stage ${stale.value ? 'stale' : ''}`}>
        {shown === null ? null : <Gas look={lookOf(shown, gas.value)} layout={layout!} />}
        {layout === null ? null : <Dots layout={layout} />}
      </div>
      {isLocked('scene') || shown === null ? null : <p class="hint">{hintFor(layout!)}</p>}
    </section>
  )
}

/** What hands can do here: some dots stay where they are, some are told by no number. */
function hintFor({ sites, flux }: SceneLayout): string {
  const some = (test: (site: Site) => boolean, words: string): string[] => (sites.some(test) ? [words] : [])
  const hands = [
    ...some(({ positionPaths }) => positionPaths.length === 1, 'Drag a dot sideways to move it'),
    ...some(({ positionPaths }) => positionPaths.length > 1, 'Drag a dot to move it'),
    ...some(isRaised, `drag a dot up and down to change the ${sites.find(isRaised)?.kind ?? ''}`),
    ...(flux === null ? [] : ['drag the flux around']),
  ].join('; ')
  return hands === '' ? '' : `${hands.charAt(0).toUpperCase()}${hands.slice(1)}. Arrow keys do the same.`
}

/** Whether up and down change how strongly a dot scatters. */
const isRaised = ({ strengthPath, positionPaths }: Site): boolean => strengthPath !== null && positionPaths.length < 2

function lookOf(study: StudyConfig, index: number): GasLook {
  const { dimension, mass, ...rest } = (study.baths?.[index]?.gas ?? study.gas)!
  const { density, beta } = 'right' in rest ? rest.right : { beta: null, ...rest }
  return gasLook(dimension, mass, density, beta)
}

function Gas({ look, layout }: { look: GasLook; layout: SceneLayout }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const now = useRef({ look, layout })
  now.current = { look, layout }
  const moves = playing.value
  const dark = theme.value
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const particles = new GasParticles()
    const style = getComputedStyle(context.canvas),
      colors = [style.color, style.getPropertyValue('--flash')] as const
    const draw = (): void => {
      paint(context, particles, colors)
    }
    particles.advance(0, now.current.look)
    draw()
    const quiet = onJump(() => {
      collideSomewhere(particles, now.current)
    })
    const still = moves
      ? everyFrame((seconds) => {
          particles.advance(seconds, now.current.look)
          draw()
        })
      : () => undefined
    return () => {
      quiet()
      still()
    }
  }, [moves, dark])
  return <canvas ref={canvas} class="gas" width={width * sharpness} height={height * sharpness} aria-hidden="true" />
}

const sharpness = Math.min(2, Math.ceil(devicePixelRatio))

function paint(
  context: CanvasRenderingContext2D,
  particles: GasParticles,
  [color, flash]: readonly [string, string],
): void {
  context.setTransform(sharpness, 0, 0, sharpness, 0, 0)
  context.clearRect(0, 0, width, height)
  particles.draw(context, color, flash)
}

function collideSomewhere(
  particles: GasParticles,
  { look, layout: { sites } }: { look: GasLook; layout: SceneLayout },
): void {
  const site = sites[Math.floor(Math.random() * sites.length)]
  if (site !== undefined) particles.collide(site.footX, site.footY, look)
}

function Dots({ layout }: { layout: SceneLayout }) {
  const { sites, bonds, flux, dimension } = layout
  const widest = Math.max(...bonds.map(({ size }) => size), 1e-9)
  return (
    <svg
      class={`dots ${isLocked('scene') ? 'locked' : ''}`}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label="Dots"
      {...(isLocked('scene') ? { inert: true } : {})}
    >
      {dimension === 1 ? (
        <line class="gas-line" x1="0" x2={width} y1={axisY} y2={axisY} />
      ) : (
        <ellipse class="gas-line" cx={width / 2} cy={axisY} rx={width / 2 - 6} ry="52" />
      )}
      {sites.map((site) => (
        <line key={`stem ${site.index}`} class="stem" x1={site.x} y1={site.y} x2={site.footX} y2={site.footY} />
      ))}
      {bonds.map(({ from, to, size }) => (
        <Bond key={`${from} ${to}`} a={sites[from]!} b={sites[to]!} size={size / widest} />
      ))}
      {flux === null ? null : <Flux flux={flux} sites={sites} />}
      {sites.map((site) => (
        <circle key={`foot ${site.index}`} class="foot" cx={site.footX} cy={site.footY} r="4" />
      ))}
      {sites.map((site) => (
        <Dot key={site.index} site={site} layout={layout} />
      ))}
    </svg>
  )
}

function Bond({ a, b, size }: { a: Site; b: Site; size: number }) {
  return <line class="bond" x1={a.x} y1={a.y} x2={b.x} y2={b.y} stroke-width={1 + 3 * size} />
}

const dialRadius = 26

/** A quantum of flux is once around. */
function Flux({ flux, sites }: { flux: number; sites: readonly Site[] }) {
  const { x, y } = dialPlace(sites, dialRadius)
  const change = (value: number): void => {
    set('system.ring.flux', rounded(Math.max(-1, Math.min(1, value)), 0.005))
    spoken.value = `flux ${rounded(value, 0.005)}`
  }
  const now = useRef(flux)
  now.current = flux
  const around = dragged(moving, (_, place) => {
    const turn = Math.atan2(place.x - x, -(place.y - y)) / (2 * Math.PI)
    const nearest = [turn - 1, turn, turn + 1].reduce((best, one) =>
      Math.abs(one - now.current) < Math.abs(best - now.current) ? one : best,
    )
    change(nearest)
  })
  const keys = (event: KeyboardEvent): void => {
    byKeys(
      event,
      { ArrowUp: 0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowLeft: -0.01, PageUp: 0.1, PageDown: -0.1 },
      (step) => {
        change(flux + step)
      },
    )
  }
  const tip = pointAt(x, y, dialRadius, flux)
  return (
    <g
      class="flux grab"
      role="slider"
      tabindex={0}
      aria-label="flux through the ring"
      aria-valuemin={-1}
      aria-valuemax={1}
      aria-valuenow={flux}
      aria-valuetext={`${flux} quanta`}
      onKeyDown={keys}
      {...around}
    >
      <circle class="dial" cx={x} cy={y} r={dialRadius} />
      <path class="turn" d={arc(x, y, dialRadius, flux)} />
      <circle class="tip" cx={tip.x} cy={tip.y} r="6" />
      <text x={x} y={y - 2} class="symbol">
        φ
      </text>
      <text x={x} y={y + 11}>
        {asShown(rounded(flux, 0.001))}
      </text>
    </g>
  )
}

const pointAt = (x: number, y: number, radius: number, turn: number) => ({
  x: x + radius * Math.sin(2 * Math.PI * turn),
  y: y - radius * Math.cos(2 * Math.PI * turn),
})

function arc(x: number, y: number, radius: number, turn: number): string {
  const shown = Math.max(-0.999, Math.min(0.999, turn))
  const end = pointAt(x, y, radius, shown)
  const [long, clockwise] = [Math.abs(shown) > 0.5 ? 1 : 0, shown > 0 ? 1 : 0]
  return `M ${x} ${y - radius} A ${radius} ${radius} 0 ${long} ${clockwise} ${end.x} ${end.y}`
}

function Dot({ site, layout }: { site: Site; layout: SceneLayout }) {
  const { index, x, y, strength, amount, strengthPath, position, positionPaths } = site
  const change = (moveX: number, moveY: number): void => {
    const [first, second] = positionPaths
    if (first !== undefined && moveX !== 0) set(first, rounded(position[0]! + moveX, 0.01))
    if (moveY === 0) return
    if (second !== undefined) set(second, rounded(position[1]! + moveY, 0.01))
    else if (strengthPath !== null) set(strengthPath, rounded(strength + moveY, 0.01))
    spoken.value = `site ${index}: ${words(site)}`
  }
  const start = useRef(site)
  const drag = dragged(moving, ({ x: movedX, y: movedY }, _, first) => {
    if (first) start.current = site
    const {
      position: [q, up],
      strength: before,
    } = start.current
    if (positionPaths[0] !== undefined) set(positionPaths[0], rounded(q! + movedX / layout.unit, 0.01))
    if (positionPaths[1] !== undefined) set(positionPaths[1], rounded(up! - movedY / (0.7 * layout.unit), 0.01))
    else if (strengthPath !== null) set(strengthPath, rounded(before - movedY / 50, 0.01))
  })
  const keys = (event: KeyboardEvent): void => {
    byKeys(event, { ArrowUp: 0.05, ArrowDown: -0.05, PageUp: 0.5, PageDown: -0.5 }, (step) => {
      change(0, step)
    })
    byKeys(event, { ArrowRight: 0.05, ArrowLeft: -0.05 }, (step) => {
      change(step, 0)
    })
  }
  const side = amountSide(site, layout.sites)
  const kind = amount === null || amount === 0 ? 'idle' : amount > 0 ? 'repulsive' : 'attractive'
  return (
    <g
      class={`dot grab ${kind}`}
      role="slider"
      tabindex={0}
      aria-label={`site ${index}`}
      aria-valuenow={amount ?? 0}
      aria-valuemin={-3}
      aria-valuemax={3}
      aria-valuetext={words(site)}
      onKeyDown={keys}
      {...drag}
    >
      <circle cx={x} cy={y} r={dotRadius(strength)} />
      <text x={x} y={y + 5}>
        {index}
      </text>
      <text
        class={`amount ${side}`}
        x={x + away[side].x * (dotRadius(strength) + 6)}
        y={y + 5 + away[side].y * (dotRadius(strength) + 11)}
      >
        {amountOf(site, layout.dimension)}
      </text>
    </g>
  )
}

const away = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, above: { x: 0, y: -1 }, below: { x: 0, y: 1 } } as const

const words = ({ kind, amount, position }: Site): string =>
  `${kind}${amount === null ? '' : ` ${legible(amount)}`}, position ${position.map(legible).join(', ')}`

function byKeys(event: KeyboardEvent, steps: Readonly<Record<string, number>>, change: (step: number) => void): void {
  const step = steps[event.key]
  if (step === undefined) return
  event.preventDefault()
  change(step)
}
