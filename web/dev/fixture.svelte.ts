// A client with canned states: what the screens do can be seen without a host.
import type { Writings } from '../src/lib/composes';
import { toWritten, type Draft, type DraftPlace, type Written } from '../src/lib/draft';
import { find, type Found } from '../src/lib/finding';
import { oncePerFrame } from '../src/lib/frame';
import { isUnread } from '../src/lib/notices';
import { previewKey, type PreviewWish } from '../src/lib/peeks';
import type { Seen } from '../src/lib/seen';
import { textOf } from '../src/lib/searching';
import { around, endOf, fitted, newer, newest, older, type Extent, type Stretch } from '../src/lib/stretch';
import type { Template } from '../src/lib/templates';
import type { ApprovalAnswer } from '../src/lib/attention';
import type { Client, CommentDraft, DiffFile, Pairing, PairingState, PushStanding, PushWish, SendOptions, TaskView, View } from '../src/lib/view';
import type { PasskeyStanding } from '../src/lib/vouches';
import type { ChangeAct, DiscardReason, Preset, StuckAct } from '../src/lib/wire';
import { FILES } from './diffs';
import { fixtureDraft } from './drafts';
import { PASSKEYS, STANDINGS } from './passkeys';
import { cannedPart, cannedPreview } from './previews';
import { PUSHES } from './pushes';
import { LONG, SIXTY } from './large';
import { UNSEEN } from './unseen';
import { STATISTICS } from './statistics';
import { message } from './pieces';
import { CONTACTS, REFUSED, VIEWS, type Canned } from './threads';

const INVITED: PairingState = { step: 'ready', hostName: 'studio-pc' };

const PAIRING: Record<string, PairingState> = {
  invited: INVITED,
  shaking: { step: 'shaking' },
  silent: { step: 'shaking', unanswered: true },
  digits: { step: 'digits', digits: '048213', hostName: 'studio-pc' },
  failed: { step: 'failed', words: 'The digits were wrong three times on studio-pc.' },
};

class CannedPairing implements Pairing {
  state = $state.raw<PairingState>(INVITED);

  constructor(step: string) {
    const state = PAIRING[step];
    if (!state) throw new Error('this is not a pairing link; copy the whole link that the computer shows');
    queueMicrotask(() => (this.state = state)); // who invites is read first
  }

  async start(): Promise<void> {
    this.state = { step: 'digits', digits: '048213', hostName: 'studio-pc' };
  }

  cancel(): void {
    this.state = INVITED;
  }
}

/** The canned client; sent messages and answers show up at once. */
export class FixtureClient implements Client {
  private whole = $state.raw<Canned>(VIEWS['rich']!());
  private stretch = $state.raw<Stretch>({ from: 0, follows: true });
  private readonly extent = $derived<Extent>({ first: 0, next: this.whole.items.length });
  readonly view = $derived.by<View>(() => {
    const { items } = this.whole;
    const { from } = this.stretch;
    const to = endOf(this.stretch, this.extent);
    return { ...this.whole, items: items.slice(from, to), tasks: items.filter((item) => item.kind === 'task'), reading: { from, to, ...this.extent } };
  });
  private written: Draft;
  private dictates = false;
  private kept: Template[] = [{ name: 'Upgrade one package', draft: { text: 'Upgrade … to its newest version', ticket: { verify: 'npm test' } } }];
  private sentCount = 0;
  private readonly streams = new Map<string, string>();
  private readonly showStreams = oncePerFrame(() => {
    for (const [id, writing] of this.streams) this.changeTask(id, (one) => ({ ...one, writing }));
  });
  private standing: PushStanding;
  private readonly standingOfPasskeys: PasskeyStanding;

  constructor(state: string) {
    this.whole = fixtureView(state);
    this.stretch = newest(this.extent);
    this.written = fixtureDraft(state);
    this.standingOfPasskeys = STANDINGS[state] ?? 'ready';
    this.standing = PUSHES[state]?.standing ?? 'off';
  }


