import type { ComponentType } from 'react'
import { loadTexts } from '../i18n.ts'
import type { Bundle, RouteEntry } from '../routes.ts'
import type { Place } from '../session/place.ts'
import type { ScreenBundle } from './bundle.ts'

/** Each bundle is loaded when its first path is opened; imports here are the only way into one. */
export const BUNDLES: Record<Bundle, () => Promise<ScreenBundle>> = {
  public: () => import('./public.ts'),
  my: () => import('./my.ts'),
  mentor: () => import('./mentor.ts'),
  desk: () => import('./desk.ts'),
  study: () => import('./study.ts'),
}

/** A bundle together with its words. */
export async function loadBundle(name: Bundle): Promise<ScreenBundle> {
  const [bundle] = await Promise.all([BUNDLES[name](), loadTexts(name)])
  return bundle
}

/** What stands at an address, loaded: its bundle's frame and its screen. */
export interface Standing {
  Shell: ScreenBundle['Shell']
  Screen: ComponentType | undefined
  readings: ((place: Place) => Promise<unknown>) | undefined
}

export async function loadScreen({ bundle, path }: Pick<RouteEntry, 'bundle' | 'path'>): Promise<Standing> {
  const { Shell, screens, readings } = await loadBundle(bundle)
  const screen = screens[path]
  return { Shell, Screen: screen && 'fetch' in screen ? await screen.fetch() : screen, readings: readings?.[path] }
}

/** Sends for the code of a screen without waiting for its words. */
export async function sendFor({ bundle, path }: Pick<RouteEntry, 'bundle' | 'path'>): Promise<void> {
  const screen = (await BUNDLES[bundle]()).screens[path]
  if (screen && 'fetch' in screen) await screen.fetch()
}

/** Fetches the screens of a bundle that came without their code, so that opening them waits for nothing. */
export async function fetchLaterScreens(name: Bundle): Promise<void> {
  const { screens } = await BUNDLES[name]()
  for (const screen of Object.values(screens)) if ('fetch' in screen) await screen.fetch()
}
