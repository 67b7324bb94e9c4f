import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/global.css'
import './ui/mantine.css'
import './ui/base.css'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { App, openRouter } from './app.tsx'
import { fetchLaterScreens, loadScreen, type Standing, sendFor } from './bundles/load.ts'
import { startTexts, TEXTS } from './i18n.ts'
import { findRoute } from './routes.ts'
import { firstLanguage } from './session/language.ts'
import { beginSession } from './session/session.ts'
import { ensureTemporal } from './temporal.ts'

// A tab that was open during an update asks for files that are gone: one reload brings the new ones.
window.addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('cairn.reloaded') === '1') return
  sessionStorage.setItem('cairn.reloaded', '1')
  event.preventDefault()
  window.location.reload()
})

/** Longer than this no screen is held back for its answers. */
const IN_TIME_MS = 300

/** The answers of the first screen, asked for before it is drawn; a refusal or a missing network is the screen's to tell. */
async function readFirst(first: Standing | undefined): Promise<void> {
  const session = await beginSession()
  if (session) await first?.readings?.(session.place)
}

/** Nothing that can wait competes with the first screen. */
const BEHIND_MS = 1500

const entry = findRoute(window.location.pathname)

/** What can wait until the first screen stands: the other screens of the bundle, and the copy for use without a network. */
function behindTheScreen(): void {
  if (entry) void fetchLaterScreens(entry.bundle).catch(() => {})
  if ('serviceWorker' in navigator && import.meta.env.PROD)
    void navigator.serviceWorker.register('/service-worker.js', { scope: '/' }).catch(() => {
      // Without it (a plain http address) the app works as long as there is a network.
    })
}

// Not awaited at the top: the bundles import from this file, and would wait for it while it waits for them.
async function start(): Promise<void> {
  // The page's own code and words are asked for at once: on a slow line every round trip counts.
  if (entry) void Promise.all([sendFor(entry), TEXTS[entry.bundle][firstLanguage()]()]).catch(() => {})
  const temporal = ensureTemporal()
  await startTexts()
  // What cannot be had now is asked for again by the screen itself, which has words for it.
  const first = entry && (await loadScreen(entry).catch(() => undefined))
  await temporal
  if (entry && entry.roles.length > 0)
    await Promise.race([readFirst(first).catch(() => {}), new Promise((resolve) => setTimeout(resolve, IN_TIME_MS))])
  const router = await openRouter(entry && first && { ...first, ...entry })
  const root = createRoot(document.getElementById('root')!)
  // In one piece: everything is here, and to give way to nothing in between costs a slow phone a tenth of a second.
  flushSync(() => root.render(<App router={router} onDrawn={() => void setTimeout(behindTheScreen, BEHIND_MS)} />))
}

void start()
