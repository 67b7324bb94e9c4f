import { changeContact } from '@cairn/contract/people.ts'
import { Button, Group, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../session/call.ts'
import { GoButton, useGo } from '../../ui/go.tsx'
import { Fault } from '../../ui/states.tsx'
import { WhoSees } from '../../ui/who-sees.tsx'
import { ContactFields } from './contact-fields.tsx'
import { beginContact, contactOf, missingContact } from './contact-form.ts'
import styles from './desk.module.css'
import type { Person } from './person.ts'

/** How to reach and find somebody; what was typed stays when the server refuses. */
export function EditContact({ person }: { person: Person }) {
  const { t } = useTranslation('desk-people')
  const go = useGo()
  const queries = useQueryClient()
  const [form, setForm] = useState(() => beginContact(person.contact, person.leaveMessage))
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    mutationFn: () =>
      call(changeContact, {
        params: { id: person.id },
        body: { version: person.version, contact: contactOf(form), leaveMessage: form.leaveMessage },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['people'] })
      go(`/desk/people/${person.id}`, { replace: true })
    },
  })
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (missingContact(form) === null) saving.mutate()
      }}
    >
      <Title order={1} size="h2">
        {t('contact.titleOf', { name: person.name })}
      </Title>
      <ContactFields form={form} tried={tried} onChange={setForm} />
      <WhoSees action="contact.read" mentorName={person.mentor?.name} />
      {saving.isError && <Fault error={saving.error} />}
      <Group gap="xs">
        <Button type="submit" loading={saving.isPending}>
          {t('shell:save')}
        </Button>
        <GoButton to={`/desk/people/${person.id}`} variant="subtle" color="slate">
          {t('shell:cancel')}
        </GoButton>
      </Group>
    </form>
  )
}
