/** What the build says of one of its files (`.vite/manifest.json`). */
export interface BuiltFile {
  file: string
  imports?: readonly string[]
  css?: readonly string[]
  assets?: readonly string[]
}
export type Manifest = Readonly<Record<string, BuiltFile>>

const BUNDLE_OF: Readonly<Record<string, string>> = {
  my: 'my',
  mentor: 'mentor',
  desk: 'desk',
  setup: 'desk',
  study: 'study',
}

/** A file and everything that it imports, each once. */
function reached(manifest: Manifest, names: readonly string[]): BuiltFile[] {
  const found = new Set<BuiltFile>()
  const add = (name: string) => {
    const file = manifest[name]
    if (!file || found.has(file)) return
    found.add(file)
    for (const next of file.imports ?? []) add(next)
  }
  for (const name of names) add(name)
  return [...found]
}

/**
 * The one page of the app, with the files of the address that was asked for named in its head: a phone fetches them
 * beside the first script instead of after it. A wrong guess of the language costs one small file.
 * @param page index.html as it was built
 * @returns the page for a path and an Accept-Language header
 */
export function pagesWithPreloads(
  page: string,
  manifest: Manifest,
): (path: string, languages: string | undefined) => string {
  const made = new Map<string, string>()
  const make = (bundle: string, language: string) => {
    const files = reached(manifest, [
      `src/bundles/${bundle}.ts`,
      `src/texts/shell.${language}.ts`,
      `src/texts/${bundle}.${language}.ts`,
    ])
    const styles = files.flatMap(({ css }) => css ?? [])
    const links = [
      ...new Set([
        ...files.map(({ file }) => `<link rel="modulepreload" crossorigin href="/${file}">`),
        ...styles.map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
      ]),
    ].filter((link) => !page.includes(/href="([^"]+)"/.exec(link)![1]!))
    return page.replace('</head>', `${links.join('')}</head>`)
  }
  return (path, languages = '') => {
    const bundle = BUNDLE_OF[path.split('/')[1] ?? ''] ?? 'public'
    const language = /^\s*es/i.test(languages) ? 'es' : 'en'
    const name = `${bundle}.${language}`
    if (!made.has(name)) made.set(name, make(bundle, language))
    return made.get(name)!
  }
}
