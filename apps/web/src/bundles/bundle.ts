import type { ComponentType, ReactNode } from 'react'

/** What a bundle gives: the frame around its screens, and a screen for each of its paths in routes.ts. */
export interface ScreenBundle {
  Shell: ComponentType<{ children: ReactNode }>
  screens: Readonly<Record<string, ComponentType>>
}
