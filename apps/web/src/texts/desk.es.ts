import help from '../../../../content/es/help.json' with { type: 'json' }
import board from '../../../../content/es/screens/desk-board.json' with { type: 'json' }
import followUps from '../../../../content/es/screens/desk-follow-ups.json' with { type: 'json' }
import groups from '../../../../content/es/screens/desk-groups.json' with { type: 'json' }
import mentors from '../../../../content/es/screens/desk-mentors.json' with { type: 'json' }
import onCall from '../../../../content/es/screens/desk-on-call.json' with { type: 'json' }
import people from '../../../../content/es/screens/desk-people.json' with { type: 'json' }
import waiting from '../../../../content/es/screens/desk-waiting.json' with { type: 'json' }
import gettingIn from '../../../../content/es/screens/getting-in.json' with { type: 'json' }
import words from '../../../../content/es/screens/mentor-words.json' with { type: 'json' }
import card from '../../../../content/es/screens/my-card.json' with { type: 'json' }
import cardWords from '../../../../content/es/screens/my-words.json' with { type: 'json' }
import setup from '../../../../content/es/screens/setup.json' with { type: 'json' }

export const texts: Record<string, object> = {
  'getting-in': gettingIn,
  words,
  'desk-board': board,
  'desk-follow-ups': followUps,
  'desk-groups': groups,
  'desk-mentors': mentors,
  'desk-on-call': onCall,
  'desk-people': people,
  'desk-waiting': waiting,
  // The questions of a person's own card, in the words in which she reads them herself.
  'my-card': card,
  'my-words': cardWords,
  // The numbers and doors of the help page, for its preview.
  help: { page: help },
  setup,
}
