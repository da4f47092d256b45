// What is said where a file of the project is named with `@`. Loaded late, with the list.
export const filenames = {
  title: 'Files of the project',
  noProject: 'Choose a project to name its files.',
  away: (host: string) => `Names of files come from ${host}, which cannot be reached now. You can type on.`,
  asking: (host: string) => `Asking ${host}…`,
  silent: (host: string) => `${host} does not answer yet. You can type on.`,
  none: (query: string) => `No file fits “${query}”.`,
} as const;
