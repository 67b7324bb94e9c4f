import supervisorTold from '../../../../content/en/cards/supervisor-told.md?raw'
import tolerance from '../../../../content/en/cards/tolerance-and-naloxone.md?raw'
import missed from '../../../../content/en/notices/we-missed-you.json' with { type: 'json' }
import gettingIn from '../../../../content/en/screens/getting-in.json' with { type: 'json' }
import log from '../../../../content/en/screens/mentor-log.json' with { type: 'json' }
import me from '../../../../content/en/screens/mentor-me.json' with { type: 'json' }
import today from '../../../../content/en/screens/mentor-today.json' with { type: 'json' }
import words from '../../../../content/en/screens/mentor-words.json' with { type: 'json' }
import days from '../../../../content/en/screens/my-days.json' with { type: 'json' }
import herWords from '../../../../content/en/screens/my-words.json' with { type: 'json' }
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
