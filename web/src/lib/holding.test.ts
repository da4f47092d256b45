import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toHex, utf8 } from './bytes';
import { vector } from './crypto/vectors';
import { parseEnvelope } from './envelope';
import { Stage } from './fakes/stage';
import { itemsOf } from './fakes/views';
import { makePasskeyIntents } from './passkey-intents';
import { challengeOf, joiningChallenge } from './webauthn';
import { Class, type Demand } from './wire';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.make();
});
afterEach(() => stage.close());

/** The ids of the commands that came to the relay. */
const mail = () => stage.relay.up.map((raw) => parseEnvelope(raw).header).flatMap((header) => (header.class === Class.COMMAND ? [header.id] : []));
const told = (demand: Demand) => stage.event({ type: 'passkeys.changed' as const, demand, passkeys: [], words: '' });
const VOUCHED = { type: 'with_passkey' as const, body: 'AA', credential: 'AA', client_data: 'AA', authenticator_data: 'AA', signature: 'AA' };

describe('where the host wants a passkey', () => {
  test('a message is kept and shown, and not sent before a passkey vouches for it', async () => {
    await stage.pair();
    await stage.tell(told('dispatch'));
    const app = await stage.open();
    await app.waitUntil(({ passkeys }) => passkeys?.demand === 'dispatch');
    await app.intents.send('Fix it');
    const view = await app.waitUntil(({ held }) => held.length === 1);
    expect(itemsOf(view.items, 'message')).toMatchObject([{ text: 'Fix it', receipt: 'held' }]);
    expect(mail()).toEqual([]);

    await stage.close();
    const again = await stage.open();
    const [held] = (await again.waitUntil(({ held }) => held.length === 1)).held;
    await again.session.sendHeld(held?.id ?? '', VOUCHED);
    const sent = await again.waitUntil(({ held }) => held.length === 0);
    expect(itemsOf(sent.items, 'message')).toMatchObject([{ id: held?.id, text: 'Fix it' }]);
    await stage.relay.settled();
    expect(mail()).toEqual([held?.id]);
  });

  test('a message that was put off is sent without one once none is demanded', async () => {
    await stage.pair();
    await stage.tell(told('dispatch'));
    const app = await stage.open();
    await app.waitUntil(({ passkeys }) => passkeys?.demand === 'dispatch');
    await app.intents.send('Fix it');
    const [held] = (await app.waitUntil(({ held }) => held.length === 1)).held;
    expect(held?.needless).toBeUndefined();
    await stage.tell(told('approvals'));
    await app.waitUntil(({ held: [one] }) => one?.needless === true);
    await makePasskeyIntents(app.session).sendHeld(held?.id ?? '');
    await app.waitUntil(({ held }) => held.length === 0);
    await stage.relay.settled();
    expect(mail()).toEqual([held?.id]);
  });

  test('what it turned down for want of one is held under an id that it has not judged', async () => {
    await stage.pair();
    const app = await stage.open();
    await app.intents.send('Fix it');
    const [message] = itemsOf(app.view.items, 'message');
    const refused = { type: 'command.refused' as const, command: message?.id ?? '', sender: stage.device.id, code: 'passkey_needed', message: 'this needs your passkey' };
    await stage.tell(stage.event(refused));
    const view = await app.waitUntil(({ held }) => held.length === 1);
    expect(view.held[0]?.id).not.toBe(message?.id);
    expect(itemsOf(view.items, 'message')).toMatchObject([{ text: 'Fix it', receipt: 'held' }]);
    expect(itemsOf(view.items, 'note')).toEqual([]);

    await stage.close();
    const again = await stage.open();
    await again.waitUntil(({ held }) => held.length === 1);
  });

  test('it says why what vouched was not taken, and lets go of what is wanted no more', async () => {
    await stage.pair();
    const app = await stage.open();
    await app.intents.pauseQueue(true);
    await app.intents.cancelTask('t'.repeat(32));
    const [row] = app.session.live().outbox.rows;
    const refused = { type: 'command.refused' as const, command: row?.id ?? '', sender: stage.device.id, code: 'passkey_refused', message: 'the passkey came too late' };
    await stage.tell(stage.event(refused));
    const { held } = await app.waitUntil(({ held }) => held.length === 1);
    expect(held).toMatchObject([{ refusal: 'the passkey came too late' }]);
    await app.session.dropHeld(held[0]?.id ?? '');
    expect(app.view.held).toEqual([]);
  });

  test('what the host did not do about passkeys is told by the id under which it was asked', async () => {
    await stage.pair();
    await stage.tell(told('none'));
    const app = await stage.open();
    await app.waitUntil(({ passkeys }) => passkeys !== undefined);
    await app.session.command({ type: 'passkeys.demand', demand: 'approvals' }, 'c'.repeat(32));
    expect(app.view.passkeys?.asked).toBe(true);
    const refused = { type: 'command.refused' as const, command: 'c'.repeat(32), sender: stage.device.id, code: 'conflict', message: 'no passkey was added yet' };
    await stage.tell(stage.event(refused));
    const { passkeys } = await app.waitUntil(({ passkeys }) => passkeys?.asked === false);
    expect(passkeys?.refused.get('c'.repeat(32))?.words).toBe('no passkey was added yet');
  });

  test('a yes that somebody else gave first is asked for no more', async () => {
    await stage.pair();
    await stage.tell(told('approvals'));
    const said = { task: 't'.repeat(32), run: 'r'.repeat(32), generation: 1, tool: 'Bash', title: 'Run a command', exact: 'ls', why: '', action_hash: '', kind: 'action' as const, rules: [] };
    await stage.tell(stage.event({ type: 'approval.asked' as const, approval: 'a'.repeat(32), ...said }));
    const app = await stage.open();
    await app.waitUntil(({ needsYou }) => needsYou.length === 1);
    await app.intents.answerApproval('a'.repeat(32), { verdict: 'allow' });
    expect(app.view.held).toHaveLength(1);
    await stage.tell(stage.event({ type: 'approval.closed' as const, approval: 'a'.repeat(32), task: said.task, verdict: 'denied' as const, words: '' }));
    const view = await app.waitUntil(({ needsYou }) => needsYou.length === 0);
    expect(view.held).toEqual([]);
  });

  test('a no needs none', async () => {
    await stage.pair();
    await stage.tell(told('dispatch'));
    const app = await stage.open();
    await app.waitUntil(({ passkeys }) => passkeys?.demand === 'dispatch');
    await app.intents.cancelTask('t'.repeat(32));
    expect(app.view.held).toEqual([]);
  });
});

test('a challenge is made as the host makes it', async () => {
  const golden = vector('passkey');
  const [device, nonce] = [golden.text('device'), btoa(String.fromCharCode(...golden.hex('nonce')))];
  const base64url = nonce.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  expect(toHex(await challengeOf(base64url, device, golden.text('command'), utf8(golden.text('body'))))).toBe(golden.text('challenge'));
  expect(toHex(await joiningChallenge(base64url, device, golden.text('asked')))).toBe(golden.text('joining'));
});
