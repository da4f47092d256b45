// Tells when an element comes near what is seen of the page.
import type { Attachment } from 'svelte/attachments';

const NEAR = '1200px'; // more than a fast flick covers before the next frame

/** Attach to a placeholder: `arrive` runs once, when it is near. */
export function whenNear(arrive: () => void): Attachment<Element> {
  return (element) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        arrive();
      },
      { root: element.closest('[data-scrolls]'), rootMargin: `${NEAR} 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
}

/** Attach to a placeholder: `tell` hears that it came near, and that it is no longer. */
export function whileNear(tell: (isNear: boolean) => void): Attachment<Element> {
  return (element) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? false), {
      root: element.closest('[data-scrolls]'),
      rootMargin: `${NEAR} 0px`,
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
}
