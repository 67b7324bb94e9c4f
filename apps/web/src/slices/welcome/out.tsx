import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetReadings } from '../../offline/database.ts'

/** Where Exit leads: a page with nothing on it that anybody would look at twice. */
export function OutScreen() {
  const { t } = useTranslation('sign-in')
  useEffect(() => {
    void forgetReadings().catch(() => {})
  }, [])
  return (
    <div style={{ padding: '48px 24px', maxWidth: 560 }}>
      <h1 style={{ font: 'inherit', margin: '1em 0' }}>{t('out.title')}</h1>
      <p>{t('out.text')}</p>
      <p>
        <a href="https://www.weather.gov/" rel="noreferrer">
          {t('out.link')}
        </a>
      </p>
    </div>
  )
}
