import type { Role } from '@cairn/program/access/roles.ts'

/** What is loaded together. The prefix of a path is its border: nothing of `/desk` ever loads on `/my`. */
export type Bundle = 'public' | 'my' | 'mentor' | 'desk' | 'study'

export interface RouteEntry {
  path: string
  bundle: Bundle
  /** The folder in slices/ that holds the screen. */
  slice: string
  /** Empty: open to everybody, signed in or not. */
  roles: readonly Role[]
  /** The screen does its work without a network. */
  offline: boolean
  /** The title of the browser's tab, as a key of shell.json: says nothing that a stranger should not read. */
  title: string
  /** Place in the menu of the roles that may open it; absent when the screen is reached from another. */
  menu?: number
  /** Stays open while the app is locked: help is never behind a lock. */
  openWhenLocked?: boolean
}

const participant = ['participant'] as const
const mentor = ['mentor'] as const
const desk = ['coordinator', 'supervisor'] as const
const study = ['evaluator', 'coordinator', 'supervisor', 'administrator'] as const

/** Every address of the product, in one table. */
export const ROUTES: readonly RouteEntry[] = [
  { path: '/', bundle: 'public', slice: 'welcome', roles: [], offline: true, title: 'home' },
  { path: '/sign-in', bundle: 'public', slice: 'sign-in', roles: [], offline: false, title: 'home' },
  { path: '/begin', bundle: 'public', slice: 'begin', roles: [], offline: false, title: 'home' },
  { path: '/help', bundle: 'public', slice: 'help', roles: [], offline: true, title: 'help', openWhenLocked: true },
  { path: '/join/$code', bundle: 'public', slice: 'join', roles: [], offline: false, title: 'home' },
  { path: '/out', bundle: 'public', slice: 'welcome', roles: [], offline: true, title: 'out', openWhenLocked: true },

  { path: '/my/today', bundle: 'my', slice: 'my-today', roles: participant, offline: true, title: 'today', menu: 1 },
  { path: '/my/check', bundle: 'my', slice: 'check-ins', roles: participant, offline: true, title: 'today' },
  { path: '/my/check/days', bundle: 'my', slice: 'outcomes', roles: participant, offline: true, title: 'today' },
  { path: '/my/wave', bundle: 'my', slice: 'coping', roles: [], offline: true, title: 'today', openWhenLocked: true },
  {
    path: '/my/questions/$instrument',
    bundle: 'my',
    slice: 'assessments',
    roles: participant,
    offline: false,
    title: 'today',
  },
  { path: '/my/card', bundle: 'my', slice: 'my-card', roles: participant, offline: false, title: 'today' },
  {
    path: '/my/people',
    bundle: 'my',
    slice: 'my-people',
    roles: participant,
    offline: false,
    title: 'people',
    menu: 2,
  },
  { path: '/my/people/wishes', bundle: 'my', slice: 'my-people', roles: participant, offline: false, title: 'people' },
  {
    path: '/my/people/agreement/$id',
    bundle: 'my',
    slice: 'my-people',
    roles: participant,
    offline: false,
    title: 'people',
  },
  { path: '/my/me', bundle: 'my', slice: 'my-me', roles: participant, offline: true, title: 'me', menu: 3 },
  { path: '/my/me/who-sees', bundle: 'my', slice: 'my-me', roles: participant, offline: false, title: 'me' },
  { path: '/my/me/phone', bundle: 'my', slice: 'my-me', roles: participant, offline: true, title: 'me' },

  {
    path: '/mentor/today',
    bundle: 'mentor',
    slice: 'mentor-today',
    roles: mentor,
    offline: true,
    title: 'today',
    menu: 1,
  },
  {
    path: '/mentor/people/$id',
    bundle: 'mentor',
    slice: 'mentor-today',
    roles: mentor,
    offline: true,
    title: 'people',
  },
  { path: '/mentor/log', bundle: 'mentor', slice: 'mentoring', roles: mentor, offline: true, title: 'today', menu: 2 },
  { path: '/mentor/talk/$id', bundle: 'mentor', slice: 'mentoring', roles: mentor, offline: true, title: 'today' },
  { path: '/mentor/me', bundle: 'mentor', slice: 'mentor-today', roles: mentor, offline: true, title: 'me', menu: 3 },

  { path: '/desk/board', bundle: 'desk', slice: 'board', roles: desk, offline: false, title: 'board', menu: 1 },
  { path: '/desk/people', bundle: 'desk', slice: 'people-desk', roles: desk, offline: false, title: 'people', menu: 2 },
  { path: '/desk/people/$id', bundle: 'desk', slice: 'people-desk', roles: desk, offline: false, title: 'people' },
  { path: '/desk/waiting', bundle: 'desk', slice: 'waiting', roles: desk, offline: false, title: 'waiting', menu: 3 },
  { path: '/desk/mentors', bundle: 'desk', slice: 'mentors', roles: desk, offline: false, title: 'mentors', menu: 4 },
  {
    path: '/desk/follow-ups',
    bundle: 'desk',
    slice: 'follow-ups',
    roles: desk,
    offline: false,
    title: 'followUps',
    menu: 5,
  },
  { path: '/desk/groups', bundle: 'desk', slice: 'groups', roles: desk, offline: false, title: 'groups' },
  { path: '/desk/on-call', bundle: 'desk', slice: 'safety-desk', roles: desk, offline: false, title: 'onCall' },

  { path: '/study', bundle: 'study', slice: 'study', roles: study, offline: false, title: 'study', menu: 6 },
  { path: '/study/answer', bundle: 'study', slice: 'study', roles: study, offline: false, title: 'answer' },
  {
    path: '/setup',
    bundle: 'desk',
    slice: 'setup',
    roles: ['administrator', 'coordinator'],
    offline: false,
    title: 'setup',
  },
]

/** Where a role begins. */
export const HOME: Readonly<Record<Role, string>> = {
  participant: '/my/today',
  mentor: '/mentor/today',
  coordinator: '/desk/board',
  supervisor: '/desk/board',
  clinician: '/',
  evaluator: '/study',
  administrator: '/setup',
}

/** The entry whose pattern a path name fits: `$name` stands for one segment. */
export function findRoute(pathname: string): RouteEntry | undefined {
  const parts = pathname.replace(/\/+$/, '').split('/')
  return ROUTES.find(({ path }) => {
    const pattern = path.replace(/\/+$/, '').split('/')
    return pattern.length === parts.length && pattern.every((part, i) => part.startsWith('$') || part === parts[i])
  })
}

/** The menu of a role: at most six entries, in their order. */
export function menuOf(role: Role, bundles: readonly Bundle[]): RouteEntry[] {
  return ROUTES.filter(
    (entry) => entry.menu !== undefined && bundles.includes(entry.bundle) && entry.roles.includes(role),
  ).sort((a, b) => a.menu! - b.menu!)
}
