import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** Bundles that a phone keeps for use without a network. Staff code is never among them. */
const OFFLINE_BUNDLES = [
  'src/bundles/public.ts',
  'src/bundles/my.ts',
  'src/bundles/mentor.ts',
  'src/texts/public.',
  'src/texts/my.',
  'src/texts/mentor.',
]

/** Names every file that the offline bundles reach by static imports, so that the precache holds these and nothing else. */
function offlineFiles(): Plugin & { files: Set<string> } {
  const files = new Set<string>()
  return {
    name: 'cairn-offline-files',
    files,
    generateBundle(_, bundle) {
      const reach = (name: string) => {
        const chunk = bundle[name]
        if (files.has(name) || chunk?.type !== 'chunk') return
        files.add(name)
        for (const css of (chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])
          files.add(css)
        for (const next of chunk.imports) reach(next)
      }
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type !== 'chunk') continue
        const source = chunk.facadeModuleId ?? ''
        const isOffline = OFFLINE_BUNDLES.some((part) => source.includes(`/apps/web/${part}`))
        if (chunk.isEntry || isOffline) reach(name)
      }
    },
  }
}

const offline = offlineFiles()

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    offline,
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
  },
  // The server compares the tab's origin with the host that it was asked as, so the host stays as it is.
  server: {
    port: 5173,
    proxy: { '/api': { target: `http://127.0.0.1:${process.env['PORT'] ?? 3000}`, changeOrigin: false } },
  },
})
