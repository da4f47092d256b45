// What the screens show and what they can do: the seam between `lib` (protocol, storage) and the components.
import type {
  AgentInfo,
  AttemptChanged,
  ChangeAct,
  ChangeReady,
  ChangeSettled,
  CheckResult,
  CommentDrafted,
  Contacts,
  DaySpent,
  DeviceInfo,
  DevicePush,
  DiscardReason,
  EditTask,
  FilePublished,
  Filenames,
  MoveTask,
  NoticeDelayed,
  NoticeTold,
  PasskeyChallenge,
  Outcome,
  Preset,
  Preview,
  ProjectInfo,
  RunCommits,
  RunStep,
  RunStuck,
  Saying,
  SendMessage,
  Statistics,
  StuckAct,
  TaskSpent,
  TaskState,
  TaskStep,
  Ticket,
  Verify,
  WaitReason,
  WorkspaceOpening,
  WorkspaceRemoved,
} from './wire';
import type { ApprovalView, ApprovalAnswer, QuestionView, AnsweredView, NoticeView } from './attention';
import type { HeldView, PasskeysView, Vouches } from './vouches';
import type { Folding } from './book';
import type { Composes } from './composes';
import type { AttachedFile } from './attached';
import type { DiffFile } from './changed-file';
import type { Written } from './draft';
import type { ExportForm } from './exporting';
import type { Peeks } from './peeks';
import type { Reads } from './reads';
import type { Seen } from './seen';

export type { DiffFile, DiffHunk, DiffLine } from './changed-file';

/** How far a message has come. Only the host's signed record makes it `host`. */
export type Receipt = 'held' | 'device' | 'relay' | 'host' | 'refused';

export interface MessageView {
  kind: 'message';
  id: string;
  text: string;
  /** Steps to take behind it. */
  then?: readonly string[];
  /** Where, how to verify, and what to leave alone. */
  ticket?: Ticket;
  at: number;
  mine: boolean;
  /** Name of the device that sent it, or the host's for `local`. */
  from: string;
  receipt: Receipt;
  /** Why it was refused, in the host's words. */
  refusal?: string;
  /** The files that came with it. */
  files?: AttachedFile[];
  taskId?: string;
}

export type Priority = NonNullable<EditTask['priority']>;

/** What a message is sent with besides its text. */
export type SendOptions = Pick<SendMessage, 'project' | 'follows' | 'then' | 'best_of' | 'ticket'>;

/** A file on its way to the computer. */
export interface FileView {
  id: string;
  name: string;
  media: string;
  size: number;
  /** How many bytes of it are at the relay. */
  sent: number;
  state: 'going' | 'waiting' | 'paused' | 'refused' | 'sent';
  refusal?: string;
  /** The address of a small picture of it. */
  thumbnail?: string;
}

/** A message with files that is not sent yet; without a text it is being written. */
export interface ParcelView {
  id: string;
  text?: string;
  files: FileView[];
}

/** Why a change was discarded: a reason, and what was said in own words. */
export interface Why {
  why: DiscardReason;
  words: string;
}

/** A draft comment on a line of a change. */
export interface CommentView {
  id: string;
  path: string;
  side: CommentDrafted['side'];
  line: number;
  /** The line as it stood when the comment was written; absent until the host has said it. */
  quote?: string;
  text: string;
  /** The change holds this line no more. */
  outdated: boolean;
  /** Written from here, not yet taken up by the host. */
  waiting?: true;
}

/** What a person says of a line; without an id it is a new comment. */
export type CommentDraft = Pick<CommentView, 'path' | 'side' | 'line' | 'text'> & { id?: string | undefined };

