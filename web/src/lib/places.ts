// Where a relay is reached, and by which name its logins are bound.

/** The base URL of a relay; an empty one in an invitation means the app's own origin. */
export function relayBase(named: string, origin: string): string {
  return named ? named.replace(/\/+$/, '') : new URL('relay', origin.endsWith('/') ? origin : `${origin}/`).href;
}

/** A WebSocket URL at a relay. */
export function socketUrl(relay: string, path: string): string {
  return `${relay.replace(/^http/, 'ws')}${path}`;
}

/** The host:port that a login names, as the relay sees it in the Host header. */
export function audienceOf(relay: string): string {
  return new URL(relay).host;
}
