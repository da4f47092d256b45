// What is said of the computer's own sleep.
export const power = {
  title: 'Keep awake while there is work',
  on: 'on',
  off: 'off',
  means: (host: string) => `${host} is kept from going to sleep by itself while a task runs, is checked, is told, or waits for a limit that is over soon. Closing its lid still puts it to sleep.`,
  offMeans: (host: string) => `${host} may go to sleep while a task runs. The task then goes on when it wakes.`,
  cannot: (host: string, why: string) => `${host} can’t be kept awake: ${why}. Set it not to sleep by itself.`,
  needless: (host: string) => `Nothing on ${host} puts it to sleep by itself, so there is nothing to keep it from. If Farhand runs in a container, the computer around it may sleep all the same.`,
  asked: (host: string) => `Waiting for ${host} to take it up.`,
  olderHost: (host: string) => `Farhand on ${host} is too old to say.`,
  slept: (host: string, long: string) => `${host} slept for ${long}.`,
} as const;
