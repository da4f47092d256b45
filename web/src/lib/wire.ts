// Generated from farhand.wire by scripts/generate_wire.py; `make check` fails when it is stale. Do not edit.

/** How the payload is sealed, and whether a relay stores it. */
export const Class = {
  COMMAND: 1,
  RECORD: 2,
  EPOCH: 3,
  EPHEMERAL: 4,
  DIRECT: 5,
} as const;
export type Class = (typeof Class)[keyof typeof Class];

/** Which of a host's two mailboxes: `up` is read by the host, `down` by its devices. */
export const Direction = {
  UP: 0,
  DOWN: 1,
} as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

/** The first byte of every rendezvous payload. Each may be repeated; the answer is repeated with it. */
export const Step = {
  HANDSHAKE_1: 1,
  HANDSHAKE_2: 2,
  DEVICE_PROOF: 3,
  HOST_PROOF: 4,
  OUTCOME: 5,
  REFUSED: 6,
} as const;
export type Step = (typeof Step)[keyof typeof Step];

/** The first byte of every WebSocket frame. */
export const Frame = {
  CONTROL: 0,
  SEND: 1,
  DELIVER: 2,
  RENDEZVOUS: 3,
} as const;
export type Frame = (typeof Frame)[keyof typeof Frame];

/** The digits were right: everything a new device needs. `records` are packed records, oldest first. */
export interface Accepted {
  type: 'accepted';
  device: string;
  host: string;
  epoch: string;
  epoch_key: string;
  incarnation: string;
  access: Signed;
  records: string[];
  at: number;
  demo: boolean;
}

/** One device in the access list, as a relay may know it: no name. */
export interface AccessEntry {
  device: string;
  key: string;
  state: 'pending' | 'member';
  unprotected: boolean;
}

/** Who may use a host's mailboxes: the body of a `Signed` (purpose `access`); `version` only grows. */
export interface AccessList {
  host: string;
  version: number;
  entries: AccessEntry[];
}

/** The reader has stored everything up to this cursor; it only frees storage. */
export interface Ack {
  type: 'ack';
  direction: Direction;
  cursor: Cursor;
}

/**
 * Let a new passkey vouch. `asked` is the id under which the challenge was asked for.
 *
 * The challenge is SHA-256 of the statement `passkey.add` over the host's nonce, the device and `asked`.
 */
export interface AddPasskey {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'passkey.add';
  asked: string;
  name: string;
  client_data: string;
  attestation: string;
}

/** An agent found on the host; `ready` says whether a task could start now, `note` why not. */
export interface AgentInfo {
  agent: string;
  name: string;
  version?: string;
  ready: boolean;
  note?: string;
}

/** The agents of this host, whole. */
export interface AgentsFound {
  at: number;
  origin: string;
  type: 'agents.found';
  agents: AgentInfo[];
}

/**
 * Answer an approval; it names the very action and run, so that an answer can't reach another.
 *
 * A yes with a `scope` beyond once names the `rule` that it grants, one of those offered. `words` go with a no.
 * `pass_id` is what a yes on a notification carries: the one-use pass that came with it.
 */
export interface AnswerApproval {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'approval.answer';
  approval: string;
  action_hash: string;
  generation: number;
  verdict: 'allow' | 'deny';
  scope?: 'once' | 'task' | 'project';
  rule?: Rule;
  words?: string;
  pass_id?: string;
}

/** Answer a question: one of its options, or own words where it takes them. */
export interface AnswerQuestion {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'question.answer';
  question: string;
  answers: string[];
}

/**
 * A run needs leave for one action. `exact` is the action verbatim; `action_hash` is what an answer names.
 *
 * A `plan` is Markdown, and is gone ahead with or not. `rules` are what a yes may grant beyond this once. `reach` is
 * what the action can touch; older runners say nothing of it, and of a plan nothing is to be said.
 */
export interface ApprovalAsked {
  at: number;
  origin: string;
  type: 'approval.asked';
  approval: string;
  task: string;
  run: string;
  generation: number;
  tool: string;
  title: string;
  exact: string;
  why: string;
  action_hash: string;
  deadline?: number;
  kind: 'action' | 'plan';
  rules: RuleOffer[];
  reach?: Reach;
}

/**
 * An approval was answered, or its run ended first. `words` are the person's own, for the agent.
 *
 * `rule` was granted with it for the `scope`, or, where that is absent, had been granted by another answer.
 */
export interface ApprovalClosed {
  at: number;
  origin: string;
  type: 'approval.closed';
  approval: string;
  task: string;
  verdict: 'allowed' | 'denied' | 'expired' | 'withdrawn';
  scope?: 'once' | 'task' | 'project';
  rule?: Rule;
  words: string;
}

/**
 * A fresh attempt moved; the newest of a number replaces the older. `chosen`: the task's branch holds it.
 *
 * One that is not `fresh` is what the run left behind after which the others were made. `kept`: its branch is there.
 */
export interface AttemptChanged {
  said?: Record<string, Saying>;
  at: number;
  origin: string;
  type: 'attempt.changed';
  task: string;
  number: number;
  state: AttemptState;
  words: string;
  branch: string;
  files: number;
  added: number;
  removed: number;
  risk?: Risk;
  chosen: boolean;
  fresh: boolean;
  kept: boolean;
}

/** Where a fresh attempt stands; `passed` is said of one whose checks all passed. */
export type AttemptState = 'waiting' | 'running' | 'passed' | 'failed' | 'stopped';

/** Stop this task, running or not. */
export interface CancelTask {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'task.cancel';
  task: string;
}

/** Everything stored before this moment was delivered; what follows is live. */
export interface CaughtUp {
  type: 'caught_up';
  direction: Direction;
  mseq: number;
}

/** The relay's first word. */
export interface Challenge {
  type: 'challenge';
  nonce: string;
  at: number;
}

/** What can be done with a change. */
export type ChangeAct =
  | 'apply'
  | 'rebase'
  | 'revert'
  | 'discard'
  | 'restore'
  | 'keep'
  | 'propose'
  | 'hand_over'
  | 'use';

