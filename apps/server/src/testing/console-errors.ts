import { afterEach, beforeEach, expect, vi } from 'vitest'

// An error on the console is a fault that nobody looked at: it fails the test.
beforeEach(() => {
  vi.spyOn(console, 'error')
})
afterEach(() => {
  expect(vi.mocked(console.error).mock.calls).toEqual([])
  vi.restoreAllMocks()
})
