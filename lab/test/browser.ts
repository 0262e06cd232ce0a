/** A Chromium that the tests drive, and the lab as `dilute lab` serves it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { quiet } from '../../packages/dilute/test/support/chromium.js'

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: quiet })

export interface Served {
  readonly address: string
  readonly end: () => void
}

const command = fileURLToPath(new URL('../../packages/dilute/bin/dilute.js', import.meta.url))

/** `dilute lab` on a free port. */
export async function serveLab(): Promise<Served> {
  const child: ChildProcess = spawn(process.execPath, [command, 'lab', '--port', '0', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (text: Buffer) => {
      const found = /http:\S+/.exec(text.toString())
      if (found) resolve(found[0])
    })
    child.on('exit', (code) => {
      reject(new Error(`dilute lab ended with ${code}`))
    })
  })
  return {
    address,
    end: () => {
      child.kill('SIGTERM')
    },
  }
}

/** Everything that a page complains of. */
export function complaintsOf(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(message.text())
  })
  page.on('pageerror', (error) => {
    found.push(String(error))
  })
  return found
}