/** What a task's branch holds against its base, after this run. The diff itself is a blob at the relay. */
export interface ChangeReady {
  at: number;
  origin: string;
  type: 'change.ready';
  task: string;
  run: string;
  branch: string;
  base: string;
  head: string;
  files: ChangedFile[];
  added: number;
  removed: number;
  diff?: Manifest;
  risk?: Risk;
}

/**
 * Something was done with a task's change, or could not be: then `what` is kept and nothing was changed.
 *
 * `state` is what the change is now, `commit` the one that the project got, `until` how long it can be restored, and
 * `url` its pull request.
 */
export interface ChangeSettled {
  at: number;
  origin: string;
  type: 'change.settled';
  task: string;
  act: string;
  what: 'applied' | 'rebased' | 'reverted' | 'discarded' | 'restored' | 'named' | 'opened' | 'handed over' | 'used' | 'kept';
  state: ChangeState;
  words: string;
  code?: string;
  hint?: string;
  commit?: string;
  until?: number;
  url?: string;
}

/** What became of a change. */
export type ChangeState = 'pending' | 'applied' | 'discarded' | 'kept' | 'opened as PR';

/** One file of a change; counts are absent for binary files, which say what they were and are instead. */
export interface ChangedFile {
  path: string;
  status: 'added' | 'modified' | 'deleted' | 'renamed';
  added?: number;
  removed?: number;
  old_path?: string;
  before?: FileSide;
  after?: FileSide;
  pointer?: Pointer;
}

/** Told to the host: a device's channel at a rendezvous closed. */
export interface ChannelClosed {
  type: 'channel_closed';
  rendezvous: string;
  channel: string;
}

/** A check of a run ended. */
export interface CheckEnded {
  at: number;
  origin: string;
  type: 'check.ended';
  task: string;
  run: string;
  check: CheckResult;
}

/** The newest lines that a check or command printed while it runs. */
export interface CheckOutput {
  type: 'run.output';
  task: string;
  run: string;
  text: string;
}

/**
 * One check as Farhand ran it. `output` is the end of what it printed, in its colours, as a terminal shows it.
 *
 * `flaky`: it failed, and passed when it was run once more. `baseline` is how a check that failed ended on the commit
 * the task began from; absent where nobody looked.
 */
export interface CheckResult {
  command: string;
  source: 'farhand.toml' | 'ticket' | 'found';
  status: CheckStatus;
  exit?: number;
  seconds: number;
  passed?: number;
  total?: number;
  output: string;
  flaky?: boolean;
  baseline?: 'passed' | 'failed' | 'timed out' | 'not run';
  baseline_passed?: number;
  baseline_total?: number;
}

/** How a check ended. */
export type CheckStatus = 'passed' | 'failed' | 'not started' | 'timed out';

/** The rendezvous is over; its channels are closed. */
export interface CloseRendezvous {
  type: 'close_rendezvous';
  rendezvous: string;
}

/**
 * What every durable command says of itself: when it was made, its life, and the measured clock offset.
 *
 * `offset_ms` is host time minus the device's, as last measured; the host judges age in its own time.
 */
export interface Command {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
}

/** A durable command other than a message was carried out; its effects follow as events of their own. */
export interface CommandAccepted {
  at: number;
  origin: string;
  type: 'command.accepted';
  command: string;
  what: string;
  proof?: CommandProof;
}

/** The device's own signed command, kept for audit: header bytes, body bytes, signature. */
export interface CommandProof {
  header: string;
  body: string;
  signature: string;
}

/** A command was turned down, in words. Nothing changed. */
export interface CommandRefused {
  at: number;
  origin: string;
  type: 'command.refused';
  command: string;
  sender: string;
  code: string;
  message: string;
  hint?: string;
}

/**
 * A draft comment on a line of a task's change; one that is told again replaces the older.
 *
 * `quote` is the line as it stood when the comment was written; `outdated` says that the change holds it no more.
 */
export interface CommentDrafted {
  at: number;
  origin: string;
  type: 'comment.drafted';
  task: string;
  comment: string;
  path: string;
  side: 'old' | 'new';
  line: number;
  quote: string;
  text: string;
  outdated: boolean;
}

/** Draft comments are no longer with this task: `moved` ones are told anew with the task that went on with it. */
export interface CommentsDropped {
  at: number;
  origin: string;
  type: 'comments.dropped';
  task: string;
  comments: string[];
  why: 'removed' | 'sent' | 'moved';
}

/** How much a task asks for. */
export type Complexity = 'simple' | 'medium' | 'complex';

/** Yes or no to a task that waits with the reason `confirm`. */
export interface ConfirmTask {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'task.confirm';
  task: string;
  go: boolean;
}

/** One device: whether it is connected now, and when it last was, if the host ever noted it. */
export interface Contact {
  device: string;
  connected: boolean;
  at?: number;
}

/** Answer to `RequestContacts` (DIRECT): the paired devices, seen at `at`. */
export interface Contacts {
  type: 'contacts';
  at: number;
  devices: Contact[];
}

/** A place in a mailbox: every envelope up to `mseq` of this log is known. */
export interface Cursor {
  log: string;
  mseq: number;
}

/**
 * What the runs of this day cost, and how long they worked; it holds `until` the next day begins.
 *
 * `of_usd` and `of_minutes` are the day's budget, absent where it has none.
 */
export interface DaySpent {
  at: number;
  origin: string;
  type: 'day.spent';
  usd: number;
  seconds: number;
  until: number;
  of_usd?: number;
  of_minutes?: number;
}

/** Pairing ended: wrong_digits, declined, expired, another_device. */
export interface Declined {
  type: 'declined';
  code: string;
  message: string;
}

/** What a device needs a passkey for: nothing, what lets agents do more, or whatever has them work as well. */
export type Demand = 'none' | 'approvals' | 'dispatch';

/** Payload of Noise message 1: what the host's prompt shows. */
export interface DeviceHello {
  name: string;
}

/** A device as people know it. */
export interface DeviceInfo {
  device: string;
  name: string;
  paired_at: number;
  storage: string;
  unprotected: boolean;
  state: 'pending' | 'member' | 'leaving';
  leaves_at?: number;
}

