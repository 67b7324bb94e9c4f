import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import i18next from 'i18next'
import { I18nextProvider } from 'react-i18next'
import { loadBundle } from './bundles/load.ts'
import { type Bundle, ROUTES } from './routes.ts'
import { queryClient } from './session/query-client.ts'
import { Frame } from './ui/frame.tsx'
import { PageFault, PageMissing, PageSkeleton } from './ui/states.tsx'
import { cssVariables, theme } from './ui/theme.ts'

const root = createRootRoute({ component: Frame, notFoundComponent: PageMissing, errorComponent: PageFault })

/** A frame per bundle, so that the shell stays in place while its screens change. */
const bundles = [...new Set(ROUTES.map((entry) => entry.bundle))].map((name: Bundle) => {
  const frame = createRoute({
    getParentRoute: () => root,
    id: name,
    component: lazyRouteComponent(async () => {
      const { Shell } = await loadBundle(name)
      return {
        default: () => (
          <Shell>
            <Outlet />
          </Shell>
        ),
      }
    }),
  })
  const screens = ROUTES.filter((entry) => entry.bundle === name).map((entry) =>
    createRoute({
      getParentRoute: () => frame,
      path: entry.path,
      component: lazyRouteComponent(async () => ({
        default: (await loadBundle(name)).screens[entry.path] ?? PageMissing,
      })),
    }),
  )
  return frame.addChildren(screens)
})

const router = createRouter({
  routeTree: root.addChildren(bundles),
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: PageFault,
  defaultNotFoundComponent: PageMissing,
  defaultPendingMs: 150,
  scrollRestoration: true,
})

export function App() {
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
