import type { InputWrapperProps } from '@mantine/core'

/** Fields that stand side by side keep one line when their hints are below. */
export const HINT_BELOW: NonNullable<InputWrapperProps['inputWrapperOrder']> = [
  'label',
  'input',
  'error',
  'description',
]
