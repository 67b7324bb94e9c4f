import { loadTexts } from '../i18n.ts'
import type { Bundle } from '../routes.ts'
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