/** Told to the host: a device's socket opened or closed. */
export interface DevicePresent {
  type: 'device';
  device: string;
  connected: boolean;
}

/** The phone's keys; `signature` (purpose `pairing`) covers the handshake hash and the word `device`. */
export interface DeviceProof {
  identity: string;
  wrap: string;
  name: string;
  storage?: 'webcrypto' | 'fallback' | 'file';
  unprotected?: boolean;
  replaces?: string;
  signature: string;
}

/** A device that takes pushes: of which kinds, and whether they say more than that something happened. */
export interface DevicePush {
  device: string;
  kinds: ('done' | 'needs_you' | 'host')[];
  detail: boolean;
  since: number;
}

/** The access list changed: the signed list itself, and the names that the relay never sees. */
export interface DevicesChanged {
  at: number;
  origin: string;
  type: 'devices.changed';
  access: Signed;
  devices: DeviceInfo[];
  what: 'paired' | 'joined' | 'lapsed' | 'unpairing' | 'kept' | 'unpaired' | 'renamed' | 'created';
  device?: string;
}

/** A person said why they discarded a task's change, `words` in their own; the newest word counts. */
export interface DiscardExplained {
  at: number;
  origin: string;
  type: 'discard.explained';
  task: string;
  why: DiscardReason;
  words: string;
}

/** Why a person discarded a change. */
export type DiscardReason = 'wrong' | 'unneeded' | 'otherwise' | 'too_much' | 'other';

/** How many changes were discarded for one reason; `why` is absent where nobody said, `words` are people's own. */
export interface Discards {
  why?: DiscardReason;
  n: number;
  words: string[];
}

/** Change a task that has not begun: its text, priority, project, or what it comes after. */
export interface EditTask {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'task.edit';
  task: string;
  text?: string;
  priority?: 'high' | 'normal' | 'low';
  project?: string;
  after?: string[];
}

/** `wraps`: device id to the epoch key sealed by HPKE to that device (encapsulated key, then ciphertext). */
export interface EpochKeys {
  epoch: string;
  wraps: Record<string, string>;
}

/** A task's complexity as it was judged when the task was made: by which version of the rule, and why in words. */
export interface Estimate {
  complexity: Complexity;
  words: string;
  rule: number;
}

/** What every event carries: the host's time, and where it came from: a device's id, `local` or `host`. */
export interface Event {
  at: number;
  origin: string;
}

/** Say why a task's change was discarded; the reason `other` needs words of one's own. */
export interface ExplainDiscard {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'discard.explain';
  task: string;
  why: DiscardReason;
  words?: string;
}

/**
 * A task hands a file to the person. Without a manifest it lies on the host alone.
 *
 * `warning` is what to know before it is shared.
 */
export interface FilePublished {
  at: number;
  origin: string;
  type: 'file.published';
  task: string;
  run: string;
  file: string;
  name: string;
  media: string;
  size: number;
  manifest?: Manifest;
  warning: string;
}

/**
 * A file that is no text, as it was or as it is now. `content` is git's name of its bytes.
 *
 * `picture` opens them, where a browser can show them and the relay took them.
 */
export interface FileSide {
  content: string;
  size: number;
  media: string;
  picture?: Manifest;
}

/**
 * Answer to `RequestFilenames` (DIRECT): paths within the project of files that git tracks, the best fit first.
 *
 * `words` say why there are none.
 */
export interface Filenames {
  type: 'filenames';
  project: string;
  query: string;
  names: string[];
  words: string;
}

/** A signed place in the chain, as a device last verified it: proof for a host that lost its tail. */
export interface Head {
  incarnation: string;
  seq: number;
  hash: string;
  signature: string;
}

/**
 * The host's word on itself: the body of a `Signed` (purpose `presence`).
 *
 * `counter` grows within a `boot`; `at` is host time; `seq` and `head` are the thread's newest record.
 */
export interface Heartbeat {
  host: string;
  boot: string;
  counter: number;
  at: number;
  incarnation: string;
  seq: number;
  head: string;
  state: 'awake' | 'asleep' | 'stopped';
}

/** A device is here (DIRECT). `head` is absent on a device that holds nothing; `epochs` are the keys it has. */
export interface Hello {
  type: 'hello';
  at: number;
  head?: Head;
  epochs?: string[];
  visible?: boolean;
}

/** The host's keys; `signature` (purpose `pairing`) covers the handshake hash and the word `host`. */
export interface HostProof {
  identity: string;
  hpke: string;
  name: string;
  signature: string;
}

/** The host found that its data is older than what it had told: a new incarnation begins. */
export interface HostRestored {
  at: number;
  origin: string;
  type: 'host.restored';
  reason: 'backup' | 'copied';
  lost_from: number;
  lost_to: number;
}

/** The computer slept, and woke up at `until`. */
export interface HostSlept {
  at: number;
  origin: string;
  type: 'host.slept';
  since: number;
  until: number;
}

/**
 * Whether the host keeps its computer awake while there is work; `cannot` says in words why that fails.
 *
 * `needless`: it cannot either, and nothing on the computer would put it to sleep by itself.
 */
export interface KeepAwake {
  on: boolean;
  cannot: string;
  needless: boolean;
}

/** Somebody turned it on or off, or the host found that it cannot, need not, or can again. */
export interface KeepAwakeChanged {
  at: number;
  origin: string;
  type: 'keep_awake.changed';
  keep_awake: KeepAwake;
}

/** Object to the unpairing of a device. */
export interface KeepDevice {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'device.keep';
  device: string;
}

/** Which process claims to be this host. */
export interface Lease {
  machine: string;
  boot: string;
}

/** Another process claimed this host within the lease's life: told to both. */
export interface LeaseTaken {
  type: 'lease.taken';
  machine: string;
  boot: string;
  at: number;
}

/**
 * The answer to a challenge: `signature` (purpose `login`) covers nonce, audience, role, host id.
 *
 * `audience` is the host:port the client dialled. Only a host sends `lease` and `access`. Over HTTP `nonce` says
 * which challenge is answered.
 */
