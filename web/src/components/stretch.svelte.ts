// Which part of a long thread is mounted: enough to scroll in, never so much that scrolling suffers.

const STEP = 60; // items mounted at first and with each step: more than two screens of a desktop
const MOST = 4 * STEP;

/** A stretch of a list that follows the list's end until somebody moves it up. */
export class Stretch {
  from = $state(0);
  /** Absent while the stretch reaches to the end, wherever that is. */
  private to = $state<number>();

  constructor(length: number) {
    this.from = Math.max(0, length - STEP);
  }

  get reachesEnd(): boolean {
    return this.to === undefined;
  }

  /** Where the stretch ends in a list of this length. */
  end(length: number): number {
    return Math.min(this.to ?? length, length);
  }

  older(length: number): void {
    this.from = Math.max(0, this.from - STEP);
    const most = this.from + MOST;
    if (this.end(length) > most) this.to = most;
  }

  newer(length: number): void {
    const to = this.end(length) + STEP;
    this.to = to >= length ? undefined : to;
    this.from = Math.max(this.from, this.end(length) - MOST);
  }

  toEnd(length: number): void {
    this.to = undefined;
    this.from = Math.max(0, length - STEP);
  }

  /** Moves so that one index is inside, in the middle of what is mounted. */
  around(index: number, length: number): void {
    if (index >= this.from && index < this.end(length)) return;
    this.from = Math.max(0, index - STEP);
    this.to = index + STEP >= length ? undefined : index + STEP;
  }

  /** The list grew at its old end: what is mounted stays mounted. */
  shift(by: number): void {
    this.from += by;
    if (this.to !== undefined) this.to += by;
  }

  /** Drops what is far above the end, where nobody looks while they are at the end. */
  trim(length: number): void {
    if (this.reachesEnd && length - this.from > 3 * STEP) this.from = length - STEP;
  }
}
