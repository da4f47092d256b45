// Keeps the focus from being lost: when what holds it is taken away or moved, it goes to what is left there.
import { enter, paneNamed, paneOf, stopFrom, stopSeen } from './panes';

/** Follows the focus in the page; returns how to stop. */
export function keepFocus(): () => void {
  /** Where the focus goes, the first that is still there. */
  let trail: HTMLElement[] = [];
  let pane: HTMLElement | null = null;

  const follow = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    pane = paneOf(target);
    const stop = target.closest<HTMLElement>('[data-stop]');
    trail = [target, ...(stop ? [stop] : []), ...[stopFrom(target, -1) ?? []].flat()];
  };
  // Whoever presses beside everything wants the focus nowhere.
  const forget = (): void => {
    trail = [];
    pane = null;
  };
  const look = (): void => {
    if (document.activeElement !== document.body || !pane) return;
    const [held] = trail;
    if (held?.isConnected && held.matches(':disabled')) return; // it comes back once it is pressed to the end
    const left = trail.find((one) => one.isConnected && one.checkVisibility());
    if (left) left.focus({ preventScroll: true });
    else {
      const thread = paneNamed('thread');
      const next = pane.isConnected && pane.checkVisibility() ? pane : thread;
      const seen = next && next === thread ? stopSeen(next) : undefined; // the thread stays where it is read
      if (seen) seen.focus({ preventScroll: true });
      else if (next) enter(next);
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled', 'hidden'] });
  document.addEventListener('focusin', follow);
  document.addEventListener('pointerdown', forget, { capture: true });
  return () => {
    watch.disconnect();
    document.removeEventListener('focusin', follow);
    document.removeEventListener('pointerdown', forget, { capture: true });
  };
}
