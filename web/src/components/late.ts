// Parts of the thread that load late: waited for by the first that is drawn, and at hand for all after it.

/** What gives a part: the part itself where it is here, because what waits for a promise is drawn twice. */
function late<Part>(load: () => Promise<Part>): () => Part | Promise<Part> {
  let here: Part | undefined;
  return () => here ?? load().then((part) => (here = part));
}

export const loadMarkedUp = late(() => import('./MarkedUp.svelte'));
export const loadCopyButton = late(() => import('./CopyButton.svelte'));
export const loadLongOutput = late(() => import('./LongOutput.svelte'));
export const loadColoured = late(() => import('./Coloured.svelte'));
export const loadStreamed = late(() => import('./Streamed.svelte'));
export const loadApproval = late(() => import('./Approval.svelte'));
export const loadQuestion = late(() => import('./Question.svelte'));
