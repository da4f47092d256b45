// What a page that came over plain http lacks, and how to get it. Loaded late.

export const unprotected = {
  means: 'Someone on this network could have changed the page on its way, and with it read your thread or act as you. Use it only on a network that you trust.',
  limits: 'So this device is asked again every 24 hours, and cannot unpair others.',
  lacks: 'Lacking here: notifications, camera, passkeys, the installed app, and a start without the network.',
  how: (host: string) => `To have them, pair at an https address of ${host || 'the computer'}: by a tailnet, a tunnel or a relay. The guide ‘Reach your computer from outside’ shows how.`,
} as const;