  async open(): Promise<void> {}

  readInvitation(link: string): Pairing {
    return new CannedPairing(link.split('#p=')[1] ?? '');
  }

  async send(text: string, { then, ticket }: SendOptions = {}): Promise<void> {
    const receipt = this.view.connection.state === 'offline' ? 'device' : 'host';
    this.change({ items: [...this.whole.items, message(`sent-${this.sentCount++}`, 0, text, { receipt, ...(then ? { then } : {}), ...(ticket ? { ticket } : {}) })] });
  }

  async attach(): Promise<void> {}
  async dropFile(): Promise<void> {}
  async pauseFile(): Promise<void> {}

  async takeBack(id: string, keep: (written: Written) => Promise<void>): Promise<void> {
    await keep(toWritten(this.view.parcels.find((parcel) => parcel.id === id)?.text ?? ''));
    this.change({ parcels: this.view.parcels.filter((parcel) => parcel.id !== id) });
  }

  writtenAs(id: string): Written | undefined {
    const message = this.whole.items.find((one) => one.id === id);
    return message?.kind === 'message' ? toWritten(message.text, { ...(id === REFUSED ? { follows: 't-done' } : {}) }) : undefined;
  }

  /** Have a task write on, however often: it is shown as often as in the app. */
  write(id: string, text: string): void {
    this.streams.set(id, text);
    this.showStreams();
  }

  async cancelTask(): Promise<void> {}
  async editTask(): Promise<void> {}
  async moveTask(): Promise<void> {}
  async resumeTask(): Promise<void> {}
  async confirmTask(): Promise<void> {}

  async unstick(id: string, unsticking: StuckAct): Promise<void> {
    this.change({ items: this.whole.items.map((one) => (one.kind === 'task' && one.stuck?.stuck === id ? { ...one, unsticking } : one)) });
  }

  async settleChange(id: string, settling: ChangeAct): Promise<void> {
    this.changeTask(id, (one) => ({ ...one, settling }));
  }

  async explainDiscard(id: string, why: DiscardReason, said = ''): Promise<void> {
    this.changeTask(id, (one) => ({ ...one, explaining: { why, words: said } }));
  }

  async writeComment(taskId: string, { id = `c${this.sentCount++}`, ...said }: CommentDraft): Promise<void> {
    this.changeTask(taskId, (one) => ({ ...one, comments: [...one.comments.filter((other) => other.id !== id), { ...said, id, outdated: false, waiting: true }] }));
  }

  async openWorkspace(taskId: string): Promise<void> {
    this.changeTask(taskId, (one) => ({ ...one, opening: { type: 'workspace.opening', at: Date.now(), origin: 'host', task: taskId, state: 'no screen', words: 'nobody is logged in at a screen of this computer', hint: 'by hand: `cd /home/me/.local/share/farhand/workspaces/rate-limit`' } }));
  }

  async removeComment(id: string): Promise<void> {
    for (const { id: taskId } of this.whole.items) this.changeTask(taskId, (one) => ({ ...one, comments: one.comments.filter((other) => other.id !== id) }));
  }

  async sendComments(taskId: string): Promise<void> {
    this.changeTask(taskId, (one) => ({ ...one, sendingComments: true }));
  }

  async unsavedComments(): Promise<CommentDraft[]> {
    return [];
  }

  async keepUnsaved(): Promise<void> {}

  ask(what: 'contacts' | 'statistics'): void {
    this.change(what === 'statistics' ? { statistics: STATISTICS } : { contacts: CONTACTS });
  }

  async pauseQueue(paused: boolean): Promise<void> {
    this.change({ queue: { paused, asked: false } });
  }

  async keepAwake(on: boolean): Promise<void> {
    if (this.view.keepAwake) this.change({ keepAwake: { ...this.view.keepAwake, on, asked: true } });
  }

  async answerApproval(id: string, { verdict }: ApprovalAnswer): Promise<void> {
    this.change({ needsYou: this.view.needsYou.map((one) => (one.id === id && one.kind === 'approval' ? { ...one, answering: verdict } : one)) });
  }

