// Comments being written on one task's change: kept on this device at each keystroke until they are saved or left.
import { isKept } from '../lib/comments';
import type { Client, CommentDraft, CommentView } from '../lib/view';

type Place = Pick<CommentDraft, 'id' | 'path' | 'side' | 'line'>;

export class Writing {
  drafts = $state.raw<CommentDraft[]>([]);
  /** What was begun last by a tap, and takes the focus. */
  begun: string | undefined;

  constructor(
    private readonly client: Client,
    private readonly taskId: string,
  ) {}

  /** Take up what was left unsaved, or was refused. */
  async load(comments: readonly CommentView[]): Promise<void> {
    const kept = await this.client.unsavedComments(this.taskId);
    this.drafts = [...this.drafts, ...kept.filter((one) => !this.find(one) && !isKept(one, comments))];
  }

  find(place: Place): CommentDraft | undefined {
    return this.drafts.find((one) => keyOf(one) === keyOf(place));
  }

  begin(draft: CommentDraft): void {
    this.begun = keyOf(draft);
    if (!this.find(draft)) this.drafts = [...this.drafts, draft];
  }

  async type(draft: CommentDraft, text: string): Promise<void> {
    const typed = { ...draft, text };
    this.drafts = this.drafts.map((one) => (one === draft ? typed : one));
    await this.client.keepUnsaved(this.taskId, typed);
  }

  async save(draft: CommentDraft): Promise<void> {
    await this.client.writeComment(this.taskId, { ...draft, text: draft.text.trim() });
    await this.leave(draft);
  }

  async leave(draft: CommentDraft): Promise<void> {
    this.drafts = this.drafts.filter((one) => keyOf(one) !== keyOf(draft));
    await this.client.keepUnsaved(this.taskId, { ...draft, text: '' });
  }
}

/** Names a comment being written: a new one by its line, one that is changed by its id. */
export function keyOf({ id = '', path, side, line }: Place): string {
  return `${id} ${side} ${line} ${path}`;
}
