import supervisorTold from '../../../../content/en/cards/supervisor-told.md?raw'
import tolerance from '../../../../content/en/cards/tolerance-and-naloxone.md?raw'
import holdOn from '../../../../content/en/exercises/hold-on-to-the-room.json' with { type: 'json' }
import rideTheWave from '../../../../content/en/exercises/ride-the-wave.json' with { type: 'json' }
import slowBreath from '../../../../content/en/exercises/slow-breath.json' with { type: 'json' }
import gettingIn from '../../../../content/en/screens/getting-in.json' with { type: 'json' }
import card from '../../../../content/en/screens/my-card.json' with { type: 'json' }
import check from '../../../../content/en/screens/my-check.json' with { type: 'json' }
import days from '../../../../content/en/screens/my-days.json' with { type: 'json' }
import me from '../../../../content/en/screens/my-me.json' with { type: 'json' }
import people from '../../../../content/en/screens/my-people.json' with { type: 'json' }
import questions from '../../../../content/en/screens/my-questions.json' with { type: 'json' }
import today from '../../../../content/en/screens/my-today.json' with { type: 'json' }
import wave from '../../../../content/en/screens/my-wave.json' with { type: 'json' }
import words from '../../../../content/en/screens/my-words.json' with { type: 'json' }
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
