import missed from '../../../../content/en/notices/we-missed-you.json' with { type: 'json' }
import log from '../../../../content/en/screens/mentor-log.json' with { type: 'json' }
import me from '../../../../content/en/screens/mentor-me.json' with { type: 'json' }
import today from '../../../../content/en/screens/mentor-today.json' with { type: 'json' }
import words from '../../../../content/en/screens/mentor-words.json' with { type: 'json' }

export const texts: Record<string, object> = {
  words,
  'mentor-log': log,
  'mentor-me': me,
  'mentor-today': today,
  'we-missed-you': missed,
}
