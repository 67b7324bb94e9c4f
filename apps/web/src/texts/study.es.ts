import study from '../../../../content/es/screens/study.json' with { type: 'json' }

export const texts: Record<string, object> = { study }
