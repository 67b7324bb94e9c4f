import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { UserError } from './user-error.ts'

/** The text of a file; a file that is not there or is a folder is one sentence. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new UserError(`There is no file ${path}.`)
    throw new UserError(code === 'EISDIR' ? `${path} is a folder, not a file.` : `${path} cannot be read (${code}).`)
  }
}

/** Writes beside the target and renames, so that a failure leaves nothing half written. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  const isFolder = await stat(folder).then(
    (s) => s.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new UserError(`There is no folder ${folder} to write ${basename(path)} into.`)
  const beside = join(folder, `.${basename(path)}.${process.pid}`)
  try {
    await writeFile(beside, text)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw new UserError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`)
  }
}
