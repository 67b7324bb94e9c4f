import { useEffect, useRef, useState } from 'react'
import { openStore } from '../../offline/database.ts'

/**
 * A form that was begun stays on this phone until it is saved: a call that comes in, or a closed app, loses nothing. One that
 * was only looked at is not kept: its guess of the time would be an old one.
 * `fresh` runs once its value is known and nothing was kept.
 */
export function useDraft<T>(name: string, fresh: () => T | undefined, ready: boolean) {
  const [form, setForm] = useState<T>()
  const done = useRef(false)
  const touched = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a form begins once a name; what `fresh` reads may change later.
  useEffect(() => {
    done.current = false
    touched.current = false
    setForm(undefined)
    if (!ready) return
    let gone = false
    void openStore()
      .then((store) => store.get('drafts', name))
      .catch(() => undefined)
      .then((kept) => {
        if (!gone) setForm((kept as T | undefined) ?? fresh())
      })
    return () => {
      gone = true
    }
  }, [name, ready])

  useEffect(() => {
    if (form === undefined || done.current || !touched.current) return
    const writing = setTimeout(
      () =>
        void openStore().then(
          (store) => (done.current ? undefined : store.put('drafts', form, name)),
          () => undefined,
        ),
      300,
    )
    return () => clearTimeout(writing)
  }, [form, name])

  const change = (patch: Partial<T>) => {
    touched.current = true
    setForm((old) => (old === undefined ? old : { ...old, ...patch }))
  }
  const forget = async () => {
    done.current = true
    await openStore().then(
      (store) => store.delete('drafts', name),
      () => undefined,
    )
  }
  return { form, change, forget }
}