export interface Login {
  type: 'login';
  role: 'host' | 'device';
  host: string;
  key: string;
  audience: string;
  signature: string;
  lease?: Lease;
  access?: Signed;
  nonce?: string;
}

/**
 * A sealed file at the relay, in chunks of `CHUNK_BYTES` plaintext.
 *
 * `chunks` are the SHA-256 hashes of the sealed chunks, in order; `sha256` is the plaintext's. Without chunks, and
 * without a key, the file lies on the host alone.
 */
export interface Manifest {
  blob: string;
  name: string;
  media: string;
  size: number;
  sha256: string;
  key: string;
  chunks: string[];
}

/** A message is on the host's disk: the receipt 'on host'. `message` is the command's id. */
export interface MessageReceived {
  at: number;
  origin: string;
  type: 'message.received';
  message: string;
  text: string;
  project?: string;
  follows?: string;
  then?: string[];
  ticket?: Ticket;
  attachments: Manifest[];
  proof?: CommandProof;
}

/** Put a queued task elsewhere among those of its project; `other` is the one it is put before or after. */
export interface MoveTask {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'task.move';
  task: string;
  spot: 'top' | 'bottom' | 'before' | 'after';
  other?: string;
}

/** An envelope was refused; `code` is stable: not_member, wrong_mailbox, too_large, quota, malformed, expired. */
export interface NotStored {
  type: 'not_stored';
  id: string;
  code: string;
  message: string;
}

/** A device could not be told of a notice yet, and is told at `until` or later: said of the first try alone. */
export interface NoticeDelayed {
  at: number;
  origin: string;
  type: 'notice.delayed';
  notice: string;
  channel: string;
  device: string;
  until: number;
  words: string;
}

/**
 * Something a person should know, on every channel; unread until `notices.read` reaches its seq or names it.
 *
 * `asked` is the approval or question that it is about. A `test` is told to the device that asked for it alone.
 */
export interface NoticePosted {
  said?: Record<string, Saying>;
  at: number;
  origin: string;
  type: 'notice.posted';
  notice: string;
  task?: string;
  kind: 'outcome' | 'approval' | 'question' | 'device' | 'host' | 'test';
  title: string;
  body: string;
  asked?: string;
}

/** What became of a notice on one channel, and for one device where the channel is a device's. */
export interface NoticeTold {
  at: number;
  origin: string;
  type: 'notice.told';
  notice: string;
  channel: string;
  result: 'accepted' | 'gone' | 'failed' | 'unavailable';
  device?: string;
  words: string;
}

/** Every notice up to this seq was seen, and beyond it those of `also`. */
export interface NoticesRead {
  at: number;
  origin: string;
  type: 'notices.read';
  seq: number;
  also: string[];
}

/** The host waits for a device at this rendezvous until it expires. */
export interface OpenRendezvous {
  type: 'open_rendezvous';
  rendezvous: string;
  expires: number;
}

/** Open a task's workspace on the computer's own screen. Answered by `WorkspaceOpening`. */
export interface OpenWorkspace {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'workspace.open';
  task: string;
}

/**
 * How a task ended, in words and facts. `verified` is true only if every check passed in this run.
 *
 * `code` is stable: done, unchecked, no_change, check_failed, check_not_started, denied, agent_failed,
 * agent_missing, not_logged_in, model_busy, limit_reached, project_gone, cancelled, interrupted, exit_nonzero,
 * setup_failed, budget_used, not_needed, not_done.
 * `warnings` are what a person should look at before the change is used.
 */
export interface Outcome {
  said?: Record<string, Saying>;
  code: string;
  headline: string;
  summary: string;
  hint?: string;
  verified: boolean;
  checks: CheckResult[];
  files: number;
  added: number;
  removed: number;
  seconds: number;
  cost_usd?: number;
  denied: string[];
  exit?: number;
  output: string;
  warnings: string[];
}

/** Answer to `RequestPage` (DIRECT): packed records, oldest first; `request` is that envelope's id. */
export interface Page {
  type: 'page';
  request: string;
  records: string[];
}

/** Somebody with the secret tried to pair and did not: told to every device. */
export interface PairingAttempted {
  at: number;
  origin: string;
  type: 'pairing.attempted';
  name: string;
  reason: string;
}

/** Answer to `RequestChallenge` (DIRECT): good once, for that id, from that device, until then. */
export interface PasskeyChallenge {
  type: 'passkey.challenge';
  id: string;
  nonce: string;
  until: number;
}

/** A passkey that a device added; `domain` is the host name of the app where it works. */
export interface PasskeyInfo {
  passkey: string;
  credential: string;
  domain: string;
  name: string;
  added_at: number;
  added_by: string;
  used_at?: number;
}

/** A passkey vouched for a command. */
export interface PasskeyUsed {
  at: number;
  origin: string;
  type: 'passkey.used';
  passkey: string;
  command: string;
}

/** What passkeys are demanded for and which there are, whole; `words` say what changed, if anything did. */
export interface PasskeysChanged {
  at: number;
  origin: string;
  type: 'passkeys.changed';
  demand: Demand;
  passkeys: PasskeyInfo[];
  words: string;
}

/** Start nothing from now on, or start work again; what runs goes on. */
export interface PauseQueue {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'queue.pause';
  paused: boolean;
}

/** All that a run may do unasked. */
export interface Permissions {
  preset: Preset;
  rules: Rule[];
}

/** Are you there? Browsers cannot send protocol pings. */
export interface Ping {
  type: 'ping';
}

/** Where a queued task stands: by priority, then by `place`, which is its number unless a person moved something. */
export interface Place {
  task: string;
  place: number;
  priority: 'high' | 'normal' | 'low';
}

/**
 * What a file leads to that holds nothing itself: the path of a link as it is written, a submodule's commit.
 *
 * `outside`: it leads out of the project, or could.
 */
export interface Pointer {
  kind: 'link' | 'submodule';
  target: string;
  outside: boolean;
}

/** Yes; with the relay's time. */
export interface Pong {
  type: 'pong';
  at: number;
}

