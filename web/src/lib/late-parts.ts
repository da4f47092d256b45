// Parts of the app that load when they are needed may be gone: the app was built anew while this page was open.
const MARK = 'farhand.reloaded';
const PROBE_TIMEOUT_MS = 5_000; // the page is open and usable meanwhile; nobody waits for longer than this

/** What is asked of the page. */
export interface PartsPage {
  /** Names this build of the app: another one may be loaded again for. */
  readonly build: string;
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
  /** Call when a part could not be loaded. */
  onMissing(run: () => void): void;
  /** Whether the app would come if the page were loaded again now. */
  isServed(): Promise<boolean>;
  reload(): void;
}

/** This browser's page. */
export function partsPage(): PartsPage {
  return {
    build: import.meta.url, // the build puts a hash of the app into it
    // Looked up late: where storage is blocked, the name alone throws.
    memory: {
      getItem: (key) => sessionStorage.getItem(key),
      setItem: (key, value) => sessionStorage.setItem(key, value),
    },
    onMissing: (run) => window.addEventListener('vite:preloadError', run),
    isServed: async () => (await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })).ok,
    reload: () => location.reload(),
  };
}

/** Load the page again when a part is missing: once for each build, and never into nothing. `before` runs first. */
export function reloadForMissingParts(page: PartsPage, before: () => void): void {
  const { build, memory, isServed, onMissing, reload } = page;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking || memory.getItem(MARK) === build) return;
    isLooking = true;
    try {
      if (!(await isServed())) return;
      memory.setItem(MARK, build);
      before();
      reload();
    } finally {
      isLooking = false;
    }
  };
  // Not served or nothing to remember it by: the place of the part says so in words.
  onMissing(() => void look().catch((error: unknown) => console.warn('parts', error)));
}
