import { expect, test } from 'vitest'
import { type Bundle, ROUTES } from '../routes.ts'
import type { ScreenBundle } from './bundle.ts'

const BUNDLES: Record<Bundle, () => Promise<ScreenBundle>> = {
  public: () => import('./public.ts'),
  my: () => import('./my.ts'),
  mentor: () => import('./mentor.ts'),
  desk: () => import('./desk.ts'),
  study: () => import('./study.ts'),
}

test.each(Object.keys(BUNDLES) as Bundle[])(
  'every address of %s has its screen, and every screen its address',
  async (name) => {
    const { screens } = await BUNDLES[name]()
    const paths = ROUTES.filter(({ bundle }) => bundle === name).map(({ path }) => path)
    expect(Object.keys(screens).sort()).toEqual(paths.sort())
  },
)
