import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
  RouterProvider,
} from '@tanstack/react-router'
import i18next from 'i18next'
import { useEffect } from 'react'
import { I18nextProvider } from 'react-i18next'
import { loadBundle, loadScreen, type Standing } from './bundles/load.ts'
import { type Bundle, ROUTES, type RouteEntry } from './routes.ts'
import { queryClient } from './session/query-client.ts'
import { Frame } from './ui/frame.tsx'
import { PageFault, PageMissing, PageSkeleton } from './ui/states.tsx'
import { cssVariables, theme } from './ui/theme.ts'

const BUNDLE_NAMES = [...new Set(ROUTES.map((entry) => entry.bundle))]
const root = createRootRoute({ component: Frame, notFoundComponent: PageMissing, errorComponent: PageFault })

/** The screen of the address that was opened, loaded before anything is drawn. */
type First = Standing & Pick<RouteEntry, 'bundle' | 'path'>

const framed = (Shell: Standing['Shell']) => () => (
  <Shell>
    <Outlet />
  </Shell>
)

/** A frame per bundle, so that the shell stays in place while its screens change. */
function routesOf(name: Bundle, first: First | undefined) {
  const opened = first?.bundle === name ? first : undefined
  const frame = createRoute({
    getParentRoute: () => root,
    id: name,
    component: opened
      ? framed(opened.Shell)
      : lazyRouteComponent(async () => ({ default: framed((await loadBundle(name)).Shell) })),
  })
  const screens = ROUTES.filter((entry) => entry.bundle === name).map((entry) =>
    createRoute({
      getParentRoute: () => frame,
      path: entry.path,
      component:
        opened?.path === entry.path
          ? ((opened.Screen ?? PageMissing) as RouteComponent)
          : lazyRouteComponent(async () => ({ default: (await loadScreen(entry)).Screen ?? PageMissing })),
    }),
  )
  return frame.addChildren(screens)
}

/** The router, at the address of the tab, with the screen there already loaded: nothing has to be drawn twice. */
export async function openRouter(first: First | undefined) {
  const router = createRouter({
    routeTree: root.addChildren(BUNDLE_NAMES.map((name) => routesOf(name, first))),
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: PageFault,
    defaultNotFoundComponent: PageMissing,
    defaultPendingMs: 150,
    scrollRestoration: true,
  })
  await router.load()
  return router
}

interface AppProps {
  router: Awaited<ReturnType<typeof openRouter>>
  /** Called once the first screen has been drawn. */
  onDrawn: () => void
}

export function App({ router, onDrawn }: AppProps) {
  useEffect(onDrawn, [onDrawn])
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <I18nextProvider i18n={i18next}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </I18nextProvider>
    </MantineProvider>
  )
}
