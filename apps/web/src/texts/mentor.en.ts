export const texts: Record<string, object> = {}
