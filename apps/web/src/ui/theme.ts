import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const pine: MantineColorsTuple = [
  '#eef6f3',
  '#dbeae5',
  '#b5d5cb',
  '#8cbfaf',
  '#69ac98',
  '#519f88',
  '#2b7a66',
  '#1f5a4c',
  '#184a3e',
  '#0f382f',
]
const amber: MantineColorsTuple = [
  '#fdf5e9',
  '#f8e9d2',
  '#efd1a3',
  '#e6b86f',
  '#dda344',
  '#d2922f',
  '#c9822b',
  '#a0631a',
  '#815014',
  '#633c0e',
]
const coral: MantineColorsTuple = [
  '#fdeeec',
  '#f8dad6',
  '#efb3ab',
  '#e99a8f',
  '#e07a6d',
  '#d45a4c',
  '#c4483a',
  '#c4483a',
  '#9a3529',
  '#7a291f',
]
const slate: MantineColorsTuple = [
  '#f2f4f3',
  '#e4e8e6',
  '#ccd3d0',
  '#b1bbb7',
  '#93a09b',
  '#74837d',
  '#5b6a64',
  '#46534e',
  '#33403b',
  '#22302b',
]
/** Mantine's dark scale, tinted toward ink so that both themes are one place. */
const dark: MantineColorsTuple = [
  '#e6ebe8',
  '#c6cfcb',
  '#a3b0ab',
  '#71807a',
  '#4d5b55',
  '#394742',
  '#2a3632',
  '#1b2522',
  '#141c1a',
  '#0e1413',
]

/** Phones: large type, targets of at least 48 px. The desk overrides the sizes and nothing else. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine, amber, coral, slate, dark },
  black: '#22302b',
  white: '#ffffff',
  fontFamily: "'Atkinson Hyperlegible Next Variable', system-ui, sans-serif",
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.25rem', xl: '1.5rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.4', xl: '1.3' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'md',
  shadows: { sm: 'var(--cairn-shadow)', md: 'var(--cairn-shadow)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // Spanish is longer than English: a label that does not fit goes on in a second line.
    Button: {
      defaultProps: { size: 'lg' },
      styles: {
        root: {
          display: 'inline-flex',
          alignItems: 'center',
          justifyContent: 'var(--button-justify, center)',
          height: 'auto',
          minHeight: 'var(--button-height)',
          paddingBlock: 4,
        },
        label: { whiteSpace: 'normal', textAlign: 'center', lineHeight: 1.25 },
      },
    },
    InputWrapper: { styles: { label: { marginBottom: 4 }, description: { marginBottom: 6, fontSize: '0.9375rem' } } },
    TextInput: { defaultProps: { size: 'lg' } },
    PasswordInput: { defaultProps: { size: 'lg' } },
    PinInput: { defaultProps: { size: 'xl' } },
    Textarea: { defaultProps: { size: 'lg' } },
    NativeSelect: { defaultProps: { size: 'lg' } },
    Switch: { defaultProps: { size: 'lg' } },
    Radio: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    ActionIcon: { defaultProps: { size: 48, variant: 'subtle' } },
    Modal: { defaultProps: { centered: true, radius: 'lg' } },
  },
})

/** What the desk changes: it is open eight hours a day, on a large screen, with a mouse or keys. */
export const deskTheme = createTheme({
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    NativeSelect: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { size: 36, variant: 'subtle' } },
    Modal: { defaultProps: { centered: true, radius: 'md' } },
  },
})

/** The roles of look.md as CSS variables, in both themes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#faf7f2',
    '--mantine-color-text': '#22302b',
    '--mantine-color-dimmed': '#55645d',
    '--mantine-color-placeholder': '#6b7973',
    '--mantine-color-anchor': '#1f5a4c',
    '--mantine-color-default-border': '#c9cdc6',
    '--mantine-color-error': '#b23c2f',
    '--cairn-surface': '#ffffff',
    '--cairn-line': '#e7e1d6',
    '--cairn-quiet': '#f1ece3',
    '--cairn-pine': '#1f5a4c',
    '--cairn-pine-soft': '#e6f0ec',
    '--cairn-amber': '#945a12',
    '--cairn-amber-soft': '#fbf0de',
    '--cairn-coral': '#c4483a',
    '--cairn-coral-soft': '#fbe9e6',
    '--cairn-mark-base': '#1f5a4c',
    '--cairn-shadow': '0 1px 2px rgba(34, 48, 43, 0.06), 0 6px 20px rgba(34, 48, 43, 0.06)',
  },
  dark: {
    '--mantine-color-body': '#141c1a',
    '--mantine-color-text': '#eef2ef',
    '--mantine-color-dimmed': '#a9b6b0',
    '--mantine-color-placeholder': '#93a29c',
    '--mantine-color-anchor': '#9fd3c2',
    '--mantine-color-default-border': '#46554f',
    '--mantine-color-error': '#f0a196',
    '--cairn-surface': '#1d2724',
    '--cairn-line': '#2f3b37',
    '--cairn-quiet': '#232e2b',
    '--cairn-pine': '#9fd3c2',
    '--cairn-pine-soft': '#223831',
    '--cairn-amber': '#e9bd77',
    '--cairn-amber-soft': '#3a2f1c',
    '--cairn-coral': '#f0a196',
    '--cairn-coral-soft': '#42241f',
    '--cairn-mark-base': '#2f7d69',
    '--cairn-shadow': '0 1px 2px rgba(0, 0, 0, 0.4), 0 6px 20px rgba(0, 0, 0, 0.25)',
  },
})
