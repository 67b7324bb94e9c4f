import shell from '../../../../content/es/screens/shell.json' with { type: 'json' }

export const texts = { shell }
