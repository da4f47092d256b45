// What a person can want, as commands of the protocol.
import { readDiff } from './diff';
import { toWritten } from './draft';
import type { Session } from './session';
import { taskOf } from './thread';
import type { Client } from './view';
import { files as words } from './words/files';

type Intents = Pick<
  Client,
  | 'send'
  | 'attach'
  | 'dropFile'
  | 'pauseFile'
  | 'takeBack'
  | 'writtenAs'
  | 'cancelTask'
  | 'editTask'
  | 'moveTask'
  | 'resumeTask'
  | 'confirmTask'
  | 'unstick'
  | 'settleChange'
  | 'explainDiscard'
  | 'openWorkspace'
  | 'writeComment'
  | 'removeComment'
  | 'unsavedComments'
  | 'keepUnsaved'
  | 'sendComments'
  | 'pauseQueue'
  | 'keepAwake'
  | 'answerApproval'
  | 'setPreset'
  | 'removeRule'
  | 'answerQuestion'
  | 'markRead'
  | 'openDiff'
  | 'openFile'
  | 'renameDevice'
  | 'unpair'
  | 'keepDevice'
  | 'exportThread'
  | 'fetchAll'
  | 'find'
  | 'oldestAt'
>;

const SCREEN_MS = 10 * 60_000; // whoever asked is at the computer until then; a window that opens tomorrow is for nobody

/** The intents of `Client` over one session. */
export function makeIntents(session: Pick<Session, 'command' | 'send' | 'parcels' | 'live' | 'store' | 'loadOlder' | 'settled'>): Intents {
  const fetchAll = async (): Promise<boolean> => {
    const { book } = session.live();
    for (let held = 0; book.hasOlder && book.oldest !== held; ) {
      held = book.oldest;
      await session.loadOlder();
      await session.settled();
    }
    return !book.hasOlder;
  };
  return {
    send: (text, options = {}) => session.send(text, options),
    attach: async (files) => (await session.parcels()).attach(files),
    dropFile: async (id) => (await session.parcels()).drop(id),
    pauseFile: async (id, paused) => (await session.parcels()).pause(id, paused),
    takeBack: async (id, keep) => (await session.parcels()).takeBack(id, keep),
    writtenAs: (id) => {
      const command = session.live().outbox.rows.find((row) => row.id === id)?.command;
      return command?.type === 'message.send' ? toWritten(command.text, command) : undefined;
    },
    cancelTask: (task) => session.command({ type: 'task.cancel', task }),
    editTask: (task, changes) => session.command({ type: 'task.edit', task, ...changes }),
    moveTask: (task, spot, other) => session.command({ type: 'task.move', task, spot, ...(other ? { other } : {}) }),
    resumeTask: (task) => session.command({ type: 'task.resume', task }),
    confirmTask: (task, go) => session.command({ type: 'task.confirm', task, go }),
    unstick: (stuck, act, text = '') => session.command({ type: 'task.unstick', stuck, act, text }),
    explainDiscard: (task, why, words = '') => session.command({ type: 'discard.explain', task, why, words }),
    settleChange: (task, act, given = '') => session.command({ type: 'change.settle', task, act, given }),
    openWorkspace: (task) => session.command({ type: 'workspace.open', task, ttl_ms: SCREEN_MS }),
    writeComment: (task, { id, ...said }) => session.command({ type: 'comment.write', task, comment: id ?? session.live().vault.newId(), ...said }),
    removeComment: (comment) => session.command({ type: 'comment.remove', comment }),
    unsavedComments: (task) => session.store().unsaved(task),
    keepUnsaved: (task, comment) => session.store().keepUnsaved(task, comment),
    sendComments: (task) => session.command({ type: 'comments.send', task }),
    pauseQueue: (paused) => session.command({ type: 'queue.pause', paused }),
    keepAwake: (on) => session.command({ type: 'host.keep_awake', on }),
    answerApproval: async (approval, answer) => {
      const asked = session.live().book.thread.approvals.get(approval);
      if (!asked) return; // answered elsewhere while the finger came down
      const { actionHash, generation } = asked;
      await session.command({ type: 'approval.answer', approval, action_hash: actionHash, generation, ...answer });
    },
    setPreset: (project, preset) => session.command({ type: 'project.preset', project, preset }),
    removeRule: (rule) => session.command({ type: 'rule.remove', rule }),
    answerQuestion: (question, answers) => session.command({ type: 'question.answer', question, answers }),
    markRead: async (seen) => {
      const { book, outbox } = session.live();
      const { seq, also } = seen ?? { seq: book.thread.notices.at(-1)?.seq ?? 0, also: [] };
      const isTold = outbox.rows.some(({ command }) => command.type === 'notices.read' && command.seq >= seq);
      if (also.length || (seq > book.thread.readTo && !isTold)) await session.command({ type: 'notices.read', seq, also });
    },
    openDiff: async (taskId) => {
      const { book, http, vault } = session.live();
      const store = session.store();
      const change = taskOf(book.thread, taskId)?.change;
      if (!change) return [];
      return readDiff(change, {
        chunk: (blob, index) => http.chunk(blob, index),
        openFile: (manifest, load) => vault.openFile(manifest, load),
        kept: (blob) => store.diff(blob),
        keep: (blob, text) => store.keepDiff(blob, text),
      });
    },
    openFile: async ({ manifest, name, media }) => {
      if (!manifest) throw new Error(words.onlyThere);
      const { http, vault } = session.live();
      const bytes = await vault.openFile(manifest, (blob, index) => http.chunk(blob, index));
      return new File([bytes], name, { type: media });
    },
    renameDevice: (device, name) => session.command({ type: 'device.rename', device, name }),
    unpair: async (device, how) => {
      if (device === session.live().vault.device) await session.store().setFact('leaving', true);
      await session.command({ type: 'device.unpair', device }, undefined, how);
    },
    fetchAll,
    find: async (query, before) => {
      const { find } = await import('./finding');
      return find(session.store().shelf, session.live().book.thread.items, query, before);
    },
    oldestAt: async () => {
      const { first } = session.live().book.thread.items;
      return (await session.store().shelf.at([first]))[0]?.item.at;
    },
    exportThread: async (form, now) => {
      const { book } = session.live();
      await fetchAll();
      const { toFile } = await import('./exporting');
      const { name, type, text } = toFile(form, { ...(await book.readAll()), partial: book.hasOlder }, now);
      return new File([text], name, { type });
    },
    keepDevice: (device) => session.command({ type: 'device.keep', device }),
  };
}
