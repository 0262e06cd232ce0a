/**
 * The gas as it looks: particles with the speeds of its temperature that come, meet the dots, and go. A picture, not a
 * computation.
 */
import { axisY, height, width } from './layout.js'

export interface GasLook {
  readonly dimension: 1 | 2 | 3
  /** Thermal speed and how many there are on the screen. */
  readonly speed: number
  readonly count: number
}

interface Particle {
  x: number
  y: number
  vx: number
  vy: number
  /** How long ago it took part in a collision that changed the level, in s. */
  since: number
}

/** The look of a gas: its speed and number as its temperature, mass and density have them, within what can be seen. */
export function gasLook(dimension: 1 | 2 | 3, mass: number, density: number, beta: number | null): GasLook {
  const thermal = Math.sqrt(1 / (mass * (beta ?? 1)))
  return {
    dimension,
    speed: 60 * Math.min(4, Math.max(0.25, thermal)),
    count: Math.round(Math.min(44, Math.max(8, 24 + 8 * Math.log10(density)))),
  }
}

const gauss = (): number => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())

export class GasParticles {
  private particles: Particle[] = []

  /** The particles after `seconds` more, as many and as fast as the gas asks for. */
  advance(seconds: number, look: GasLook): void {
    while (this.particles.length < look.count) this.particles.push(newcomer(look, true))
    this.particles.length = Math.min(this.particles.length, look.count)
    this.particles = this.particles.map((one) => moved(one, seconds, look))
  }

  /** The particle nearest to a place turns away from it: it was the one that collided. */
  collide(x: number, y: number, look: GasLook): void {
    const nearest = this.particles.reduce<Particle | undefined>(
      (best, one) => (best === undefined || distance(one, x, y) < distance(best, x, y) ? one : best),
      undefined,
    )
    if (nearest === undefined) return
    Object.assign(nearest, { x, y: look.dimension === 1 ? axisY : y, ...velocity(look), since: 0 })
  }

  draw(context: CanvasRenderingContext2D, color: string, flash: string): void {
    for (const { x, y, vx, vy, since } of this.particles) {
      context.fillStyle = since < 0.6 ? flash : color
      context.globalAlpha = 0.35
      context.lineWidth = 2
      context.strokeStyle = context.fillStyle
      context.beginPath()
      context.moveTo(x - vx * 0.2, y - vy * 0.2)
      context.lineTo(x, y)
      context.stroke()
      context.globalAlpha = 1
      context.beginPath()
      context.arc(x, y, since < 0.6 ? 5 : 3.4, 0, 2 * Math.PI)
      context.fill()
    }
  }
}

const distance = (one: Particle, x: number, y: number): number => Math.hypot(one.x - x, one.y - y)

function velocity({ dimension, speed }: GasLook): Pick<Particle, 'vx' | 'vy'> {
  const along = gauss() * speed
  return { vx: along + Math.sign(along) * 8, vy: dimension === 1 ? 0 : gauss() * speed * 0.6 }
}

/** One that enters at an edge, or that is anywhere when the gas is first seen. */
function newcomer(look: GasLook, anywhere = false): Particle {
  const { vx, vy } = velocity(look)
  const x = anywhere ? Math.random() * width : vx > 0 ? 0 : width
  return { x, y: look.dimension === 1 ? axisY : 30 + Math.random() * (height - 40), vx, vy, since: Infinity }
}

function moved(one: Particle, seconds: number, look: GasLook): Particle {
  one.x += one.vx * seconds
  one.y += one.vy * seconds
  one.since += seconds
  const inside = one.x > -8 && one.x < width + 8 && one.y > 10 && one.y < height - 4
  return inside ? one : newcomer(look)
}
