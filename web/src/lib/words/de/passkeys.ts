import type { ChangeAct } from '../../wire';
import type { passkeyWords as english } from '../passkeys';
import type { Spoken } from '../spoken';

const DONE_WITH: Record<ChangeAct, string> = {
  apply: 'Änderung übernehmen',
  rebase: 'Änderung auf den neuesten Commit setzen',
  revert: 'Änderung zurücknehmen',
  discard: 'Änderung verwerfen',
  restore: 'Änderung zurückholen',
  keep: 'Änderung als Branch behalten',
  propose: 'Pull Request öffnen',
  hand_over: 'Änderung ihrem Agenten geben',
  use: 'Einen anderen Versuch nehmen',
};

export const passkeyWords: Spoken<typeof english> = {
  title: 'Passkeys',
  lead: 'Ein Passkey ist ein Schlüssel in diesem Telefon, in deinem Passwortmanager oder auf einem Stick. Er sagt erst nach deinem Finger, Gesicht oder deiner PIN ja; ein Telefon in fremder Hand kann das nicht.',
  none: 'Noch kein Passkey wurde hinzugefügt.',
  olderHost: (host) => `${host} kennt noch keine Passkeys. Aktualisiere Farhand dort.`,
  asked: (host) => `Gefragt; ${host} hat es noch nicht aufgenommen.`,

  demand: 'Wofür Geräte einen Passkey brauchen',
  demands: { none: 'Nichts', approvals: 'Freigaben', dispatch: 'Freigaben und alle Arbeit' },
  means: {
    none: 'Wer ein gekoppeltes Gerät in der Hand hat, kann antworten und senden.',
    approvals: 'Um zu erlauben, worum ein Agent bittet, und um Agenten ungefragt mehr tun zu lassen. Nachrichten und Befehle, die du sendest, brauchen keinen.',
    dispatch: 'Auch für alles, was Agenten arbeiten lässt: Nachrichten, Antworten, Änderungen. Anhalten und Ablehnen brauchen keinen.',
  },
  demandNeedsOne: 'Füge zuerst einen Passkey hinzu.',
  atHost: (host) => `Auf ${host} selbst wird keiner gebraucht. Ist ein Passkey verloren, dort: farhand passkeys`,
  onLockScreen: 'Solange einer gebraucht wird, beantworten Benachrichtigungen nichts: Sie öffnen die Freigabe.',

  added: (when) => `Hinzugefügt ${when}`,
  used: (ago) => `zuletzt benutzt ${ago}`,
  neverUsed: 'nie benutzt',
  elsewhere: (domain) => `für ${domain}, nicht für diese Adresse`,
  remove: 'Entfernen',
  removeAsk: (name) => `${name} entfernen?`,
  removeMeans: 'Er bürgt für nichts mehr. Lösche ihn auch in deinem Telefon oder Passwortmanager.',
  cancel: 'Abbrechen',

  add: 'Passkey hinzufügen',
  name: 'Name',
  create: 'Passkey anlegen',
  standing: {
    insecure: 'Diese Seite kam über einfaches http, wo kein Browser Passkeys anbietet. Gib dem Computer eine https-Adresse und öffne Farhand dort; die Anleitung ‚Reach your computer from outside‘ zeigt, wie.',
    unsupported: 'Dieser Browser bietet keine Passkeys. Neuere tun es: Chrome, Edge, Firefox oder Safari.',
  },
  known: 'dieses Gerät hat schon einen Passkey dafür',
  notUsed: 'der Passkey wurde nicht benutzt: abgebrochen, oder es dauerte zu lange',
  noneHere: 'keiner deiner Passkeys ist für diese Adresse; füge hier einen hinzu, oder antworte am Computer',

  otherwise: (names) =>
    `Deine: ${names.join(', ')}. Liegt er auf einem anderen Gerät? Wähle das, wo der Browser nach dem Passkey fragt, oder schreibe von dort. Am Computer braucht es keinen.`,
  needless: 'Dafür braucht es keinen Passkey mehr.',
  vouched: (names) => `Danach sagt einer von denen, die du hast, Ja dazu: ${names.join(', ')}. Halte ihn bereit.`,

  notNow: 'Nicht jetzt',
  asking: (host, age) => `Frage ${host}, was zu unterschreiben ist, seit ${age}`,
  away: 'Es wartet hier, bis der Computer gefragt werden kann.',
  good: 'Der Computer ist bereit. Was du bestätigst, ist genau dies, einmal.',
  refused: (why) => `Nicht angenommen: ${why}.`,
  unpairNow: 'Sofort, mit Passkey',

  insecureNow: (host) => `Auf ${host} selbst braucht es keinen.`,

  what: (command, name) => {
    switch (command.type) {
      case 'message.send':
        return `An ${name} senden`;
      case 'approval.answer':
        return command.scope === 'task' ? `Für die Aufgabe erlauben: ${name}` : command.scope === 'project' ? `Für immer erlauben: ${name}` : `Einmal erlauben: ${name}`;
      case 'question.answer':
        return `Antworten: ${name}`;
      case 'change.settle':
        return `${DONE_WITH[command.act]}: ${name}`;
      case 'comments.send':
        return `Die Kommentare senden: ${name}`;
      case 'task.edit':
        return `Die Aufgabe ändern: ${name}`;
      case 'task.resume':
        return `Weitermachen mit: ${name}`;
      case 'task.confirm':
        return `Trotzdem tun: ${name}`;
      case 'task.unstick':
        return 'Dem Agenten helfen, der festhängt';
      case 'project.preset':
        return `Agenten in ${name} ungefragt mehr tun lassen`;
      case 'passkey.add':
        return `Den Passkey ${command.name} hinzufügen`;
      case 'passkey.remove':
        return `Den Passkey ${name} entfernen`;
      case 'passkeys.demand':
        return `Einen Passkey brauchen für: ${passkeyWords.demands[command.demand]}`;
      case 'device.unpair':
        return `${name} sofort entkoppeln`;
      default:
        return command.type;
    }
  },
};
