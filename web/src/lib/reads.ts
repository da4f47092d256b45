// What a person can do to read a long thread: a part of `Client`.
import type { Found } from './finding';

export interface Reads {
  /**
   * Move what is read towards older items, from the host where they are not on this device. What comes after `last`, the id
   * of an item, is let go.
   */
  showOlder(last?: string): Promise<void>;
  /** Move what is read towards newer items. What comes before `last` is let go. */
  showNewer(last?: string): Promise<void>;
  showNewest(): Promise<void>;
  /** Move what is read to an item; false where it is not on this device. */
  showItem(id: string): Promise<boolean>;
  /** Whether the reader is at the end of the thread, to go along with what comes. */
  goAlong(follows: boolean): void;
  /** Have a task in `View.tasks`, and those that build on it; false where it is not on this device. */
  lookAt(taskId: string): Promise<boolean>;
  /** The items that have every word of a query, the newest first; `before` is where an earlier answer ended. */
  find(query: string, before?: number): Promise<Found>;
  /** When the oldest item on this device was. */
  oldestAt(): Promise<number | undefined>;
  /** Get what is older from the host; whether all of it came. */
  fetchAll(): Promise<boolean>;
}
