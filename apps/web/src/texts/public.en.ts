import help from '../../../../content/en/help.json' with { type: 'json' }
import gettingIn from '../../../../content/en/screens/getting-in.json' with { type: 'json' }
import helpScreen from '../../../../content/en/screens/help.json' with { type: 'json' }
import join from '../../../../content/en/screens/join.json' with { type: 'json' }
import begin from '../../../../content/en/screens/setup-begin.json' with { type: 'json' }
import signIn from '../../../../content/en/screens/sign-in.json' with { type: 'json' }

export const texts = { begin, 'getting-in': gettingIn, help: { ...helpScreen, page: help }, join, 'sign-in': signIn }
