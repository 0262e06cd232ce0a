import { constants, copyFile, readdir, readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reasonOf } from '../store/systemErrors.js'
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
    throw new UsageError(`init: ${refusal(error as NodeJS.ErrnoException, to)}`, { cause: error })
  }
}

function refusal(error: NodeJS.ErrnoException, to: string): string {
  if (error.code === 'EEXIST') return `expected a new file, but ${to} is there already`
  if (to === '') return 'expected the name of a file with --out, found nothing'
  const found = error.code === 'ENOENT' ? `no folder ${dirname(to)}` : `${to}: ${reasonOf(error)}`
  return `expected a new file in a folder that can be written, found ${found}`
}

async function titleOf(study: URL): Promise<string> {
  return /^title: (.*)$/m.exec(await readFile(study, 'utf8'))?.[1] ?? 'a study'
}