/** The newest heartbeat, passed on; `received_at` is the relay's time, `connected` its view of the host's socket. */
export interface Presence {
  type: 'presence';
  presence?: Signed;
  received_at: number;
  connected: boolean;
}

/** How much an agent may do in its workspace unasked, in a project. */
export type Preset = 'ask' | 'edit' | 'full';

/**
 * Answer to `RequestPreview`: a small file at the relay that shows this one of `parts`, or why there is none.
 *
 * `says` is what a page says, for those who cannot see it; so many `more_rows` of a table or lines of a text, and so
 * many `more_columns`, were left out. `assumed` is the encoding that a text was read in though it does not say so.
 */
export interface Preview {
  type: 'preview';
  file: string;
  part: number;
  width: number;
  kind?: 'page' | 'picture' | 'sheet' | 'slide' | 'document' | 'text';
  parts: number;
  title: string;
  says: string;
  more_rows: number;
  more_columns: number;
  assumed: string;
  manifest?: Manifest;
  why_not?: 'locked' | 'damaged' | 'too_much' | 'unknown' | 'gone' | 'not_sent' | 'failed';
}

/** A folder that tasks run against, with what agents may do in it unasked. */
export interface ProjectInfo {
  project: string;
  name: string;
  path: string;
  trusted: boolean;
  check?: string;
  preset: Preset;
  rules: ProjectRule[];
  task_rules: TaskRule[];
}

/** A rule that holds in a project until somebody takes it back. */
export interface ProjectRule {
  id: string;
  rule: Rule;
  words: string;
}

/** The projects of this host, whole. `words` say what changed, where people should know. */
export interface ProjectsChanged {
  at: number;
  origin: string;
  type: 'projects.changed';
  projects: ProjectInfo[];
  words: string;
}

/**
 * An approval that may be answered on its notification: always by a no, by a yes only with a `pass_id`.
 *
 * A pass is good once, for a while, for this very action, from this device.
 */
export interface PushApproval {
  approval: string;
  action_hash: string;
  generation: number;
  pass_id?: string;
}

/** Who takes pushes, whole; `key` is the host's public key, which a browser subscribes for (RFC 8292). */
export interface PushChanged {
  at: number;
  origin: string;
  type: 'push.changed';
  key: string;
  devices: DevicePush[];
}

/** The content of one push: shown by the browser itself where it knows the shape, else by the app's worker. */
export interface PushMessage {
  web_push: 8030;
  notification: PushNotification;
  app_badge: number;
  approval?: PushApproval;
}

/** What is shown, in the names of Declarative Web Push; `navigate` is opened when it is tapped. */
export interface PushNotification {
  said?: Record<string, Saying>;
  title: string;
  body: string;
  navigate: string;
  tag: string;
  lang: string;
}

/** Where a push service takes messages for one browser, and the keys that seal them for it (RFC 8291). */
export interface PushSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** The host's newest access list. */
export interface PutAccess {
  type: 'put_access';
  access: Signed;
}

/** The host's newest heartbeat. */
export interface PutPresence {
  type: 'put_presence';
  presence: Signed;
}

/**
 * A task needs an answer before it goes on.
 *
 * `about`: agent, project (which one?), trust (may its hooks load?), budget (may it spend another one?) or clarity
 * (what is meant?).
 */
export interface QuestionAsked {
  said?: Record<string, Saying>;
  at: number;
  origin: string;
  type: 'question.asked';
  question: string;
  task: string;
  about: 'agent' | 'project' | 'trust' | 'budget' | 'clarity';
  text: string;
  options: QuestionOption[];
  many: boolean;
  own_words: boolean;
  deadline?: number;
}

/** A question was answered, or its task ended first. */
export interface QuestionClosed {
  at: number;
  origin: string;
  type: 'question.closed';
  question: string;
  task: string;
  answers: string[];
  withdrawn: boolean;
}

/** One offered answer. */
export interface QuestionOption {
  said?: Record<string, Saying>;
  label: string;
  detail: string;
  value?: string;
}

/** The queue was paused, or goes on; `words` says it in one sentence. */
export interface QueueChanged {
  at: number;
  origin: string;
  type: 'queue.changed';
  paused: boolean;
  words: string;
}

/**
 * What an action can touch. What is absent is unknown; an empty tuple says that there is none.
 *
 * `folder` is where it happens, `reads` and `writes` the paths that it names and `network` the hosts. A shell command
 * can do whatever its user can: of it is known only whether its words name anything outside the folder.
 */
export interface Reach {
  folder?: string;
  reads?: string[];
  writes?: string[];
  network?: string[];
  names_outside?: boolean;
}

/** Send pages after this cursor, then what comes live. With another log id reading starts at 0. */
export interface Read {
  type: 'read';
  direction: Direction;
  after?: Cursor;
}

/** Every notice up to this seq was seen by a person, and beyond it those of `also`. */
export interface ReadNotices {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'notices.read';
  seq: number;
  also?: string[];
}

/** Reading starts here: `log` says which log, so that a reader sees a reset. */
export interface Reading {
  type: 'reading';
  direction: Direction;
  log: string;
  after: number;
}

/** The connection ends: bad_login, not_member, other_host, lease, malformed, too_slow, gone. */
export interface Rejected {
  type: 'rejected';
  code: string;
  message: string;
}

/** Take a draft comment back. */
export interface RemoveComment {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'comment.remove';
  comment: string;
}

/** Let a passkey vouch no longer. */
export interface RemovePasskey {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'passkey.remove';
  passkey: string;
}

/** Take back a rule that holds in a project. */
export interface RemoveRule {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'rule.remove';
  rule: string;
}

/** Give a device another name. */
export interface RenameDevice {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'device.rename';
  device: string;
  name: string;
}

/** Give a nonce for one command, or for one passkey that is added (DIRECT). Answered by `PasskeyChallenge`. */
export interface RequestChallenge {
  type: 'passkey.challenge.request';
  id: string;
}

/** Say when each device was last connected (DIRECT). Answered by `Contacts`. */
export interface RequestContacts {
  type: 'contacts.request';
}

