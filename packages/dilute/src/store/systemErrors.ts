/** What the system refuses, in words. */

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something is there already',
  EFBIG: 'the file would be too large',
  EIO: 'the disk cannot be read or written',
  EISDIR: 'a folder',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a file stands where a folder is to be',
  ENOTEMPTY: 'the folder is not empty',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
}

/** Why a file could not be read or written; the message of any other error. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return words[code] ?? message
}

/** `cannot open out/results.json: permission denied` of an error of the system, as it comes; else its message. */
export function told(error: Error): string {
  const { code = '', syscall, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string }
  if (syscall === undefined || words[code] === undefined) return error.message
  const object = dest ?? path
  return `cannot ${deeds[syscall] ?? syscall}${object === undefined ? '' : ` ${object}`}: ${words[code]}`
}

const deeds: Readonly<Record<string, string>> = {
  copyfile: 'write',
  link: 'make',
  lstat: 'look at',
  mkdir: 'make the folder',
  mkdtemp: 'make a folder like',
  rename: 'write',
  rmdir: 'take away',
  scandir: 'list',
  stat: 'look at',
  unlink: 'take away',
}
