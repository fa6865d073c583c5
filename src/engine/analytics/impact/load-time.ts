import type { Connection } from '../../../shared/connections.ts'

/** Bytes that a server sends before it hears back: ten segments of 1460 bytes (RFC 6928, RFC 5681). */
const firstWindow = 10 * 1_460
/** Before the first request: the name is looked up, TCP and TLS 1.3 shake hands, each in one round trip (RFC 8446). */
const roundTripsToConnect = 3
/** Bytes of the document that names the image; an assumption. */
const documentBytes = 30_000

type Transfer = { readonly ms: number; readonly window: number }

/**
 * Time until the last byte is there, from the first one on, while the window doubles with every round trip (slow start,
 * RFC 5681) until the line is full. Nothing is lost and the server does not think.
 */
function transfer(bytes: number, { downBits, roundTripMs }: Connection, window: number): Transfer {
  const bytesPerMs = downBits / 8_000
  const full = bytesPerMs * roundTripMs
  let ms = 0
  let left = bytes
  let current = window
  while (current < full && left > current) {
    ms += roundTripMs
    left -= current
    current *= 2
  }
  return { ms: ms + left / bytesPerMs, window: Math.min(current, Math.max(full, firstWindow)) }
}

/** Milliseconds from asking for an image, over a connection that is open but was not used yet, to its last byte. */
export function imageLoadMs(bytes: number, connection: Connection): number {
  return connection.roundTripMs + transfer(bytes, connection, firstWindow).ms
}

/**
 * Milliseconds to the largest contentful paint of a page whose largest content is an image of so many bytes: connect,
 * get the document, then the image over the same connection. What decoding and painting take is not in it.
 */
export function largestPaintMs(bytes: number, connection: Connection): number {
  const { roundTripMs } = connection
  const page = transfer(documentBytes, connection, firstWindow)
  const image = transfer(bytes, connection, page.window)
  return (roundTripsToConnect + 2) * roundTripMs + page.ms + image.ms
}
