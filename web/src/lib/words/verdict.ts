// What is said where a person has read a change and decides.
export const verdict = {
  title: 'What do you say?',
  apply: 'Looks good: apply',
  sendBack: 'Send back',
  sendBackHint: 'Sending back is a follow-up in your own words: the agent goes on where it stopped.',
  atComputer: 'Look at it on the computer',
  openThere: (host: string) => `Open its folder on ${host}`,
  askedToOpen: (host: string) => `Asked for; ${host} has not taken it up yet, and does so for ten minutes.`,
  read: 'Read the change in a terminal:',
  tryIt: 'Try it in a folder of its own, beside your project:',
  copy: 'Copy',
  copied: 'Copied',
} as const;
