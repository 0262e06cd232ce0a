import { access, constants, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

export type Files = Readonly<Record<string, string | Uint8Array>>

/** Fails early, before any work, where the folder could not be written; makes nothing. */
export async function requireWritable(folder: string): Promise<void> {
  await described(folder, async () => {
    const parent = await nearestExisting(resolve(folder))
    if (!(await stat(parent)).isDirectory()) throw new Error(`${parent} is not a folder`)
    await access(parent, constants.W_OK)
  })
}

/** All files or none: each is written under another name first, then all are renamed. */
export async function writeTogether(folder: string, files: Files): Promise<void> {
  const temporaryName = (name: string) => join(folder, `.${name}.${process.pid}.part`)
  const staged = Object.entries(files).map(([name, content]) => ({ name, content, temporary: temporaryName(name) }))
  await described(folder, async () => {
    await makeFolder(resolve(folder))
    try {
      for (const { temporary, content } of staged) await writeFile(temporary, content)
      for (const { temporary, name } of staged) await rename(temporary, join(folder, name))
    } finally {
      for (const { temporary } of staged) await rm(temporary, { force: true })
    }
  })
}

/** Parents first. (The recursive option of mkdir never returns on file systems that refuse new folders, such as /proc.) */
async function makeFolder(folder: string): Promise<void> {
  if ((await nearestExisting(folder)) === folder) return
  await makeFolder(dirname(folder))
  await mkdir(folder)
}

async function nearestExisting(path: string): Promise<string> {
  try {
    await stat(path)
    return path
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error
    return nearestExisting(dirname(path))
  }
}

async function described(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new Error(`cannot write to ${folder}: ${(error as Error).message}`, { cause: error })
  }
}
