import help from '../../../../content/en/help.json' with { type: 'json' }
import board from '../../../../content/en/screens/desk-board.json' with { type: 'json' }
import followUps from '../../../../content/en/screens/desk-follow-ups.json' with { type: 'json' }
import groups from '../../../../content/en/screens/desk-groups.json' with { type: 'json' }
import mentors from '../../../../content/en/screens/desk-mentors.json' with { type: 'json' }
import onCall from '../../../../content/en/screens/desk-on-call.json' with { type: 'json' }
import people from '../../../../content/en/screens/desk-people.json' with { type: 'json' }
import waiting from '../../../../content/en/screens/desk-waiting.json' with { type: 'json' }
import gettingIn from '../../../../content/en/screens/getting-in.json' with { type: 'json' }
import words from '../../../../content/en/screens/mentor-words.json' with { type: 'json' }
import card from '../../../../content/en/screens/my-card.json' with { type: 'json' }
import cardWords from '../../../../content/en/screens/my-words.json' with { type: 'json' }
import setup from '../../../../content/en/screens/setup.json' with { type: 'json' }

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