/** Name the files of a project that fit to what was written of a name (DIRECT). Answered by `Filenames`. */
export interface RequestFilenames {
  type: 'filenames.request';
  project: string;
  query: string;
}

/** Send the records before `before` (exclusive), newest last (DIRECT). The answer is a `Page`. */
export interface RequestPage {
  type: 'page.request';
  before: number;
  limit?: number;
}

/**
 * Show a part of a file, where that is an image for `width` pixels. Answered by `Preview`.
 *
 * `file` is that of a `FilePublished`, or the blob of an attachment. `again` after what was answered could not be had.
 */
export interface RequestPreview {
  type: 'preview.request';
  file: string;
  part: number;
  width: number;
  again: boolean;
}

/** Count how tasks ended: those made since a moment, of one project, or all (DIRECT). Answered by `Statistics`. */
export interface RequestStatistics {
  type: 'statistics.request';
  since?: number;
  project?: string;
}

/** Go on with a task that is `interrupted`, `failed` or waits for `quota`, in its workspace and agent session. */
export interface ResumeTask {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'task.resume';
  task: string;
}

/** What could be wrong with a change though its checks pass. `weight` sets two changes of one level apart. */
export interface Risk {
  level: RiskLevel;
  weight: number;
  reasons: string[];
}

/** How carefully a change wants to be looked at. */
export type RiskLevel = 'small' | 'medium' | 'large';

/**
 * What one yes covers from then on.
 *
 * `command`: exactly this command. `prefix`: commands of these words and plain ones behind them. `read`: what lies in
 * this folder. `write`: exactly this file outside the workspace. `host`: pages of this host. `tool`: this tool,
 * whatever it is given. `edits`: files in the workspace. `commands`: commands that name nothing outside it.
 */
export interface Rule {
  kind: 'command' | 'prefix' | 'read' | 'write' | 'host' | 'tool' | 'edits' | 'commands';
  value: string;
}

/** A rule that an approval may grant, and the words that say it exactly. */
export interface RuleOffer {
  rule: Rule;
  words: string;
}

/**
 * Where the branch stood before a run and where it stands after it, with how many commits the run added.
 *
 * `commits` is absent where the run rewrote its history; `attempt` is the number of a fresh attempt.
 */
export interface RunCommits {
  at: number;
  origin: string;
  type: 'run.commits';
  task: string;
  run: string;
  generation: number;
  before: string;
  after: string;
  commits?: number;
  attempt?: number;
}

/** A run began: one attempt at a task by one agent in one workspace. */
export interface RunStarted {
  at: number;
  origin: string;
  type: 'run.started';
  task: string;
  run: string;
  generation: number;
  agent: string;
  branch?: string;
  base?: string;
  resumed: boolean;
}

/** Something a run did. `step` repeats when its `state` changes; the newest replaces the older. */
export interface RunStep {
  at: number;
  origin: string;
  type: 'run.step';
  task: string;
  run: string;
  step: string;
  kind: StepKind;
  title: string;
  detail: string;
  state: 'going' | 'ok' | 'failed' | 'denied';
}

/** A run is stuck: what was seen in `words`, since when, and when it is stopped unless somebody says what to do. */
export interface RunStuck {
  said?: Record<string, Saying>;
  at: number;
  origin: string;
  type: 'run.stuck';
  stuck: string;
  task: string;
  run: string;
  words: string;
  since: number;
  deadline: number;
}

/** A person said what to do about it, or it was over by itself: the run got out of it, or ended. */
export interface RunUnstuck {
  at: number;
  origin: string;
  type: 'run.unstuck';
  stuck: string;
  task: string;
  verdict: 'nudged' | 'retried' | 'over';
}

/** Which sentence of the host a text is, by a stable code, and what is filled in; `text` is its English. */
export interface Saying {
  code: string;
  given: Record<string, string | number | Saying | (string | Saying)[]>;
  text?: string;
}

/** Send every draft comment on a task's change as one follow-up. */
export interface SendComments {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'comments.send';
  task: string;
}

/**
 * A person wrote something. `follows` is the task it continues, `after` and `after_also` those that come first.
 *
 * `then` are steps to take after the text, in the same workspace, branch and session: work in words, checks (`run the
 * tests`, `!npm test`), `fix what fails`, and `if it fails, stop`, `revert` or `ask me` about the step before.
 *
 * `checks` are commands that must pass beside the project's own, or instead of them where `checks_only`; the text may
 * name more in lines such as `Verify: npm test`.
 * `ticket` says where, how it is verified and what stays as it is; it holds for each task of the message.
 * `best_of` fresh attempts are made where its checks still fail after the repairs; absent, the project says.
 * `usd` and `minutes` are what each of its tasks may spend before a person is asked, 0 for any amount; absent, a line
 * such as `Budget: 30 minutes, $2` in the text or the project says.
 */
export interface SendMessage {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'message.send';
  text: string;
  project?: string;
  follows?: string;
  after?: string;
  after_also?: string[];
  then?: string[];
  priority?: 'high' | 'normal' | 'low';
  best_of?: number;
  usd?: number;
  minutes?: number;
  attachments?: Manifest[];
  checks?: string[];
  checks_only?: boolean;
  ticket?: Ticket;
}

/** Say what devices need a passkey for. */
export interface SetDemand {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'passkeys.demand';
  demand: Demand;
}

/** Keep the computer awake while there is work, or let it sleep. */
export interface SetKeepAwake {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'host.keep_awake';
  on: boolean;
}

/** Say what agents may do unasked in a project. */
export interface SetPreset {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'project.preset';
  project: string;
  preset: Preset;
}

/**
 * Tell this device by Web Push from now on: these kinds, there. Without a subscription, no longer.
 *
 * `app` is where the app was opened: what is told links to it. Without `detail`, it only says that something happened.
 */
export interface SetPush {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'push.set';
  app: string;
  subscription?: PushSubscription;
  kinds?: ('done' | 'needs_you' | 'host')[];
  detail?: boolean;
}

/**
 * Do something with what a task changed.
 *
 * `given` is the branch's name for `keep`, and the attempt's number for `use`; the other acts take nothing.
 */
