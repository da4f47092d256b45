import type { notes as english } from '../notes';
import type { Spoken } from '../spoken';
import { figure } from './count';

export const notes: Spoken<typeof english> = {
  thisDevice: 'Dieses Gerät',
  aDevice: 'Ein Gerät',
  theHost: 'Der Computer',
  pairedWith: (host) => `Mit ${host} gekoppelt.`,
  devices: {
    joined: (name) => `${name} ist jetzt gekoppelt.`,
    lapsed: (name) => `${name} wurde mit dem Koppeln nicht rechtzeitig fertig.`,
    unpairing: (name) => `${name} wird in zehn Minuten entkoppelt, wenn niemand widerspricht.`,
    kept: (name) => `${name} bleibt gekoppelt.`,
    unpaired: (name) => `${name} wurde entkoppelt.`,
  },
  restored: (host, reason, lost) => {
    const how = reason === 'copied' ? 'läuft mit einer Kopie seiner Daten' : 'wurde aus einer älteren Kopie seiner Daten wiederhergestellt';
    const rest = lost > 0 ? `: Was danach kam (${figure(lost)} Einträge), ist nicht mehr da` : '';
    return `${host} ${how}${rest}. Nichts lief zweimal.`;
  },
  lost: (host) => `${host} wurde aus einer älteren Kopie wiederhergestellt und hat diese Nachricht nicht mehr.`,
  relayRefused: (why) => `Das Relay hat sie abgelehnt: ${why}`,
  pairedAnew: 'Dieses Gerät wurde neu gekoppelt, bevor der Computer darauf geantwortet hatte. Steht es nicht im Verlauf, sende es noch einmal.',
  stopping: 'soll anhalten',
};
