// However often something changes, it is looked at once a frame.
const HIDDEN_MS = 250; // a hidden page gets no animation frames

/** Many calls within a frame become one. */
export function oncePerFrame(run: () => void): () => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
    run();
  };
  return () => {
    if (timer !== undefined) return;
    if (document.visibilityState === 'visible') frame = requestAnimationFrame(now);
    timer = setTimeout(now, HIDDEN_MS);
  };
}
