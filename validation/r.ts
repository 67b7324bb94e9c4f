import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const interpreter = 'Rscript'

/** Runs one of our R scripts on jobs written as JSON and returns its answers. R runs in the C locale, so that text sorts as ours, unless told. */
export async function runR<Answer>(
  script: string,
  jobs: unknown,
  folder: string,
  locale: 'C' | 'C.UTF-8' = 'C',
): Promise<Answer> {
  const input = join(folder, 'jobs.json')
  const output = join(folder, 'answers.json')
  await writeFile(input, JSON.stringify(jobs))
  await new Promise<void>((resolve, reject) => {
    const child = spawn(interpreter, ['--vanilla', script, input, output], {
      env: { ...process.env, LC_ALL: locale },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new Error(
              'Rscript was not found: install R with its packages survival, cmprsk, metafor and jsonlite (on Debian: apt-get install r-base-core r-cran-survival r-cran-cmprsk r-cran-metafor r-cran-jsonlite).',
            )
          : error,
      ),
    )
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`R stopped with exit code ${code} in ${script}.`)),
    )
  })
  return JSON.parse(await readFile(output, 'utf8')) as Answer
}

/** A folder for the time of a run; it stays when the run fails, so that the data that made a difference can be looked at. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-validate-'))
  const result = await work(folder)
  await rm(folder, { recursive: true, force: true })
  return result
}
