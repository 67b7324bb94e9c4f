import shell from '../../../../content/en/screens/shell.json' with { type: 'json' }

export const texts = { shell }
