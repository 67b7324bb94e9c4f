/** SHA-256 of some bytes: 32 bytes. Given by the caller, who has a tested one (Node's crypto, WebCrypto, a library). */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

const BLOCK = 64

/** HMAC-SHA256 from a SHA-256. Source: RFC 2104; vectors in RFC 4231. */
export function hmacSha256(sha256: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const own = new Uint8Array(BLOCK)
  own.set(key.length > BLOCK ? sha256(key) : key)
  const inner = sha256(
    joinBytes(
      own.map((b) => b ^ 0x36),
      message,
    ),
  )
  return sha256(
    joinBytes(
      own.map((b) => b ^ 0x5c),
      inner,
    ),
  )
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Lower-case hexadecimal digits, two a byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** Bytes of hexadecimal digits, or undefined when the text is none. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 === 1 || !/^[0-9a-f]*$/i.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16))
}
