import express from 'express';
import { createStore } from './lib/store.js';

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

export function createApp(store = createStore()) {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '8kb' }));

  app.get('/api/health', (req, res) => res.json({ ok: true, subscribers: store.count() }));

  app.post('/api/subscribe', (req, res) => {
    const email = String(req.body?.email ?? '').trim().toLowerCase();
    if (!EMAIL.test(email)) return res.status(400).json({ error: 'bad_email' });
    if (!store.subscribe(email)) return res.status(409).json({ error: 'already_subscribed' });
    return res.status(201).json({ email });
  });

  app.delete('/api/subscribe/:email', (req, res) => {
    if (!store.unsubscribe(req.params.email.toLowerCase())) return res.status(404).json({ error: 'not_subscribed' });
    return res.status(204).end();
  });

  app.post('/api/contact', (req, res) => {
    const text = String(req.body?.text ?? '').trim();
    if (!text) return res.status(400).json({ error: 'no_text' });
    store.write(text);
    return res.status(202).json({ received: true });
  });

  app.use((req, res) => res.status(404).json({ error: 'not_found' }));
  app.use((error, req, res, next) => res.status(error.status ?? 500).json({ error: 'bad_request' }));
  return app;
}
