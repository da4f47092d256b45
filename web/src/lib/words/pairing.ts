// Why pairing ended. That nothing changed, and what to do, stands below on the screen once for all of them.
export const pairing = {
  why: {
    wrong_digits: 'The digits did not match three times.',
    declined: 'It was declined on the computer.',
    expired: 'This code has expired.',
    gone: 'The computer no longer waits with this code: its time is over, or a newer one took its place.',
    used: 'This code was used already.',
    busy: 'Another device is using this code.',
    another_device: 'Another device used this code. If that was not you, somebody else has seen it.',
    not_verified: 'What came from the computer could not be verified.',
  } as Record<string, string>,
  refused: (code: string) => `The computer refused: ${code}.`,
  stopped: 'You stopped pairing.',
} as const;
