import { Skeleton } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import styles from './study.module.css'

type PlotModule = typeof import('@observablehq/plot')

/** A drawing by Observable Plot, which is loaded only here; redrawn when its width changes. Its words stand in `label`. */
export function Chart({ draw, label }: { draw: (plot: PlotModule, width: number) => Element; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState(false)
  const latest = useRef(draw)
  latest.current = draw
  useEffect(() => {
    const place = box.current
    if (!place) return
    let gone = false
    let width = 0
    const paint = async () => {
      const next = Math.floor(place.clientWidth)
      if (next === 0 || next === width) return
      width = next
      const plot = await import('@observablehq/plot')
      if (gone) return
      const figure = latest.current(plot, width)
      // The whole drawing is one picture with one sentence; its parts are not announced one by one.
      for (const part of figure.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
      figure.setAttribute('role', 'img')
      figure.setAttribute('aria-label', label)
      place.replaceChildren(figure)
      setDrawn(true)
    }
    const watching = new ResizeObserver(() => void paint())
    watching.observe(place)
    void paint()
    return () => {
      gone = true
      watching.disconnect()
    }
  }, [label])
  return (
    <div className={styles['chart']}>
      {!drawn && <Skeleton height={280} />}
      <div ref={box} />
    </div>
  )
}
