// How the app is installed on this device, and what for.
import type { Guided } from '../installing';

export const install = {
  title: 'Install the app',
  first: 'Install the app first',
  why: 'Installed, it opens from an icon of its own, shows there how much waits for your answer, and is told of results while it is closed.',
  apart: 'Here the browser and the installed app keep separate keys. Install first, then pair inside the app.',
  together: 'Here the browser and the installed app share their keys: a pairing holds in both.',
  steps: {
    ios: ['Tap Share in the browser’s bar', 'Choose Add to Home Screen', 'Open Farhand from there and scan or paste'],
    android: ['Open the browser’s menu', 'Tap Add to Home screen, then Install', 'Open Farhand from its icon'],
    chromium: ['Open the browser’s menu', 'Choose Install Farhand: in Chrome under Cast, save and share, in Edge under Apps', 'Open Farhand in its own window'],
    safari: ['Open the menu File', 'Choose Add to Dock', 'Open Farhand from the Dock and paste the link there'],
    other: ['This browser may not install apps; Chrome and Edge do', 'Without it, keep Farhand in a tab or as a bookmark'],
  } satisfies Record<Guided, readonly string[]>,
  insecure: 'It cannot be installed from here, because this page came over plain http. What to do about it stands under Unprotected, above.',
  now: 'Install',
  done: 'The app is installed. Open Farhand from its icon.',
  installed: 'Installed app',
  badge: 'The number on its icon is how many approvals and questions wait for you. It goes once they are answered, here or elsewhere; while the app is closed, with the next notification.',
  noBadge: 'Farhand runs as an app here. Its icon cannot show a number on this system.',
} as const;
