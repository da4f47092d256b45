import type { pairing as english } from '../pairing';
import type { Spoken } from '../spoken';

export const pairing: Spoken<typeof english> = {
  why: {
    wrong_digits: 'Die Ziffern stimmten dreimal nicht.',
    declined: 'Es wurde am Computer abgelehnt.',
    expired: 'Dieser Code ist abgelaufen.',
    gone: 'Der Computer wartet nicht mehr mit diesem Code: Seine Zeit ist um, oder ein neuerer hat ihn abgelöst.',
    used: 'Dieser Code wurde schon benutzt.',
    busy: 'Ein anderes Gerät benutzt diesen Code gerade.',
    another_device: 'Ein anderes Gerät hat diesen Code benutzt. Warst das nicht du, hat ihn jemand anderes gesehen.',
    not_verified: 'Was vom Computer kam, ließ sich nicht überprüfen.',
  },
  refused: (code) => `Der Computer hat abgelehnt: ${code}.`,
  stopped: 'Du hast das Koppeln abgebrochen.',
};
