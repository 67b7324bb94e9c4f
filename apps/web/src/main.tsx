import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/global.css'
import './ui/mantine.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { BUNDLES } from './bundles/load.ts'
import { firstLanguage, startTexts, TEXTS } from './i18n.ts'
import { findRoute } from './routes.ts'
import { ensureTemporal } from './temporal.ts'

// A tab that was open during an update asks for files that are gone: one reload brings the new ones.
window.addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('cairn.reloaded') === '1') return
  sessionStorage.setItem('cairn.reloaded', '1')
  event.preventDefault()
  window.location.reload()
})

// The page's own code and words are asked for at once, not after the frame has been read: on a slow line every
// round trip counts.
const entry = findRoute(window.location.pathname)
if (entry) void Promise.all([BUNDLES[entry.bundle](), TEXTS[entry.bundle][firstLanguage()]()]).catch(() => {})

await Promise.all([startTexts(), ensureTemporal()])
createRoot(document.getElementById('root')!).render(<App />)

if ('serviceWorker' in navigator && import.meta.env.PROD)
  void navigator.serviceWorker.register('/service-worker.js', { scope: '/' }).catch(() => {
    // Without it (a plain http address) the app works as long as there is a network.
  })