  async setPreset(id: string, preset: Preset): Promise<void> {
    this.change({ projects: this.view.projects.map((one) => (one.project === id ? { ...one, preset } : one)) });
  }

  async removeRule(id: string): Promise<void> {
    const projects = this.view.projects.map((one) => ({ ...one, rules: one.rules.filter((rule) => rule.id !== id), task_rules: one.task_rules.filter((rule) => rule.id !== id) }));
    const items = this.whole.items.map((item) => {
      const project = item.kind === 'task' && projects.find((one) => one.project === item.project?.project);
      return project ? { ...item, project } : item;
    });
    this.change({ projects, items });
  }

  async answerQuestion(id: string, answers: string[]): Promise<void> {
    this.change({ needsYou: this.view.needsYou.map((one) => (one.id === id && one.kind === 'question' ? { ...one, answering: structuredClone(answers) } : one)) }); // as what is kept is
  }

  async markRead(seen?: Seen): Promise<void> {
    const notices = this.view.notices.map((notice) => (seen && notice.seq > seen.seq && !seen.also.includes(notice.id) ? notice : { ...notice, read: true }));
    this.change({ notices, unread: notices.filter(isUnread).length });
  }

  /** Have something be told of a task, or of what it asks. */
  notify(taskId: string, asked?: string): void {
    const seq = this.sentCount++ + 1000;
    const notices = [{ id: `x${seq}`, seq, at: Date.now(), title: 'Something is done', body: '', taskId, ...(asked ? { asked } : {}), read: false }, ...this.view.notices];
    this.change({ notices, unread: notices.filter(isUnread).length });
  }

  async showOlder(last?: string): Promise<void> {
    if (this.stretch.from === 0) this.change({ hasOlder: false });
    this.stretch = older(this.stretch, this.extent, this.placeOf(last));
  }

  async showNewer(last?: string): Promise<void> {
    this.stretch = newer(this.stretch, this.extent, this.placeOf(last));
  }

  async showNewest(): Promise<void> {
    this.stretch = newest(this.extent);
  }

  async showItem(id: string): Promise<boolean> {
    const place = this.placeOf(id);
    if (place !== undefined) this.stretch = around(place, this.stretch, this.extent);
    return place !== undefined;
  }

  private placeOf(id?: string): number | undefined {
    const place = this.whole.items.findIndex((item) => item.id === id);
    return place < 0 ? undefined : place;
  }

  goAlong(follows: boolean): void {
    this.stretch = fitted({ ...this.stretch, follows }, this.extent);
  }

  async lookAt(taskId: string): Promise<boolean> {
    return this.whole.items.some(({ id }) => id === taskId);
  }

  async openDiff(taskId: string): Promise<DiffFile[]> {
    return { 't-sixty': SIXTY, 't-long': LONG, 't-unseen': UNSEEN }[taskId] ?? FILES;
  }

  async openFile({ manifest, name, media }: Parameters<Client['openFile']>[0]): Promise<File> {
    if (media === 'image/png') return drawn(manifest?.blob ?? '');
    return cannedPart(manifest?.blob ?? '', name, media);
  }

  async renameDevice(id: string, name: string): Promise<void> {
    this.change({ devices: this.view.devices.map((device) => (device.device === id ? { ...device, name } : device)) });
  }

  async unpair(id: string): Promise<void> {
    this.change({ devices: this.view.devices.filter((device) => device.device !== id) });
  }

  async keepDevice(): Promise<void> {}
  async wipe(): Promise<void> {}

  async find(query: string, before?: number): Promise<Found> {
    const { items } = this.whole;
    const texts = items.map((item, place) => ({ place, text: textOf(item) }));
    const shelf = {
      textsBefore: async (place: number, count: number) => texts.slice(Math.max(0, place - count), place).reverse(),
      at: async (places: readonly number[]) => places.flatMap((place) => (items[place] ? [{ place, edition: 1, item: items[place] }] : [])),
    };
    return find(shelf, this.extent, query, before);
  }