export interface TaskView {
  kind: 'task';
  id: string;
  number: number;
  title: string;
  at: number;
  work: 'agent' | 'command' | 'verify';
  project?: ProjectInfo;
  follows?: string;
  /** The number of the task that it follows. */
  followsNumber?: number;
  verify?: Verify;
  /** What its message says, where that is known here. */
  asked?: string;
  /** What is to be done, where that is not what the message says. */
  text?: string;
  /** How it was changed or moved last, in words. */
  edited?: string;
  priority: Priority;
  /** Where it stands among what is queued in its project, within its priority: its number, unless something was moved. */
  queuePlace: number;
  /** What it starts after, where something was named. */
  after: string[];
  /** A run of it began: it can no longer be changed. */
  hasBegun: boolean;
  /** Its place in a message of several steps. */
  step?: TaskStep;
  state: TaskState;
  words: string;
  /** The facts of `words`. */
  said?: { words: Saying };
  reason?: WaitReason;
  deadline?: number;
  changedAt: number;
  startedAt?: number;
  agent?: string;
  branch?: string;
  steps: RunStep[];
  /** The text block being written now, if any. */
  writing?: string;
  /** What a check or command prints now, if any. */
  printing?: string;
  checks: CheckResult[];
  /** Fresh attempts beside each other, and what the run before them left. */
  attempts: AttemptChanged[];
  /** What a person said to its questions, and in words to what they denied, the first first. */
  answers?: AnsweredView[];
  /** Files that it hands back, the first first. */
  files: FilePublished[];
  /** Between which commits each run worked, the first run first. */
  commits: RunCommits[];
  change?: ChangeReady;
  /** Drafts of comments on the change, by file and line. */
  comments: CommentView[];
  /** Asked from here to send them, not yet taken up by the host. */
  sendingComments?: true;
  /** What was done last with the change, or why not. */
  settled?: ChangeSettled;
  /** The folder it worked in was removed since. */
  workspaceRemoved?: WorkspaceRemoved;
  /** What came of the newest wish to see its folder on the computer's screen. */
  opening?: WorkspaceOpening;
  /** Asked from here to see it, not yet taken up by the host. */
  askedToOpen?: true;
  /** Why it was discarded, once somebody said so. */
  whyDiscarded?: Why;
  /** Said from here why it was discarded, not yet taken up by the host. */
  explaining?: Why;
  /** Asked for from here, not yet taken up by the host. */
  settling?: ChangeAct;
  outcome?: Outcome;
  endedAt?: number;
  canStop: boolean;
  canResume: boolean;
  canConfirm: boolean;
  /** What it has spent of its budget, as last told. */
  spent?: TaskSpent;
  /** What was seen of a run that is stuck, until somebody says what to do. */
  stuck?: RunStuck;
  /** Said from here what to do about it, not yet taken up by the host. */
  unsticking?: StuckAct;
}

/** Something the thread tells that is neither message nor task: paired, restored, a refused command. */
export interface NoteView {
  kind: 'note';
  id: string;
  at: number;
  tone: 'plain' | 'warning';
  text: string;
}

export type Item = MessageView | TaskView | NoteView;

export type ConnectionState =
  | 'starting' // reading what is on this device
  | 'offline' // this device has no network
  | 'connecting' // dialling; `since` says for how long
  | 'no_relay' // the relay does not answer
  | 'awake' // heartbeat younger than 90 s
  | 'asleep' // the host said that it goes to sleep
  | 'stopped' // the host said goodbye
  | 'unreachable' // no heartbeat for longer
  | 'held_back' // the host tells of records that the relay does not give
  | 'identity_changed' // signatures of another key: nothing is shown from it
  | 'unpaired' // this device is no longer on the list
  | 'lost_keys' // this device's storage was wiped
  | 'no_storage' // the browser lets this page keep nothing: nothing can be paired, read or written
  | 'full'; // what came could not be stored

export interface ConnectionView {
  state: ConnectionState;
  since: number;
  /** One sentence for people, with ages. */
  words: string;
  /** Messages that are only on this device. */
  unsent: number;
  canRetry: boolean;
  /** Host time minus this device's: what the host dates is as old as its clock says, however this one goes. */
  hostAheadMs?: number;
}

