import { expect, test } from 'vitest';
import { SITE, change, task } from '../../dev/pieces';
import { readCommand, tryCommand } from './at-computer';

const CHANGED = task('t', 7, 'T', 0, { change: change('t', []) });

test('a change is read by the number of its task', () => {
  expect(readCommand(CHANGED)).toBe('farhand diff 7');
});

test('a change is tried in a folder beside the project', () => {
  expect(tryCommand(CHANGED)).toBe('git -C /home/me/code/newsletter-site worktree add --detach ../newsletter-site-task-7 farhand/rate-limit-subscribe');
});

test('what a shell would read otherwise is quoted', () => {
  const odd = { ...CHANGED, project: { ...SITE, path: "/home/me/it's; rm -rf $HOME", name: 'a b' } };
  expect(tryCommand(odd)).toBe(`git -C '/home/me/it'\\''s; rm -rf $HOME' worktree add --detach '../a b-task-7' farhand/rate-limit-subscribe`);
});

test('without a branch there is nothing to try', () => {
  expect(tryCommand(task('t', 7, 'T', 0))).toBeUndefined();
});