  async oldestAt(): Promise<number | undefined> {
    return this.whole.items[0]?.at;
  }

  async fetchAll(): Promise<boolean> {
    return false;
  }

  async exportThread(): Promise<File> {
    return new File([''], 'farhand.md');
  }

  async pushStanding(): Promise<PushStanding> {
    return this.standing;
  }

  async switchPush(wish: PushWish | undefined): Promise<void> {
    this.standing = wish ? 'on' : 'off';
    if (this.view.push) this.change({ push: { ...this.view.push, devices: wish ? [{ device: 'd1', since: 0, ...wish }] : [] } });
  }

  async tryPush(): Promise<void> {
    if (this.view.push) this.change({ push: { ...this.view.push, asked: 'try' } });
  }

  newId(): string {
    return `id-${this.sentCount++}`;
  }

  askChallenge(id: string): void {
    if (this.standingOfPasskeys === 'ready') this.change({ challenge: { type: 'passkey.challenge', id, nonce: 'AA', until: 0 } });
  }

  async sendHeld(id: string): Promise<void> {
    await this.dropHeld(id);
  }

  async confirmHeld(id: string): Promise<void> {
    await this.dropHeld(id);
  }

  async dropHeld(id: string): Promise<void> {
    this.change({ held: this.view.held.filter((one) => one.id !== id), items: this.whole.items.filter((one) => one.id !== id) });
  }

  async passkeyStanding(): Promise<PasskeyStanding> {
    return this.standingOfPasskeys;
  }

  async addPasskey(): Promise<void> {}
  async removePasskey(): Promise<void> {}
  async setDemand(): Promise<void> {}

  retry(): void {}

  async writings(): Promise<Writings> {
    return { place: {}, drafts: new Map([['any', this.written]]) };
  }

  async keepDraft(_place: DraftPlace, draft: Draft): Promise<void> {
    this.written = draft;
  }

  async keepPlace(): Promise<void> {}

  askPreview(wish: PreviewWish): void {
    const told = cannedPreview(wish);
    if (told) this.change({ previews: new Map([...(this.view.previews ?? []), [previewKey(wish), told]]) });
  }

  askFilenames(project: string, query: string): void {
    const names = ['src/routes/subscribe.js', 'src/routes/contact.js', 'test/subscribe.test.js', 'README.md'].filter((name) => name.includes(query));
    this.change({ filenames: { type: 'filenames', project, query, names, words: '' } });
  }

  async takeShares(): Promise<void> {}

  async mayDictate(): Promise<boolean> {
    return this.dictates;
  }

  async allowDictation(): Promise<void> {
    this.dictates = true;
  }

  async templates(): Promise<Template[]> {
    return this.kept;
  }

  async keepTemplates(templates: Template[]): Promise<void> {
    this.kept = templates;
  }

  private changeTask(id: string, change: (task: TaskView) => TaskView): void {
    this.change({ items: this.whole.items.map((one) => (one.id === id && one.kind === 'task' ? change(one) : one)) });
  }

  private change(part: Partial<Canned>): void {
    this.whole = { ...this.whole, ...part };
  }
}

/** A logo, before or after it was changed. */
async function drawn(which: string): Promise<File> {
  const canvas = new OffscreenCanvas(320, 200);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = which === 'before' ? '#0b6470' : '#855300';
    pen.beginPath();
    pen.arc(which === 'before' ? 130 : 190, 100, 80, 0, 7);
    pen.fill();
  }
  return new File([await canvas.convertToBlob()], 'logo.png', { type: 'image/png' });
}

/** The view of one canned state. */
export function fixtureView(state = 'rich'): Canned {
  const view = (VIEWS[state] ?? VIEWS['rich']!)();
  const push = PUSHES[state]?.push;
  return { ...view, ...(push ? { push } : {}), ...PASSKEYS[state] };
}