export interface View {
  ready: boolean;
  /** This app shows the thread otherwise than the one before, and is not ready until all of it was folded anew. */
  folding?: Folding;
  paired: boolean;
  demo: boolean;
  hostName: string;
  /** This page came over plain http from another machine: said on every screen. */
  unprotected: boolean;
  connection: ConnectionView;
  /** The part of the thread that is read, and behind its end what waits to be sent. */
  items: Item[];
  /** Where that part begins and ends, and the thread on this device: in places, which stay the same while older items come in front. */
  reading: { from: number; to: number; first: number; next: number };
  /** The tasks that have not ended, those that are read, and those that somebody looked at, in the order of the thread. */
  tasks: TaskView[];
  /** The host has items from before those on this device. */
  hasOlder: boolean;
  needsYou: (ApprovalView | QuestionView)[];
  /** What became of the newest of them, by id. */
  answered: ReadonlyMap<string, AnsweredView>;
  notices: NoticeView[];
  unread: number;
  projects: ProjectInfo[];
  agents: AgentInfo[];
  devices: DeviceInfo[];
  thisDevice: string;
  /** What this device is called, or was before it was unpaired. */
  ownName?: string;
  /** Whether queued tasks start; `asked` while this device's wish to change that has not reached the host. */
  queue: { paused: boolean; asked: boolean };
  /** What the runs of a day cost, as last told; it may be over. */
  day?: DaySpent;
  /** Whether the computer is kept awake while there is work; absent where the host is too old to say. */
  keepAwake?: KeepAwakeView;
  /** Who takes pushes; absent where the host is too old to push. */
  push?: PushView;
  /** Passkeys; absent where the host is too old for them. */
  passkeys?: PasskeysView;
  /** What waits for a passkey. */
  held: HeldView[];
  /** What the host gave last to be vouched for. */
  challenge?: PasskeyChallenge;
  /** When each device was last connected, as the host said when it was last asked. */
  contacts?: Contacts;
  /** How tasks ended, as the host counted when it was last asked. */
  statistics?: Statistics;
  /** Names of files, as the host last told them. */
  filenames?: Filenames;
  /** Parts of previews that the host told of, by `previewKey`. */
  previews?: ReadonlyMap<string, Preview>;
  /** Messages to try, each offered until it was sent; only a demo has any. */
  examples: string[];
  /** Messages with files, those that are being sent and the one that is being written. */
  parcels: ParcelView[];
  /** A new version of the app is here and waits to be let in: `Client.update`. */
  updateReady?: boolean;
}

/** How this browser stands to notifications; `on` means that it holds a subscription for this host. */
export type PushStanding =
  | 'insecure' // this page came over plain http
  | 'install' // only the installed app takes them on this phone
  | 'unsupported'
  | 'blocked' // the person said no, to the browser
  | 'off'
  | 'on';

export type PushKind = DevicePush['kinds'][number];

/** `cannot` says why it fails, in words; `needless`: nothing puts the computer to sleep. `asked` while this device's wish has not reached the host. */
export interface KeepAwakeView {
  on: boolean;
  cannot: string;
  needless: boolean;
  asked: boolean;
}

/** Who takes pushes, and what became of the newest to each; `key` is the host's, to subscribe for. */
export interface PushView {
  key: string;
  devices: DevicePush[];
  told: ReadonlyMap<string, NoticeTold | NoticeDelayed>;
  /** This device asked for a change or a test, and the host has not taken it up. */
  asked?: 'set' | 'try';
}

/** What a person wants to be told of, and whether a lock screen says more than that something happened. */
export interface PushWish {
  kinds: PushKind[];
  detail: boolean;
}

/** Where pairing stands; `digits` is what the person types at the host. */
export type PairingState =
  | { step: 'ready'; hostName: string }
  /** `unanswered`: the host has been silent for so long that a person should hear of it; its answer still counts. */
  | { step: 'shaking'; unanswered?: true }
  | { step: 'digits'; digits: string; hostName: string }
  | { step: 'paired' }
  | { step: 'failed'; words: string };

export interface Pairing {
  state: PairingState;
  start(deviceName: string): Promise<void>;
  cancel(): void;
}

