import { createRequire } from 'node:module'
import type { RenderedImage } from '@resvg/resvg-js'

const faces = ['400Regular', '400Regular_Italic', '600SemiBold']

/** The figure as a PNG image at three pixels per unit, its text in STIX Two Text whatever fonts the machine has. */
export async function renderPng(svg: string, scale = 3): Promise<Uint8Array> {
  return (await rasterized(svg, scale)).asPng()
}

/** The figure in pixels, on white. */
export function rasterized(svg: string, scale: number): Promise<RenderedImage> {
  // not import(), beside which the command could not keep compiled code
  const { renderAsync } = createRequire(import.meta.url)('@resvg/resvg-js') as typeof import('@resvg/resvg-js')
  return renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    background: 'white',
    imageRendering: 1, // an image keeps its pixels
    font: {
      fontFiles: fontFiles(),
      loadSystemFonts: needsOtherFonts(svg),
      defaultFontFamily: 'STIX Two Text',
      serifFamily: 'STIX Two Text',
    },
  })
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url)
  return faces.map((face) => resolve(`@expo-google-fonts/stix-two-text/${face}/STIXTwoText_${face}.ttf`))
}

/** A title in a script that STIX Two Text lacks is left to the machine's fonts, if it has any. */
function needsOtherFonts(svg: string): boolean {
  return /[^\u0000-\u024f\u0300-\u036f\u0370-\u052f\u1e00-\u22ff]/u.test(svg)
}
