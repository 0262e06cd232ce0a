import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelOf, realChannelOf } from '../../src/maps/channelFunctions.js'
import type { Dimension } from '../../src/model/index.js'
import { complex } from '../../src/numerics/index.js'
import { around } from '../support/models.js'

const ulps = 8 * Number.EPSILON

test('channels at real momenta, and at imaginary ones where they are closed, are those of the complex plane', () => {
  const positive = around(-3, 3).map(Math.exp)
  fc.assert(
    fc.property(fc.constantFrom<Dimension>(1, 2, 3), positive, positive, fc.boolean(), (dimension, m, p, isOpen) => {
      const plane = (): Float64Array => new Float64Array(2).fill(NaN)
      const planes = { inverse: { re: plane(), im: plane() }, shell: plane() }
      realChannelOf(dimension, m)(p, isOpen, planes, 1)
      const { inverse, shell } = channelOf(dimension, m)(isOpen ? complex(p) : complex(0, p))
      const near = ulps * Math.hypot(inverse.re, inverse.im)
      expect(Math.abs(planes.inverse.re[1]! - inverse.re)).toBeLessThanOrEqual(near)
      expect(Math.abs(planes.inverse.im[1]! - inverse.im)).toBeLessThanOrEqual(near)
      if (isOpen) expect(Math.abs(planes.shell[1]! - shell.re)).toBeLessThanOrEqual(ulps * shell.re)
      expect(planes.inverse.re[0]).toBeNaN()
    }),
  )
})
