// An element that is touched or dragged along its width, as a slider is; a scroll over it stays one.
import type { Attachment } from 'svelte/attachments';

/** Tells how far along, in percent, the element is clicked or dragged. */
export function slid(tell: (percent: number) => void): Attachment<HTMLElement> {
  return (node) => {
    const gone = new AbortController();
    const at = ({ clientX }: MouseEvent): void => {
      const { left, width } = node.getBoundingClientRect();
      if (width) tell(Math.round(100 * Math.min(1, Math.max(0, (clientX - left) / width))));
    };
    node.addEventListener('pointerdown', ({ pointerId }) => node.setPointerCapture(pointerId), gone);
    node.addEventListener('pointermove', (event) => node.hasPointerCapture(event.pointerId) && at(event), gone);
    node.addEventListener('click', at, gone);
    node.addEventListener('dragstart', (event) => event.preventDefault(), gone); // of the picture in it
    return () => gone.abort();
  };
}
