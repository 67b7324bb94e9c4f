import supervisorTold from '../../../../content/es/cards/supervisor-told.md?raw'
import tolerance from '../../../../content/es/cards/tolerance-and-naloxone.md?raw'
import holdOn from '../../../../content/es/exercises/hold-on-to-the-room.json' with { type: 'json' }
import rideTheWave from '../../../../content/es/exercises/ride-the-wave.json' with { type: 'json' }
import slowBreath from '../../../../content/es/exercises/slow-breath.json' with { type: 'json' }
import gettingIn from '../../../../content/es/screens/getting-in.json' with { type: 'json' }
import card from '../../../../content/es/screens/my-card.json' with { type: 'json' }
import check from '../../../../content/es/screens/my-check.json' with { type: 'json' }
import days from '../../../../content/es/screens/my-days.json' with { type: 'json' }
import me from '../../../../content/es/screens/my-me.json' with { type: 'json' }
import people from '../../../../content/es/screens/my-people.json' with { type: 'json' }
import questions from '../../../../content/es/screens/my-questions.json' with { type: 'json' }
import today from '../../../../content/es/screens/my-today.json' with { type: 'json' }
import wave from '../../../../content/es/screens/my-wave.json' with { type: 'json' }
import words from '../../../../content/es/screens/my-words.json' with { type: 'json' }
import { bodyOfCard, splitCard } from './card.ts'

export const texts = {
  'getting-in': gettingIn,
  'my-card': card,
  'my-check': check,
  'my-days': days,
  'my-me': me,
  'my-people': people,
  'my-questions': questions,
  'my-today': today,
  'my-wave': wave,
  'my-words': words,
  exercises: { 'hold-on-to-the-room': holdOn, 'ride-the-wave': rideTheWave, 'slow-breath': slowBreath },
  tolerance: splitCard(tolerance, ['thanks', 'tolerance', 'naloxone']),
  supervisorTold: { text: bodyOfCard(supervisorTold) },
}
