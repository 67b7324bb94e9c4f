import supervisorTold from '../../../../content/es/cards/supervisor-told.md?raw'
import tolerance from '../../../../content/es/cards/tolerance-and-naloxone.md?raw'
import missed from '../../../../content/es/notices/we-missed-you.json' with { type: 'json' }
import gettingIn from '../../../../content/es/screens/getting-in.json' with { type: 'json' }
import log from '../../../../content/es/screens/mentor-log.json' with { type: 'json' }
import me from '../../../../content/es/screens/mentor-me.json' with { type: 'json' }
import today from '../../../../content/es/screens/mentor-today.json' with { type: 'json' }
import words from '../../../../content/es/screens/mentor-words.json' with { type: 'json' }
import days from '../../../../content/es/screens/my-days.json' with { type: 'json' }
import herWords from '../../../../content/es/screens/my-words.json' with { type: 'json' }
import { bodyOfCard, splitCard } from './card.ts'

export const texts: Record<string, object> = {
  'getting-in': gettingIn,
  words,
  'mentor-log': log,
  'mentor-me': me,
  'mentor-today': today,
  'we-missed-you': missed,
  // The pages that are handed to a participant, in the words of her own phone.
  'my-days': days,
  'my-words': herWords,
  tolerance: splitCard(tolerance, ['thanks', 'tolerance', 'naloxone']),
  supervisorTold: { text: bodyOfCard(supervisorTold) },
}
