// An invitation in the page's own address: taken once, and hidden at once.

/** The invitation that this page was opened with, if any; the address no longer shows it afterwards. */
export function takeInvitation(): string | undefined {
  const { hash, href, pathname, search } = location;
  if (!hash.startsWith('#p=')) return undefined;
  // The one-time secret must not stay in the history or in a shared screenshot of the address.
  history.replaceState(null, '', pathname + search);
  return href;
}
