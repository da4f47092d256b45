// Keeps the composer above the on-screen keyboard where the browser only shrinks what is seen, not the page (iOS).

/** Follows the part of the page that is seen; returns how to stop. */
export function followKeyboard(): (() => void) | undefined {
  const seen = window.visualViewport;
  if (!seen) return undefined;
  const root = document.documentElement;
  const fit = (): void => {
    // Somebody who has zoomed in wants to move about, not a smaller page.
    if (seen.scale > 1.01) return;
    root.style.setProperty('--seen-height', `${seen.height}px`);
    if (seen.offsetTop > 0) window.scrollTo(0, 0);
  };
  fit();
  seen.addEventListener('resize', fit);
  seen.addEventListener('scroll', fit);
  return () => {
    seen.removeEventListener('resize', fit);
    seen.removeEventListener('scroll', fit);
    root.style.removeProperty('--seen-height');
  };
}
