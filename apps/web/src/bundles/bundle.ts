import type { ComponentType, ReactNode } from 'react'
import type { Place } from '../session/place.ts'

/** A screen that is fetched when its address is opened, or once the first screen of its bundle stands. */
export interface LaterScreen {
  fetch(): Promise<ComponentType>
}

/** What a bundle gives: the frame around its screens, and a screen for each of its paths in routes.ts. */
export interface ScreenBundle {
  Shell: ComponentType<{ children: ReactNode }>
  screens: Readonly<Record<string, ComponentType | LaterScreen>>
  /** What a screen shows, asked for before it is drawn: answers that come in time need no skeleton. */
  readings?: Readonly<Record<string, (place: Place) => Promise<unknown>>>
}