export interface SettleChange {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'change.settle';
  task: string;
  act: ChangeAct;
  given?: string;
}

/** Bytes and a signature over them; the purpose is known from the place it stands in. */
export interface Signed {
  body: string;
  signature: string;
}

/** Answer to `Hello` (DIRECT, to that device): where the thread stands, the current key, the list. */
export interface Snapshot {
  type: 'snapshot';
  at: number;
  hello_at: number;
  incarnation: string;
  seq: number;
  head: string;
  signature: string;
  epoch: string;
  epoch_key: string;
  access: Signed;
  down_log?: string;
}

/**
 * How many of the ended tasks had their outcome within `up_to_s` seconds, and not within the span before.
 *
 * `up_to_s` is absent for all that took longer.
 */
export interface Span {
  up_to_s?: number;
  n: number;
}

/** A model some of whose texts the host says; `said` has the facts of those by the names of their fields. */
export interface Speaking {
  said?: Record<string, Saying>;
}

/**
 * All tallies; `words` says the most important of them in a sentence. `total` is over the tallies in `by`.
 *
 * `took` tells how long the ended tasks took, `weeks` what ended when: the oldest first, the last one up to now.
 */
export interface Statistics {
  said?: Record<string, Saying>;
  type: 'statistics';
  at: number;
  words: string;
  since?: number;
  project?: string;
  total: Tally;
  by: Tally[];
  discards: Discards[];
  took: Span[];
  weeks: Week[];
}

/** What a step of a run was. */
export type StepKind = 'say' | 'read' | 'search' | 'edit' | 'command' | 'web' | 'setup' | 'busy' | 'other';

/** An envelope is on the relay's disk. A repeated envelope gets its first mseq again. */
export interface Stored {
  type: 'stored';
  id: string;
  mseq: number;
}

/** What can be done about a run that is stuck, besides stopping it. */
export type StuckAct = 'nudge' | 'retry';

/**
 * Tasks of one complexity, or all where `complexity` is absent; tasks of an agent only.
 *
 * `judged` = `passed` + `failed` + `interrupted` + `undone` are those that something proved or disproved. `passed`
 * ended with every check passed and stands; `first_time` of them without a repair. `undone` had passed, and was
 * taken back or discarded as wrong. `unchecked` ended and nothing proves it; `cancelled` was a person's wish; `going`
 * has not ended. `repairs` are rounds in all. `merged`, `discarded` and `undecided` tell what became of changes.
 * Times are medians over the `ended`, `cost_usd` is the sum over the `costed`.
 */
export interface Tally {
  complexity?: Complexity;
  tasks: number;
  going: number;
  ended: number;
  judged: number;
  passed: number;
  first_time: number;
  failed: number;
  interrupted: number;
  undone: number;
  unchecked: number;
  cancelled: number;
  repairs: number;
  merged: number;
  discarded: number;
  undecided: number;
  took_s?: number;
  waited_s?: number;
  costed: number;
  cost_usd?: number;
}

/** A task moved. `words` says why in one sentence; a wait has a `reason` and, where there is one, a deadline. */
export interface TaskChanged {
  said?: Record<string, Saying>;
  at: number;
  origin: string;
  type: 'task.changed';
  task: string;
  state: TaskState;
  words: string;
  reason?: WaitReason;
  deadline?: number;
  project?: string;
}

/**
 * A message became a task. `number` is what people call it.
 *
 * `follows` is the task it builds on, `after` and `after_also` those that must be done before it starts. `verify` is
 * what its ticket says is to be checked, `step` its place where the message has several steps; `text`
 * is absent where it is the message's.
 */
export interface TaskCreated {
  at: number;
  origin: string;
  type: 'task.created';
  task: string;
  number: number;
  message: string;
  title: string;
  kind: 'agent' | 'command' | 'verify';
  project?: string;
  follows?: string;
  after?: string;
  after_also?: string[];
  priority?: 'high' | 'normal' | 'low';
  verify?: Verify;
  estimate?: Estimate;
  step?: TaskStep;
  text?: string;
}

/**
 * A person changed a task that had not begun, or moved it in the queue; `words` says it in one sentence.
 *
 * `places` are those that a move changed, its own and others'.
 */
export interface TaskEdited {
  at: number;
  origin: string;
  type: 'task.edited';
  task: string;
  words: string;
  title: string;
  text: string;
  project?: string;
  priority: 'high' | 'normal' | 'low';
  after: string[];
  verify?: Verify;
  places: Place[];
}

/** A task reached its outcome; `state` is done, failed, cancelled or interrupted. */
export interface TaskEnded {
  at: number;
  origin: string;
  type: 'task.ended';
  task: string;
  run?: string;
  state: TaskState;
  outcome: Outcome;
}

/** A rule that holds for one task, through all its runs, as long as there may be another. */
export interface TaskRule {
  id: string;
  rule: Rule;
  words: string;
  task: string;
  number: number;
}

/**
 * What the runs of a task have spent of its budget; while one is `working`, the seconds go on from `at`.
 *
 * `of_usd` and `of_minutes` are what it may spend before a person is asked, absent where that is not limited.
 */
export interface TaskSpent {
  at: number;
  origin: string;
  type: 'task.spent';
  task: string;
  usd: number;
  seconds: number;
  working: boolean;
  of_usd?: number;
  of_minutes?: number;
}

/** The states of a task; see docs/reference/states.md. */
export type TaskState =
  | 'received'
  | 'waiting'
  | 'queued'
  | 'running'
  | 'checking'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'interrupted';

/** The place of a task in a message of several steps, which share one workspace, branch and session. */
export interface TaskStep {
  role: 'work' | 'verify' | 'fix';
  position: number;
  of: number;
  on_failure: 'stop' | 'revert' | 'ask';
}

/** What the agent is writing now; `text` is the whole block so far, replaced by the `run.step` record. */
export interface TextDelta {
  type: 'run.text';
  task: string;
  run: string;
  text: string;
}

/** The first record of a thread. `examples` are messages to try; only a demo knows any that surely work. */
export interface ThreadStarted {
  at: number;
  origin: string;
  type: 'thread.started';
  host_name: string;
  key: string;
  hpke: string;
  demo: boolean;
  examples: string[];
}

