import help from '../../../../content/es/help.json' with { type: 'json' }
import gettingIn from '../../../../content/es/screens/getting-in.json' with { type: 'json' }
import helpScreen from '../../../../content/es/screens/help.json' with { type: 'json' }
import join from '../../../../content/es/screens/join.json' with { type: 'json' }
import begin from '../../../../content/es/screens/setup-begin.json' with { type: 'json' }
import signIn from '../../../../content/es/screens/sign-in.json' with { type: 'json' }

export const texts = { begin, 'getting-in': gettingIn, help: { ...helpScreen, page: help }, join, 'sign-in': signIn }
