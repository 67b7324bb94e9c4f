import { CallError } from '@cairn/contract/call.ts'
import { QueryClient } from '@tanstack/react-query'

/** A refusal is an answer: it is not asked again. A missing network or a busy server is worth two more tries. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof CallError) || error.status === 0 || error.status >= 500),
      staleTime: 30_000,
      // Screens work from what the phone kept, so a query runs without a network, too.
      networkMode: 'always',
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
