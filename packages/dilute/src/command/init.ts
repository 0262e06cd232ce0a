import { constants, copyFile, readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { print } from './print.js'
import { UsageError } from './usage.js'

const folder = new URL('../examples/', import.meta.url)

/** `dilute init [EXAMPLE]`: writes a commented study to begin with into this folder. */
export async function init(name = 'starter', { out = `${name}.yaml` }: { out?: string } = {}): Promise<void> {
  const names = (await readdir(folder)).map((file) => basename(file, '.yaml')).sort()
  if (!names.includes(name))
    throw new UsageError(`init: expected one of ${names.join(', ')}, found ${JSON.stringify(name)}`)
  await copied(new URL(`${name}.yaml`, folder), out)
  await print([`Written: ${out}, ${await titleOf(new URL(`${name}.yaml`, folder))}\nNext: dilute run ${out}\n`])
}

/** Never over a file that is there. */
async function copied(from: URL, to: string): Promise<void> {
  try {
    await copyFile(fileURLToPath(from), to, constants.COPYFILE_EXCL)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError(`init: ${code === 'EEXIST' ? `expected a new file, but ${to} is there already` : message}`, {
      cause: error,
    })
  }
}

async function titleOf(study: URL): Promise<string> {
  return /^title: (.*)$/m.exec(await readFile(study, 'utf8'))?.[1] ?? 'a study'
}