/** Everything the screens can do. Each call returns once the intent is on this device's disk. */
export interface Client extends Composes, Peeks, Reads, Vouches {
  readonly view: View;
  open(): Promise<void>;
  /** Reads a pairing link; shows the host's name and starts nothing. Throws an Error in words for people. */
  readInvitation(link: string): Pairing;
  /** With the files that were attached; it stays on this device until they are at the relay. */
  send(text: string, options?: SendOptions): Promise<void>;
  /** Add files to the message that is being written. Throws an Error in words where they are too many or too large. */
  attach(files: readonly File[]): Promise<void>;
  dropFile(id: string): Promise<void>;
  /** Stop sending a file, or go on where it stopped. */
  pauseFile(id: string, paused: boolean): Promise<void>;
  /** Make a message whose files are still being sent one that is being written again; it is let go of once `keep` resolves. */
  takeBack(parcelId: string, keep: (written: Written) => Promise<void>): Promise<void>;
  /** A message of this device that is not on its way, to be written again. */
  writtenAs(messageId: string): Written | undefined;
  cancelTask(taskId: string): Promise<void>;
  editTask(taskId: string, changes: { text?: string; priority?: Priority }): Promise<void>;
  /** Puts a queued task elsewhere among those of its project; `other` is what it is put before or after. */
  moveTask(taskId: string, spot: MoveTask['spot'], other?: string): Promise<void>;
  resumeTask(taskId: string): Promise<void>;
  confirmTask(taskId: string, go: boolean): Promise<void>;
  unstick(stuckId: string, act: StuckAct, text?: string): Promise<void>;
  /** The reason `other` needs words. */
  explainDiscard(taskId: string, why: DiscardReason, words?: string): Promise<void>;
  /** `given`: the branch's name for `keep`, the attempt's number for `use`. */
  settleChange(taskId: string, act: ChangeAct, given?: string): Promise<void>;
  /** Open the task's folder on the computer's own screen; what comes of it is told in its view. */
  openWorkspace(taskId: string): Promise<void>;
  /** Keep a draft comment on a line of the task's change; with the id of one that is there, say it in other words. */
  writeComment(taskId: string, comment: CommentDraft): Promise<void>;
  removeComment(id: string): Promise<void>;
  /** Words on lines of the task's change that were left before they were kept, or that the host refused. */
  unsavedComments(taskId: string): Promise<CommentDraft[]>;
  /** Keeps words that are being written on this device; empty ones let them go. */
  keepUnsaved(taskId: string, comment: CommentDraft): Promise<void>;
  /** Send every comment on the task's change as one follow-up. */
  sendComments(taskId: string): Promise<void>;
  /** Start nothing new, or start queued tasks again; what runs goes on. */
  pauseQueue(paused: boolean): Promise<void>;
  /** Keep the computer awake while there is work, or let it sleep. */
  keepAwake(on: boolean): Promise<void>;
  answerApproval(id: string, answer: ApprovalAnswer): Promise<void>;
  /** Say what agents may do unasked in a project. */
  setPreset(project: string, preset: Preset): Promise<void>;
  removeRule(rule: string): Promise<void>;
  answerQuestion(id: string, answers: string[]): Promise<void>;
  /** Note that notices were seen: these, or all. */
  markRead(seen?: Seen): Promise<void>;
  /** Asks the host for what only it can say; `View.contacts` or `View.statistics` changes when it answers. */
  ask(what: 'contacts' | 'statistics'): void;
  openDiff(taskId: string): Promise<DiffFile[]>;
  /** A file that came from the computer, whole. Throws an Error in words where it cannot be had now. */
  openFile(file: Pick<FilePublished, 'manifest' | 'name' | 'media'>): Promise<File>;
  renameDevice(id: string, name: string): Promise<void>;
  /** Another device in ten minutes, or at once with a passkey. */
  unpair(id: string, how?: { byPasskey: boolean }): Promise<void>;
  keepDevice(id: string): Promise<void>;
  /** The whole thread as a file; what is not on this device is fetched before, as far as it can be. */
  exportThread(form: ExportForm, now: number): Promise<File>;
  /** Deletes all that this device keeps, its keys as well, at once and without telling the host. */
  wipe(): Promise<void>;
  /** How this browser stands to notifications. */
  pushStanding(): Promise<PushStanding>;
  /** Be told of these kinds from now on, or no longer; asks the browser's person for leave. */
  switchPush(wish: PushWish | undefined): Promise<void>;
  /** Have the host push to this device now. */
  tryPush(): Promise<void>;
  retry(): void;
  /** Lets the new version in and loads the page again. Offer it; never do it unasked. */
  update?(): void;
}
