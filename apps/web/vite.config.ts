import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, defineConfig, type Plugin, type Rolldown } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** Bundles that a phone keeps for use without a network. Staff code is never among them. */
const OFFLINE_BUNDLES = [
  'src/bundles/public.ts',
  'src/bundles/my.ts',
  'src/bundles/mentor.ts',
  'src/texts/shell.',
  'src/texts/public.',
  'src/texts/my.',
  'src/texts/mentor.',
]

/** Names every file that the offline bundles can ask for, so that the precache holds these and nothing else. */
function offlineFiles(): Plugin & { files: Set<string> } {
  const files = new Set<string>()
  return {
    name: 'cairn-offline-files',
    files,
    generateBundle(_, bundle) {
      const sourceOf = (name: string) => {
        const chunk = bundle[name]
        return chunk?.type === 'chunk' ? (chunk.facadeModuleId ?? '') : ''
      }
      const isOffline = (source: string) => OFFLINE_BUNDLES.some((part) => source.includes(`/apps/web/${part}`))
      const reach = (name: string) => {
        const chunk = bundle[name]
        if (files.has(name) || chunk?.type !== 'chunk') return
        files.add(name)
        for (const css of (chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])
          files.add(css)
        for (const next of chunk.imports) reach(next)
        // A bundle or its words are kept for their own sake; other parts that come later belong to what asks for them.
        for (const next of chunk.dynamicImports)
          if (!/\/src\/(bundles|texts)\/[a-z]+\./.test(sourceOf(next)) || isOffline(sourceOf(next))) reach(next)
      }
      for (const [name, chunk] of Object.entries(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) reach(name)
    },
  }
}

/** Names the modules of ours that Today needs at once: they travel as one file. */
function todaysModules(): Plugin & { modules: Set<string> } {
  const modules = new Set<string>()
  const first = join(import.meta.dirname, 'src/bundles/my.ts')
  return {
    name: 'cairn-todays-modules',
    modules,
    buildEnd() {
      const reach = (id: string) => {
        if (modules.has(id) || id.includes('/node_modules/')) return
        modules.add(id)
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) reach(next)
      }
      reach(first)
      modules.delete(first)
    },
  }
}

/** Adds src/early.ts to every page: one small file that needs nothing else, asked for before everything. */
function earlyScript(): Plugin {
  const file = join(import.meta.dirname, 'src/early.ts')
  let name = ''
  return {
    name: 'cairn-early-script',
    apply: 'build',
    async buildStart() {
      const made = (await build({
        configFile: false,
        logLevel: 'silent',
        build: {
          write: false,
          target: 'es2022',
          modulePreload: false,
          rolldownOptions: { input: file, output: { format: 'iife' } },
        },
      })) as Rolldown.RolldownOutput
      const source = made.output[0].code
      name = `assets/early-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`
      this.emitFile({ type: 'asset', fileName: name, source })
      offline.files.add(name)
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { async: true, src: `/${name}` }, injectTo: 'head-prepend' }],
  }
}

/** Every file that can be squeezed lies beside itself as .br and .gz: the server sends it as it is, at no cost. */
function squeezedFiles(): Plugin {
  let folder = ''
  return {
    name: 'cairn-squeezed-files',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const name of globSync('**/*.{js,css,html,svg,webmanifest}', { cwd: folder })) {
          const bytes = readFileSync(join(folder, name))
          if (bytes.length < 1024) continue
          writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
          writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes))
        }
      },
    },
  }
}

/** What a participant reads, also where her mentor hands her a phone: one file a language. */
const wordsOf = (language: 'en' | 'es') =>
  new RegExp(`/content/${language}/(screens/(my-|getting-in|shell)|exercises/|cards/)`)

const offline = offlineFiles()
const today = todaysModules()

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    offline,
    today,
    earlyScript(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Cairn',
        short_name: 'Cairn',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#FAF7F2',
        theme_color: '#FAF7F2',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      injectManifest: {
        globPatterns: ['index.html', 'mark.svg', 'assets/*.{js,css}', 'assets/*latin-wght-normal*.woff2'],
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [
          (entries) => ({
            manifest: entries.filter(
              ({ url }) => !url.startsWith('assets/') || url.endsWith('.woff2') || offline.files.has(url),
            ),
            warnings: [],
          }),
        ],
      },
      devOptions: { enabled: false },
    }),
    squeezedFiles(),
  ],
  // Only the contract's routes are wanted here, not the checking of what goes through them (src/session/no-schemas.ts).
  resolve: { alias: [{ find: /^zod$/, replacement: join(import.meta.dirname, 'src/session/no-schemas.ts') }] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 800,
    // Inlined files would need data: in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Few files: with 150 ms to the server and six lines to it, every further file costs a phone time.
          groups: [
            { name: 'frame', tags: ['$initial'] },
            { name: 'phone', test: (id) => today.modules.has(id) || id.endsWith('/src/texts/card.ts') },
            { name: 'words-en', test: wordsOf('en') },
            { name: 'words-es', test: wordsOf('es') },
          ],
        },
      },
    },
  },
  // The server compares the tab's origin with the host that it was asked as, so the host stays as it is.
  server: {
    port: 5173,
    proxy: { '/api': { target: `http://127.0.0.1:${process.env['PORT'] ?? 3000}`, changeOrigin: false } },
  },
})
