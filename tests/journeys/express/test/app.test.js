import assert from 'node:assert/strict';
import { test } from 'node:test';
import request from 'supertest';
import { createApp } from '../app.js';

const subscribe = (app, email) => request(app).post('/api/subscribe').send({ email });
const contact = (app, text) => request(app).post('/api/contact').send({ text });

test('health counts the subscribers', async () => {
  const app = createApp();
  await subscribe(app, 'ada@example.test');
  const { body } = await request(app).get('/api/health');
  assert.deepEqual(body, { ok: true, subscribers: 1 });
});

test('a good address is subscribed', async () => {
  const { status, body } = await subscribe(createApp(), 'ada@example.test');
  assert.equal(status, 201);
  assert.deepEqual(body, { email: 'ada@example.test' });
});

test('an address is kept in small letters', async () => {
  const { body } = await subscribe(createApp(), ' Ada@Example.test ');
  assert.equal(body.email, 'ada@example.test');
});

test('a bad address is refused', async () => {
  const { status, body } = await subscribe(createApp(), 'ada');
  assert.equal(status, 400);
  assert.deepEqual(body, { error: 'bad_email' });
});

test('a missing address is refused', async () => {
  const { status } = await request(createApp()).post('/api/subscribe').send({});
  assert.equal(status, 400);
});

test('nobody is subscribed twice', async () => {
  const app = createApp();
  await subscribe(app, 'ada@example.test');
  const { status, body } = await subscribe(app, 'ada@example.test');
  assert.equal(status, 409);
  assert.deepEqual(body, { error: 'already_subscribed' });
});

test('who is subscribed may leave', async () => {
  const app = createApp();
  await subscribe(app, 'ada@example.test');
  const { status } = await request(app).delete('/api/subscribe/ada@example.test');
  assert.equal(status, 204);
});

test('who is not subscribed cannot leave', async () => {
  const { status, body } = await request(createApp()).delete('/api/subscribe/ada@example.test');
  assert.equal(status, 404);
  assert.deepEqual(body, { error: 'not_subscribed' });
});

test('a letter is taken', async () => {
  const { status, body } = await contact(createApp(), 'hello');
  assert.equal(status, 202);
  assert.deepEqual(body, { received: true });
});

test('an empty letter is refused', async () => {
  const { status, body } = await contact(createApp(), ' ');
  assert.equal(status, 400);
  assert.deepEqual(body, { error: 'no_text' });
});

test('what is not there is said in JSON', async () => {
  const { status, body } = await request(createApp()).get('/api/nothing');
  assert.equal(status, 404);
  assert.deepEqual(body, { error: 'not_found' });
});
