// What is being written, by the name that the gallery's address gives.
import { NO_DRAFT, type Draft } from '../src/lib/draft';

const DRAFTS: Record<string, Draft> = {
  ticket: { text: 'Say on the form when an address is not valid', ticket: { where: 'src/routes/subscribe.js', verify: 'npm test\nthe words are kind', leave_alone: 'the page for admins' } },
  vague: { text: 'Fix it' },
  steps: { text: 'Refactor the parser', then: ['run the tests', 'fix what fails'], best_of: 2 },
  several: { text: '', tasks: ['Fix the login on the phone', 'make it better', 'Upgrade the framework to its newest version, then run the tests', ''] },
};

export function fixtureDraft(state: string): Draft {
  return DRAFTS[state] ?? NO_DRAFT;
}
