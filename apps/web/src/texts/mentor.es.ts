import missed from '../../../../content/es/notices/we-missed-you.json' with { type: 'json' }
import log from '../../../../content/es/screens/mentor-log.json' with { type: 'json' }
import me from '../../../../content/es/screens/mentor-me.json' with { type: 'json' }
import today from '../../../../content/es/screens/mentor-today.json' with { type: 'json' }
import words from '../../../../content/es/screens/mentor-words.json' with { type: 'json' }

export const texts: Record<string, object> = {
  words,
  'mentor-log': log,
  'mentor-me': me,
  'mentor-today': today,
  'we-missed-you': missed,
}
