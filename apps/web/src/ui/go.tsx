import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { createLink, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode } from 'react'
import { isQuiet } from '../session/remember.ts'

const RouterAnchor = createLink(Anchor<'a'>)
const RouterButton = createLink(Button<'a'>)

interface Target {
  to: string
  search?: Record<string, string>
  /** The link is the current one only with just this search. */
  exact?: boolean
  children: ReactNode
}

/** A link inside the product. On a phone that somebody else looks at, it leaves no trail in the browser's history. */
export function Go({
  to,
  search,
  exact,
  children,
  ...rest
}: Target & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>) {
  return (
    <RouterAnchor
      to={to}
      {...(search && { search: search as never })}
      {...(exact && { activeOptions: { exact: true } })}
      replace={isQuiet()}
      {...rest}
    >
      {children}
    </RouterAnchor>
  )
}

/** The same as a button. */
export function GoButton({
  to,
  search,
  children,
  ...rest
}: Omit<Target, 'exact'> & ButtonProps & { onClick?: () => void }) {
  return (
    <RouterButton component="a" to={to} {...(search && { search: search as never })} replace={isQuiet()} {...rest}>
      {children}
    </RouterButton>
  )
}

/** Moves to another screen, under the same rule. */
export function useGo(): (to: string, options?: { replace?: boolean; search?: Record<string, string> }) => void {
  const navigate = useNavigate()
  return (to, options) =>
    void navigate({
      to,
      ...(options?.search && { search: options.search as never }),
      replace: options?.replace === true || isQuiet(),
    })
}

/** One part of the address, such as `code` in /join/$code. */
export function usePart(name: string): string {
  const parts = useParams({ strict: false }) as Record<string, string | undefined>
  return parts[name] ?? ''
}

/** One value behind the question mark of the address. */
export function useQueryPart(name: string): string | undefined {
  const parts = useSearch({ strict: false }) as Record<string, unknown>
  const value = parts[name]
  return value === undefined ? undefined : String(value)
}
