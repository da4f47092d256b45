import { expect, test } from 'vitest';
import { toInstalling } from './installing';

const AGENTS = {
  iPhone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
  pixel: 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
};

test.each<[keyof typeof AGENTS, Partial<Parameters<typeof toInstalling>[0]>, string]>([
  ['iPhone', {}, 'ios'],
  ['iPhone', { isSecure: false }, 'ios'],
  ['mac', { touchPoints: 5 }, 'ios'],
  ['mac', {}, 'safari'],
  ['pixel', {}, 'android'],
  ['pixel', { isSecure: false }, 'insecure'],
  ['pixel', { isInstalled: true }, 'installed'],
  ['edge', {}, 'chromium'],
  ['firefox', {}, 'other'],
])('on %s, %o, the app is installed the way %s', (agent, more, way) => {
  expect(toInstalling({ agent: AGENTS[agent], touchPoints: 0, isSecure: true, isInstalled: false, ...more })).toBe(way);
});
