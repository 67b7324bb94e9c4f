import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPhone, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openStore } from '../../offline/database.ts'
import { newId } from '../../offline/uuid-v7.ts'
import { isLocked } from '../../session/lock.ts'
import { OnThisPhone } from '../../ui/who-sees.tsx'
import styles from './help.module.css'

/** People to call, kept on this phone and nowhere else. While the phone is locked they can be called, not changed. */
export function MyPeople({ title, empty }: { title: string; empty: string }) {
  const { t } = useTranslation('help')
  const queries = useQueryClient()
  const { data: people = [] } = useQuery({
    queryKey: ['my-phone-people'],
    queryFn: async () => (await openStore()).getAll('myPeople'),
  })
  const [adding, setAdding] = useState(false)
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const digits = number.replace(/[^\d+]/g, '')
  const again = () => queries.invalidateQueries({ queryKey: ['my-phone-people'] })

  async function add() {
    await (await openStore()).put('myPeople', { id: newId(), name: name.trim(), number: digits })
    setName('')
    setNumber('')
    setAdding(false)
    await again()
  }

  return (
    <section>
      <h2>{title}</h2>
      {people.length === 0 && <p>{empty}</p>}
      <div className={styles.items}>
        {people.map((person) => (
          <Group key={person.id} gap="xs" wrap="nowrap">
            <a className={styles.number} href={`tel:${person.number}`} style={{ flex: 1 }}>
              <IconPhone size={26} aria-hidden />
              <span>
                <strong>{person.name}</strong>
                <span className={styles.digits}>{person.number}</span>
              </span>
            </a>
            {!isLocked() && (
              <button
                type="button"
                className={styles.corner}
                aria-label={t('remove', { name: person.name })}
                onClick={async () => {
                  await (await openStore()).delete('myPeople', person.id)
                  await again()
                }}
              >
                <IconTrash size={20} aria-hidden />
              </button>
            )}
          </Group>
        ))}
      </div>
      {isLocked() ? null : adding ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <Stack gap="sm" mt="sm">
            <TextInput
              label={t('name')}
              value={name}
              autoFocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={t('phone')}
              type="tel"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <OnThisPhone>{t('onThisPhone')}</OnThisPhone>
            <Button type="submit" disabled={name.trim() === '' || digits.length < 3}>
              {t('keep')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Button variant="subtle" onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      )}
    </section>
  )
}
