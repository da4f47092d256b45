import { expect, test } from 'vitest';
import { waitBeforeTry } from './backoff';
import { audienceOf, relayBase, socketUrl } from './places';
import { agoWords, clockWords, durationWords, spanWords } from './time';

test('lengths of time come in their largest unit', () => {
  expect([900, 12_000, 200_000, 7_300_000, 90_000_000, 400_000_000].map(spanWords)).toEqual([
    ...['0 s', '12 s', '3 min', '2 h', '1 day', '4 days'],
  ]);
});

test('durations of work keep the second unit', () => {
  expect([0.4, 45, 120, 134, 3600, 3780].map(durationWords)).toEqual(['under 1 s', '45 s', '2 min', '2 min 14 s', '1 h', '1 h 3 min']);
});

test('what was just now is not counted in seconds', () => {
  expect([agoWords(1000, 2000), agoWords(1000, 31_000)]).toEqual(['just now', '30 s ago']);
});

test('a moment of another day says which', () => {
  const now = new Date(2026, 10, 23, 12, 0).getTime();
  expect(clockWords(new Date(2026, 10, 23, 10, 12).getTime(), now, 'en-GB')).toBe('10:12');
  expect(clockWords(new Date(2026, 10, 21, 10, 12).getTime(), now, 'en-GB')).toBe('Sat 10:12');
  expect(clockWords(new Date(2026, 10, 3, 10, 12).getTime(), now, 'en-GB')).toBe('3 Nov 10:12');
});

test('waits grow to half a minute and are spread over their whole length', () => {
  expect(waitBeforeTry(0, () => 0.999)).toBeLessThan(500);
  expect(waitBeforeTry(50, () => 0.999)).toBeLessThan(30_000);
  expect(waitBeforeTry(50, () => 0)).toBe(0);
});

test('an empty relay is the app’s own origin, and the audience is what the relay sees as its host', () => {
  expect(relayBase('', 'http://192.168.1.5:8717')).toBe('http://192.168.1.5:8717/relay');
  expect(relayBase('https://relay.example/r/', 'http://x')).toBe('https://relay.example/r');
  expect(socketUrl('https://relay.example/r', '/v1/mailbox')).toBe('wss://relay.example/r/v1/mailbox');
  expect(audienceOf('https://relay.example:443/r')).toBe('relay.example');
  expect(audienceOf('http://192.168.1.5:8717/relay')).toBe('192.168.1.5:8717');
});
