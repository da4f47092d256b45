// Which files of one change are viewed, as the person marks them.
import { SvelteSet } from 'svelte/reactivity';
import type { DiffFile } from '../lib/view';
import { keepMark, markOf, readMarks, type Memory } from '../lib/viewed';

// Looked up late: where storage is blocked, the name alone throws.
const DEVICE: Memory = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
};

export class Viewing {
  /** Whether the marks outlast this page. */
  isKept = $state(true);
  private readonly marks: ReadonlyMap<DiffFile, string>;
  private readonly viewed: SvelteSet<string>;

  constructor(files: readonly DiffFile[], change: string) {
    this.marks = new Map(files.map((file) => [file, markOf(file, change)]));
    this.viewed = new SvelteSet(readMarks(DEVICE));
  }

  has(file: DiffFile): boolean {
    return this.viewed.has(this.marks.get(file) ?? '');
  }

  get count(): number {
    return [...this.marks.keys()].filter((file) => this.has(file)).length;
  }

  set(file: DiffFile, viewed: boolean): void {
    const mark = this.marks.get(file);
    if (mark === undefined) return;
    if (viewed) this.viewed.add(mark);
    else this.viewed.delete(mark);
    this.isKept = keepMark(DEVICE, mark, viewed);
  }
}
