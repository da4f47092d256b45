// However often something changes, it is looked at once a frame.
const HIDDEN_MS = 250; // a hidden page gets no animation frames

/** Many calls within a frame become one; so do those that can wait for so many milliseconds. */
export function oncePerFrame(run: () => void): (afterMs?: number) => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    clearTimeout(waiting);
    timer = waiting = undefined;
    run();
  };
  const soon = (): void => {
    if (timer !== undefined) return;
    if (document.visibilityState === 'visible') frame = requestAnimationFrame(now);
    timer = setTimeout(now, HIDDEN_MS);
  };
  return (afterMs = 0) => {
    if (afterMs === 0) soon();
    else waiting ??= setTimeout(soon, afterMs);
  };
}
