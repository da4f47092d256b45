// Canned outputs: in colours, and long ones.
import type { Item, TaskView } from '../src/lib/view';
import { MINUTE, NOW, STEPS, check, message, outcome, step, task } from './pieces';

const ESC = '\u001b[';
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** A text with the codes of its look, as a host sends it. */
function styled(codes: string, text: string): string {
  return `${ESC}${codes}m${text}${ESC}0m`;
}

const BEGIN = [
  `${styled('1;46', ' RUN ')} ${styled('36', 'v4.1.12')} ${styled('90', '~/code/newsletter-site')}`,
  '',
  ` ${styled('32', '✓')} src/form.test.ts ${styled('2', '(4 tests)')} ${styled('32', '12ms')}`,
];
const FAILURES = [
  ` ${styled('31', '❯')} src/session.test.ts ${styled('2', '(')}${styled('31', '2 failed')}${styled('2', ')')} ${styled('33', '418ms')}`,
  `   ${styled('31', '×')} keeps the session after login`,
  '',
  `${styled('1;41', ' FAIL ')} src/session.test.ts > ${styled('1', 'keeps the session after login')}`,
  `${styled('1;31', 'AssertionError')}: expected ${styled('32', '200')}, got ${styled('31', '302')}`,
  `${styled('36', ' ❯')} src/session.test.ts:${styled('2', '41:12')}`,
  `${styled('31', '- 200')}`,
  `${styled('32', '+ 302')}`,
  '',
];
const TESTS = [...BEGIN, ...FAILURES].join('\n');

/** A whole suite: what failed stands between what passed and a table of what was covered. */
const SUITE = [
  ...BEGIN,
  ...Array.from({ length: 30 }, (_, n) => ` ${styled('32', '✓')} src/page-${n + 1}.test.ts ${styled('2', '(4 tests)')} ${styled('32', '12ms')}`),
  ...FAILURES,
  `${styled('2', '      Tests ')} ${styled('1;31', '2 failed')}${styled('2', ' | ')}${styled('1;32', '12 passed')} (14)`,
  '',
  'File            % Lines',
  ...Array.from({ length: 30 }, (_, n) => `src/page-${n + 1}.ts ${styled('33', `${70 + n}`)}`),
  '',
].join('\n');

const PALETTE = [
  ...NAMES.map((name, at) => `${styled(`${30 + at}`, name)} ${styled(`${90 + at}`, `bright ${name}`)} ${styled(`${40 + at}`, ` on ${name} `)} ${styled(`${100 + at};37`, ` on bright ${name} `)} ${styled(`1;${30 + at}`, 'bold')} ${styled(`7;${30 + at}`, ' inverse ')}`),
  [styled('2', 'dim'), styled('3', 'italic'), styled('4', 'underlined'), styled('9', 'struck'), styled('4;9', 'both'), styled('7', ' inverse ')].join(' '),
  Array.from({ length: 24 }, (_, n) => styled(`38;5;${16 + n * 10}`, `${16 + n * 10}`)).join(' '),
  Array.from({ length: 24 }, (_, n) => styled(`48;5;${16 + n * 10}`, ` ${16 + n * 10} `)).join(''),
  Array.from({ length: 12 }, (_, n) => styled(`38;2;${255 - 20 * n};${20 * n};${(90 * n) % 256}`, `rgb${n}`)).join(' '),
].join('\n');

/** As an older host sends it: with all that steers a terminal. */
const RAW = 'Downloading\r\n 10 %\r 55 %\r100 %\x1b[K\n\x1b]0;npm\x07\x1b[?25l\x1b[32madded 4 packages\x1b[39m\x1b[?25h\n';

function command(id: string, number: number, title: string, output: string, more: Partial<TaskView> = {}): Item[] {
  return [message(`m-${id}`, number * MINUTE, `!${title}`), task(id, number, title, number * MINUTE, { work: 'command', state: 'done', outcome: outcome({ exit: 0, seconds: 2, output }), ...more })];
}

/** Outputs in every colour, and text to be copied. */
export function coloured(): Item[] {
  const failed = [check({ command: 'npm test', status: 'failed', exit: 1, passed: 12, output: SUITE }), check({ command: 'npm run lint', output: 'clean\n' })];
  return [
    ...command('o-palette', 61, 'palette', PALETTE),
    ...command('o-raw', 62, 'npm install', RAW),
    message('m-code', 9 * MINUTE, 'How do I start it?', { ticket: { where: 'newsletter-site', verify: 'npm test', leave_alone: '' } }),
    task('o-code', 63, 'How do I start it?', 9 * MINUTE, { state: 'done', outcome: outcome({ code: 'no_change', headline: 'Two commands.', summary: 'Install it, then start it:\n\n```sh\nnpm ci\nnpm start -- --port 3000 --host 0.0.0.0 --log-level debug --config config/production.json\n```\n\nIt says where it listens:\n\n```\nhttp://localhost:3000\n```' }) }),
    task('o-check', 64, 'Keep the session', 6 * MINUTE, { state: 'failed', outcome: outcome({ code: 'check_failed', verified: false, headline: '2 tests are newly failing.', checks: failed, output: `…\n${SUITE.slice(SUITE.indexOf('src/page-9'))}` }) }),
    task('o-going', 65, 'Explain the build', 5 * MINUTE, { startedAt: NOW - 65_000, steps: [...STEPS.slice(0, 2), step('c', 'command', 'Run npm test', 'failed', `npm test\n${styled('31', 'not ok 9')} - answers 429`)], canStop: true, state: 'checking', printing: TESTS }),
  ];
}

const LINES = Array.from({ length: 10_000 }, (_, n) => `${styled(n % 7 ? '32' : '31', n % 7 ? 'ok' : 'not ok')} ${n + 1} - answers request ${n + 1} within its time\n`).join('');

/** Outputs far longer than a host sends: ten thousand lines, a line of a million characters, and five megabytes. */
export function lengthy(): Item[] {
  const open = { state: 'failed' as const };
  return [
    ...command('o-lines', 71, 'ten thousand lines', LINES, open),
    ...command('o-line', 72, 'one line', 'na'.repeat(500_000), open),
    ...command('o-all', 73, 'five megabytes', Array.from({ length: 60_000 }, (_, n) => `${n + 1} ${'heron '.repeat(13)}\n`).join(''), open),
  ];
}
