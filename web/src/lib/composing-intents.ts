// Keeps what is being written, in this device's store.
import type { Composes } from './composes';
import { draftKey, isBlank } from './draft';
import type { Session } from './session';

/** The composer's part of `Client` over one session. */
export function makeComposingIntents(session: Pick<Session, 'ask' | 'opened'>): Composes {
  return {
    writings: async () => {
      const store = await session.opened();
      const [drafts, place] = await Promise.all([store.drafts(), store.fact('place')]);
      return { drafts, place: place ?? {} };
    },
    keepDraft: async (place, draft) => (await session.opened()).keepDraft(draftKey(place), isBlank(draft) ? undefined : draft),
    keepPlace: async (place) => (await session.opened()).setFact('place', place),
    askFilenames: (project, query) => session.ask({ type: 'filenames.request', project, query }),
    takeShares: async (take) => (await import('./sharing')).takeShares(take),
    mayDictate: async () => (await (await session.opened()).fact('dictation')) ?? false,
    allowDictation: async () => (await session.opened()).setFact('dictation', true),
    templates: async () => (await (await session.opened()).fact('templates')) ?? [],
    keepTemplates: async (templates) => (await session.opened()).setFact('templates', templates),
  };
}
