import study from '../../../../content/en/screens/study.json' with { type: 'json' }

export const texts: Record<string, object> = { study }
