// Long threads for tests: records as a store keeps them, of tasks as a busy month leaves them.
import { utf8 } from '../bytes';
import type { RecordRow } from '../chunks';
import { packRecord } from '../record';
import type { Paired } from '../store';
import type { AnyEvent } from '../wire';

export const HERE = 'd'.repeat(32);

export const PAIRED: Paired = {
  ...{ host: 'h', hostName: 'studio', hostKey: new Uint8Array(), hostHpke: new Uint8Array() },
  ...{ device: HERE, relay: 'http://r', demo: false, at: 1 },
};

type Given = { type: AnyEvent['type']; origin?: string } & Record<string, unknown>;

/** An id that names a thing and its number. */
export function idOf(kind: 'message' | 'task', number: number): string {
  return `${kind === 'task' ? '7' : '1'}${number.toString(16).padStart(31, '0')}`;
}

/** Unsigned records of events, from a seq on. */
export function recordsOf(events: readonly Given[], from = 1): RecordRow[] {
  return events.map((given, index) => {
    const seq = from + index;
    const event = { at: 1_700_000_000_000 + seq * 1000, origin: 'host', ...given };
    const id = `a${seq.toString(16).padStart(31, '0')}`;
    const [prev, signature] = [new Uint8Array(32), new Uint8Array(64)];
    const raw = packRecord({ seq, incarnation: 'c'.repeat(32), id, type: event.type, prev, body: utf8(JSON.stringify(event)), signature });
    return { seq, hash: new Uint8Array(32), raw };
  });
}

/** Tasks that were asked for, begun, checked and ended; each also settles the change of the one `back` before it. */
export function tasksDone(count: number, { first = 1, back = 100 } = {}): Given[] {
  return Array.from({ length: count }, (_, index) => taskDone(first + index, back)).flat();
}

function taskDone(number: number, back: number): Given[] {
  const task = idOf('task', number);
  const check = { command: 'npm test', source: 'found', status: 'passed', seconds: 1, output: '' };
  const outcome = { code: 'done', headline: `Form ${number} has a limit`, summary: '', verified: true, checks: [check], denied: [], output: '' };
  return [
    { type: 'message.received', origin: HERE, message: idOf('message', number), text: `Add a limit to form ${number}`, attachments: [] },
    { type: 'task.created', task, number, message: idOf('message', number), title: `Limit form ${number}`, kind: 'agent', ...(number > back ? { follows: idOf('task', number - back) } : {}) },
    { type: 'run.started', task, run: 'r', generation: 1, agent: 'claude-code' },
    { type: 'run.step', task, run: 'r', step: '1', kind: 'edit', title: `Edited form-${number}.ts`, detail: '', state: 'ok' },
    { type: 'check.ended', task, run: 'r', check },
    { type: 'change.ready', task, run: 'r', branch: `farhand/${number}`, base: 'a', head: 'b', files: [], added: 1, removed: 0 },
    { type: 'task.ended', task, run: 'r', state: 'done', outcome },
    ...(number > back ? [{ type: 'change.settled', task: idOf('task', number - back), act: 'apply', what: 'applied', state: 'applied', words: 'applied' } as const] : []),
  ];
}
