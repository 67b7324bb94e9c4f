import { StatisticsError } from '../statistics-error.ts'

/** The refusal of what a test expects to be refused; any other error goes on. */
export function errorOf(work: () => unknown): StatisticsError {
  try {
    work()
  } catch (error) {
    if (error instanceof StatisticsError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
