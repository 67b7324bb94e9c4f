import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Exercise, goBack, goOn, isOver, pass, pauseOrPlay, progress, START } from './exercise.ts'
import styles from './wave.module.css'

const TICK_SECONDS = 0.25

/** The exercise, full screen: one step at a time, large, with a way out at every moment. */
export function Player({ exercise, onEnd, onLeave }: { exercise: Exercise; onEnd: () => void; onLeave: () => void }) {
  const { t } = useTranslation('my-wave')
  const [playing, setPlaying] = useState(START)
  const step = exercise.steps[playing.step]
  const over = isOver(exercise, playing)

  useEffect(() => {
    const ticking = setInterval(() => setPlaying((before) => pass(exercise, before, TICK_SECONDS)), TICK_SECONDS * 1000)
    return () => clearInterval(ticking)
  }, [exercise])
  useEffect(() => {
    // The phone should not go dark in the middle of it. Where that is not possible, nothing else changes.
    const lock = navigator.wakeLock?.request('screen').catch(() => undefined)
    return () => void lock?.then((held) => held?.release())
  }, [])
  useEffect(() => {
    if (over) onEnd()
  }, [over, onEnd])

  if (!step) return null
  const isBreath = step.kind.startsWith('breathe') || (step.kind === 'hold' && exercise.id === 'slow-breath')
  return (
    <div className={styles.player} role="dialog" aria-modal="true" aria-label={exercise.title}>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.done} style={{ width: `${progress(exercise, playing) * 100}%` }} />
      </div>
      <div className={styles.stage}>
        {isBreath && (
          <div
            className={styles.breath}
            data-kind={step.kind}
            data-paused={playing.paused || undefined}
            style={{ transitionDuration: `${step.seconds ?? 4}s` }}
            aria-hidden="true"
          />
        )}
        <p className={styles.step} aria-live="polite">
          {step.text}
        </p>
        {step.seconds !== null && !isBreath && step.seconds >= 10 && (
          <p className={styles.seconds} aria-hidden="true">
            {Math.ceil(step.seconds - playing.spent)}
          </p>
        )}
      </div>
      <div className={styles.controls}>
        {step.seconds === null ? (
          <Button fullWidth onClick={() => setPlaying(goOn)}>
            {t('goOn')}
          </Button>
        ) : (
          <Button fullWidth variant="light" onClick={() => setPlaying(pauseOrPlay)}>
            {playing.paused ? t('play') : t('pause')}
          </Button>
        )}
        <div className={styles.pair}>
          <Button variant="subtle" disabled={playing.step === 0} onClick={() => setPlaying(goBack)}>
            {t('stepBack')}
          </Button>
          <Button variant="subtle" onClick={() => setPlaying(goOn)}>
            {t('skip')}
          </Button>
        </div>
        <Button variant="subtle" color="slate" onClick={onLeave}>
          {t('leave')}
        </Button>
      </div>
    </div>
  )
}
