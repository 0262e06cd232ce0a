import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { print } from './print.js'
import { UsageError } from './usage.js'

export interface LabOptions {
  readonly port: number
  readonly open: boolean
}

const folder = fileURLToPath(new URL('../lab/', import.meta.url))

/** `dilute lab`: serves the built lab to this machine alone, until Ctrl-C. */
export async function lab({ port, open }: LabOptions): Promise<void> {
  const server = createServer(respond(folder, await policyIn(folder)))
  const address = await listening(server, port)
  await print([`The lab: ${address}\nCtrl-C ends it.\n`])
  if (open) await openBrowser(address)
  await stopped(server)
}

/** What the page may do, as its build has written it down. */
async function policyIn(built: string): Promise<string> {
  try {
    return (await readFile(`${built}policy.txt`, 'utf8')).trim()
  } catch (error) {
    throw new UsageError(`lab: expected the built lab in ${built}, found none: npm run build makes it`, {
      cause: error,
    })
  }
}

/** On loopback; a port of 0 is any that is free. */
async function listening(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError(
      code === 'EADDRINUSE'
        ? `--port: expected a free port, but ${port} is in use (--port 0 takes any that is free)`
        : `--port: ${message}`,
      { cause: error },
    )
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
}

/** Answers with files of one folder, and nothing else. */
export function respond(built: string, policy: string): (request: IncomingMessage, response: ServerResponse) => void {
  const headers = {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  }
  return (request, response) => {
    const name = nameOf(request)
    const type = name === undefined ? undefined : types[extname(name)]
    const missing = (): void => {
      response
        .writeHead(404, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
        .end('There is no such page.\n')
    }
    if (name === undefined || type === undefined) return missing()
    readFile(`${built}${name}`).then((bytes) => {
      response.writeHead(200, { ...headers, 'Content-Type': type }).end(request.method === 'HEAD' ? undefined : bytes)
    }, missing)
  }
}

/** The file that is asked for, below the folder; undefined for anything that is no such file. */
function nameOf({ method, url = '/' }: IncomingMessage): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  try {
    const path = normalize(decodeURIComponent(new URL(url, 'http://lab').pathname)).replaceAll('\\', '/')
    return path.includes('..') || path.includes('\0')
      ? undefined
      : path.endsWith('/')
        ? `${path.slice(1)}index.html`
        : path.slice(1)
  } catch {
    return undefined
  }
}

/** In the browser of the desktop; where there is none, the address is on the screen all the same. */
async function openBrowser(address: string): Promise<void> {
  const { spawn } = await import('node:child_process')
  const [command, ...options] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  const child = spawn(command, [...options, address], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

async function stopped(server: Server): Promise<void> {
  const ended = once(server, 'close')
  const end = (): void => {
    server.close()
    server.closeAllConnections()
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  await ended
}
