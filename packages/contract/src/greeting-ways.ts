/** How somebody can say hello. */
export const GREETING_WAYS = ['phone', 'text', 'app', 'in_person'] as const
export type GreetingWay = (typeof GREETING_WAYS)[number]
