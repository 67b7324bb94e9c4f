import { Button } from '@mantine/core'
import { IconChevronLeft, IconMessage, IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HOME } from '../../routes.ts'
import { exit } from '../../session/leave.ts'
import { readPlace } from '../../session/remember.ts'
import { timeWords } from '../../ui/dates.ts'
import { GoButton } from '../../ui/go.tsx'
import { Mark } from '../../ui/mark.tsx'
import { OtherLanguage } from '../../ui/switches.tsx'
import styles from './help.module.css'
import { type HelpItem, type HelpNumber, type HelpText, numbersFor, ownNumbers, whoIsAwake } from './help-page.ts'
import { MyPeople } from './my-people.tsx'
import { useHelp } from './use-help.ts'

function NumberLink({ number, urgent }: { number: HelpNumber; urgent: boolean }) {
  const Icon = number.href.startsWith('sms') ? IconMessage : IconPhone
  return (
    <a className={styles.number} data-urgent={urgent || undefined} href={number.href}>
      <Icon size={26} aria-hidden />
      <span>
        <strong>{number.label}</strong>
        {number.display !== '911' && number.display !== '988' && (
          <span className={styles.digits}>{number.display}</span>
        )}
        {number.note && <span className={styles.note}>{number.note}</span>}
      </span>
    </a>
  )
}

/** Help now: static words, numbers to dial, who is awake. Nothing on this page is recorded anywhere. */
export function HelpScreen() {
  const { t } = useTranslation('help')
  const text = t('page', { returnObjects: true }) as unknown as HelpText
  const kept = useHelp()
  const place = readPlace()
  const home = place ? HOME[place.role] : '/'
  const [door, setDoor] = useState<string | undefined>()
  const open = text.doors.find(({ id }) => id === door)

  const piece = (item: HelpItem, at: number) => {
    if (item.kind === 'numbers')
      return numbersFor(text, item.numbers ?? [], kept).map((number) => (
        <NumberLink key={number.id} number={number} urgent={number.id === 'emergency'} />
      ))
    if (item.kind === 'steps')
      return (
        <section key={at}>
          <h2>{item.title}</h2>
          <ol className={styles.steps} data-plain={item.id !== 'naloxone' || undefined}>
            {item.steps?.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )
    if (item.kind === 'my-people') return <MyPeople key={at} title={item.title ?? ''} empty={item.empty ?? ''} />
    if (item.kind === 'on-call') return <OnCall key={at} item={item} kept={kept} />
    if (item.kind === 'exercise')
      return (
        <GoButton key={at} to="/my/wave" variant="light" className={styles.long ?? ''}>
          {item.text}
        </GoButton>
      )
    return <p key={at}>{item.text}</p>
  }

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        {open ? (
          <button type="button" className={styles.corner} onClick={() => setDoor(undefined)}>
            <IconChevronLeft size={20} aria-hidden /> {t('back')}
          </button>
        ) : (
          <GoButton to={home} variant="subtle" color="slate" leftSection={<Mark size={24} />} px="xs">
            {t('leave')}
          </GoButton>
        )}
        <span className={styles.corners}>
          <OtherLanguage className={styles.corner ?? ''} />
          <button type="button" className={styles.corner} onClick={exit}>
            {t('shell:exit')}
          </button>
        </span>
      </header>
      <h1>{open ? open.title : text.title}</h1>
      {open ? (
        <div className={styles.items}>
          {open.items.map(piece)}
          {open.id === 'not-ok' &&
            ownNumbers(kept).map((number) => <NumberLink key={number.id} number={number} urgent={false} />)}
        </div>
      ) : (
        <>
          <p className={styles.lead}>{text.open}</p>
          <div className={styles.items}>
            {text.doors.map(({ id, title }) => (
              <button
                key={id}
                type="button"
                className={styles.door}
                data-urgent={id === 'somebody-may-die' || undefined}
                onClick={() => setDoor(id)}
              >
                {title}
              </button>
            ))}
          </div>
        </>
      )}
      <footer className={styles.foot}>
        <p>{text.notEmergencyService}</p>
        <p>{text.noRecord}</p>
        <p>{text.offline}</p>
      </footer>
    </div>
  )
}

function OnCall({ item, kept }: { item: HelpItem; kept: ReturnType<typeof useHelp> }) {
  const { t, i18n } = useTranslation('help')
  const awake = whoIsAwake(kept, Date.now())
  if (awake.kind !== 'known') return <p>{awake.kind === 'nobody' ? item.nobody : item.unknown}</p>
  const until = timeWords(awake.until, i18n.language)
  return (
    <div className={styles.items}>
      <p>{(item.known ?? '').replace('{name}', awake.name).replace('{until}', until)}</p>
      {awake.phone && (
        <Button component="a" href={`tel:${awake.phone}`} variant="default" leftSection={<IconPhone aria-hidden />}>
          {t('callOnCall', { name: awake.name })}
        </Button>
      )}
    </div>
  )
}
