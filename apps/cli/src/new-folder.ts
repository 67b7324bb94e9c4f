import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UserError } from './user-error.ts'

/** Whether the folder is there (and empty); a folder with something in it is never touched. */
export async function refuseUnlessEmpty(folder: string, asTyped: string): Promise<boolean> {
  try {
    const names = await readdir(folder)
    if (names.length > 0)
      throw new UserError(`${asTyped} is not empty: name a new folder, so that nothing is overwritten.`)
    return true
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return false
    throw new UserError(
      code === 'ENOTDIR' ? `${asTyped} is a file: name a new folder.` : `${asTyped} cannot be read (${code}).`,
    )
  }
}

/** Writes beside the target and renames the whole folder, so that nothing is ever half written. */
export async function writeFolder(
  out: string,
  isThere: boolean,
  asTyped: string,
  files: Record<string, string>,
): Promise<void> {
  let beside: string | undefined
  try {
    await mkdir(dirname(out), { recursive: true })
    beside = await mkdtemp(join(dirname(out), `.${basename(out)}-`))
    for (const [name, text] of Object.entries(files)) await writeFile(join(beside, name), text)
    if (isThere) await rmdir(out)
    await rename(beside, out)
  } catch (error) {
    if (beside) await rm(beside, { recursive: true, force: true })
    throw new UserError(`${asTyped} cannot be written (${(error as NodeJS.ErrnoException).code}).`)
  }
}
