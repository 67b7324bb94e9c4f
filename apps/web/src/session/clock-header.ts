/** The phone's clock at the moment of sending: an entry written offline days ago is not taken for a wrong clock. */
export const sentAt = (): Record<string, string> => ({ 'x-cairn-sent-at': new Date().toISOString() })