/**
 * What a message says besides what is to be done: where, how it is verified, and what is to stay as it is.
 *
 * A line of `verify` that is a command is run as a check; any other is for the agent and the person to see to.
 */
export interface Ticket {
  where: string;
  verify: string;
  leave_alone: string;
}

/** Push a notice to this device now, to see whether it arrives. */
export interface TryPush {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'push.try';
}

/** Unpair this device: itself at once, another after a time in which anyone can object. */
export interface UnpairDevice {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'device.unpair';
  device: string;
}

/**
 * Speak to the agent of a run that is stuck, or have it begin anew in the same workspace.
 *
 * `text` is what to say to it; without it, Farhand says what was seen.
 */
export interface UnstickTask {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'task.unstick';
  stuck: string;
  act: StuckAct;
  text?: string;
}

/**
 * What a ticket says is to be checked: `commands` after the project's checks or, where `is_only`, instead of them.
 *
 * `not_checkable` is what it asks to verify that is no command.
 */
export interface Verify {
  commands: string[];
  is_only: boolean;
  not_checkable: string[];
}

/** Whether a person looks at the app now (DIRECT); true is worth 30 s. */
export interface Visible {
  type: 'visible';
  visible: boolean;
}

/** Why a task waits, or its run is parked; none of these is a failure. */
export type WaitReason = 'answer' | 'approval' | 'dependency' | 'capacity' | 'quota' | 'confirm' | 'project' | 'stuck';

/** Seven days that begin at `since`: what ended in them, as in a tally. */
export interface Week {
  since: number;
  ended: number;
  judged: number;
  passed: number;
  costed: number;
  cost_usd?: number;
}

/** The login held. `token` is a bearer for HTTP calls; `up` and `down` are the logs' ids and heads. */
export interface Welcome {
  type: 'welcome';
  party: string;
  token: string;
  token_expires: number;
  up: Cursor;
  down: Cursor;
  at: number;
  presence?: Signed;
  presence_at?: number;
  host_connected: boolean;
}

/**
 * A command that a passkey vouches for: `body` is that command's JSON, verbatim.
 *
 * The authenticator signed SHA-256 of the statement `passkey` over the host's nonce, the device, the id of this
 * envelope and SHA-256 of `body`.
 */
export interface WithPasskey {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'with_passkey';
  body: string;
  credential: string;
  client_data: string;
  authenticator_data: string;
  signature: string;
}

/**
 * A person asked to see a task's workspace on the computer's own screen, and what came of it.
 *
 * `hint` says how it is opened by hand.
 */
export interface WorkspaceOpening {
  at: number;
  origin: string;
  type: 'workspace.opening';
  task: string;
  state: 'asked' | 'opened' | 'no screen' | 'failed';
  words: string;
  hint?: string;
}

/**
 * A workspace's folder was removed to free disk; its branch is kept, and a follow-up makes the folder again.
 *
 * `task` is the newest that worked there; `note` says what went wrong beside it.
 */
export interface WorkspaceRemoved {
  at: number;
  origin: string;
  type: 'workspace.removed';
  task: string;
  size_bytes: number;
  words: string;
  note?: string;
}

/** Keep a draft comment on a line of what a task changed; if there is one with this id, say it in these words. */
export interface WriteComment {
  made_at: number;
  ttl_ms?: number;
  offset_ms?: number;
  type: 'comment.write';
  task: string;
  comment: string;
  path: string;
  line: number;
  side?: 'old' | 'new';
  text: string;
}

export type AnyAnswer = Contacts | Filenames | PasskeyChallenge | Preview | Snapshot | Page | Statistics;

export type AnyEphemeral = TextDelta | CheckOutput;

export type AnyCommand =
  | SendMessage
  | CancelTask
  | EditTask
  | MoveTask
  | ResumeTask
  | ConfirmTask
  | UnstickTask
  | AnswerApproval
  | AnswerQuestion
  | SettleChange
  | ExplainDiscard
  | OpenWorkspace
  | WriteComment
  | RemoveComment
  | SendComments
  | PauseQueue
  | SetPreset
  | RemoveRule
  | SetKeepAwake
  | UnpairDevice
  | KeepDevice
  | RenameDevice
  | ReadNotices
  | SetPush
  | TryPush
  | AddPasskey
  | RemovePasskey
  | SetDemand
  | WithPasskey;

export type AnyRequest =
  | Hello
  | RequestChallenge
  | RequestContacts
  | RequestFilenames
  | RequestPage
  | RequestPreview
  | RequestStatistics
  | Visible;

export type AnyEvent =
  | ThreadStarted
  | HostRestored
  | DevicesChanged
  | PairingAttempted
  | ProjectsChanged
  | AgentsFound
  | MessageReceived
  | CommandAccepted
  | CommandRefused
  | TaskCreated
  | TaskChanged
  | TaskEdited
  | QueueChanged
  | KeepAwakeChanged
  | HostSlept
  | RunStarted
  | RunStep
  | RunCommits
  | CheckEnded
  | AttemptChanged
  | ChangeReady
  | ChangeSettled
  | DiscardExplained
  | FilePublished
  | CommentDrafted
  | CommentsDropped
  | WorkspaceRemoved
  | WorkspaceOpening
  | TaskEnded
  | TaskSpent
  | DaySpent
  | ApprovalAsked
  | ApprovalClosed
  | QuestionAsked
  | QuestionClosed
  | RunStuck
  | RunUnstuck
  | NoticePosted
  | NoticeDelayed
  | NoticeTold
  | NoticesRead
  | PushChanged
  | PasskeysChanged
  | PasskeyUsed;

export type PairingOutcome = Accepted | Declined;

export type ToRelay = Login | Read | Ack | PutAccess | PutPresence | OpenRendezvous | CloseRendezvous | Ping;

export type FromRelay =
  | Challenge
  | Welcome
  | LeaseTaken
  | Reading
  | CaughtUp
  | Stored
  | NotStored
  | Presence
  | DevicePresent
  | ChannelClosed
  | Pong
  | Rejected;
