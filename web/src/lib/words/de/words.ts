import type { words as english } from '../../words';
import type { Spoken } from '../spoken';
import { approval, leeway, plan, question } from './approval';
import { attempt, change, check, commits, risk } from './change';
import { comment } from './comment';
import { composer } from './composer';
import { count, figure } from './count';
import { files } from './files';
import { needs } from './needs';
import { queue } from './queue';
import { exported, settings } from './settings';
import { statistics } from './statistics';
import { doing, reason, spared, state, stuck, task, waiting } from './task';

export const words: Spoken<typeof english> = {
  product: 'Farhand',
  demo: 'Demo: Modell vom Band, Beispielprojekt',
  demoShort: 'Demo',
  unprotected: 'Ungeschützt: Diese Seite kam über einfaches http',
  unprotectedShort: 'Ungeschützt',
  starting: 'Lese dieses Gerät …',
  folding: (done, of) => `Diese Version liest den ganzen Verlauf einmal neu: ${figure(done)} von ${count(of, 'Eintrag', 'Einträgen')}`,
  back: 'Zurück',
  retry: 'Noch einmal versuchen',
  failedHere: (reason) => `Das ging nicht: ${reason}`,

  update: {
    ready: 'Neue Version bereit.',
    now: 'Jetzt aktualisieren',
    reload: 'Neu laden',
  },

  missingPart: {
    title: 'Es gibt eine neue Version: neu laden',
    why: 'Ein Teil der App konnte nicht geladen werden. Meist hat der Computer einen neueren. Hilft Neuladen nicht, sind der Computer oder das Netz gerade nicht zu erreichen.',
  },

  queue,

  day: { spent: (spent) => `Heute: ${spent}` },

  noStorage: {
    title: 'Hier lässt sich nichts aufheben',
    why: 'Dieser Browser lässt Farhand seine Schlüssel und Nachrichten nicht auf diesem Gerät speichern. Das ist in manchen privaten Fenstern so, und wo eine Einstellung die Daten von Seiten sperrt.',
    next: 'Öffne Farhand in einem gewöhnlichen Fenster, oder erlaube die Daten dieser Adresse. Versuche es dann noch einmal.',
  },

  header: {
    notices: (unread) => (unread ? `Meldungen, ${unread} ungelesen` : 'Meldungen'),
    search: 'Verlauf durchsuchen',
    devices: 'Geräte und Einstellungen',
    pairAgain: 'Neu koppeln',
    grave: {
      held_back: 'Einträge fehlen',
      identity_changed: 'Nicht vertraut',
      unpaired: 'Entkoppelt',
      lost_keys: 'Nicht gekoppelt',
      no_storage: 'Kein Speicher',
      full: 'Speicher voll',
    },
    unsent: (n) => `${count(n, 'Nachricht', 'Nachrichten')} nur auf diesem Gerät`,
  },

  thread: {
    title: (host) => `Verlauf mit ${host}`,
    feed: 'Nachrichten und Aufgaben',
    empty: (host) => `Sag ${host}, was zu tun ist`,
    emptyHint: 'Es arbeitet in deinem Projekt und sagt erst ‚fertig‘, wenn die Prüfungen bestanden sind.',
    examples: ['Sag mir, was dieses Projekt tut und wie seine Teile zusammenhängen', 'Fix …', '!git status'],
    examplesLabel: 'Nachrichten zum Ausprobieren',
    older: 'Ältere',
    loadingOlder: 'Lese ältere Nachrichten …',
    fresh: (n) => (n ? `${figure(n)} neu` : 'Neueste'),
    freshLabel: (n) => (n ? `Neueste zeigen, ${figure(n)} neu` : 'Neueste zeigen'),
    today: 'Heute',
    yesterday: 'Gestern',
    from: (name) => `von ${name}`,
  },

  receipt: {
    held: needs.passkey,
    device: 'nur auf diesem Gerät',
    relay: 'beim Relay',
    host: (host) => `auf ${host}`,
    refused: 'abgelehnt',
  },

  state,
  spared,
  reason,
  doing,
  task,
  stuck,
  waiting,

  change,
  attempt,
  commits,
  risk,
  check,

  comment,
  files,

  statistics,
  settings,
  exported,

  approval,
  plan,
  leeway,
  question,

  composer,

  review: {
    title: (n) => `Aufgabe #${n}`,
    loading: 'Hole den Diff …',
    since: (age) => `seit ${age}`,
    nothing: 'Nichts wurde geändert.',
    going: 'Es gibt noch keine Änderung zu lesen.',
    gone: 'Diese Aufgabe ist nicht auf diesem Gerät.',
    wrap: 'Zeilen umbrechen',
    big: (lines) => `${count(lines, 'geänderte Zeile', 'geänderte Zeilen')}, zugeklappt`,
    renamed: (from) => `umbenannt von ${from}`,
    status: { added: 'neue Datei', modified: 'geändert', deleted: 'gelöscht', renamed: 'umbenannt' },
    addedLine: 'hinzugefügt',
    removedLine: 'entfernt',
    branch: 'Branch',
    pane: 'Aufgabe, Meldungen oder Geräte',
    choose: 'Wähle eine Aufgabe, um zu sehen, was sie getan hat',
    noHunks: 'Keine Zeilen geändert.',
  },

  devices: {
    title: 'Geräte und Einstellungen',
    mine: 'Dieses Gerät',
    others: 'Andere Geräte',
    noOthers: 'Kein anderes Gerät ist gekoppelt.',
    pairedAt: (when) => `Gekoppelt ${when}`,
    pending: 'Noch nicht gesehen: Verfällt 10 Minuten nach dem Koppeln.',
    leaving: (time) => `Geht um ${time}, wenn niemand es behält`,
    keep: 'Behalten',
    rename: 'Umbenennen',
    name: 'Name',
    save: 'Sichern',
    cancel: 'Abbrechen',
    unpair: 'Entkoppeln',
    unpairMine: 'Dieses Gerät entkoppeln?',
    unpairOther: (name) => `${name} entkoppeln?`,
    unpairMineWords: (host) => `Seine Schlüssel und seine Kopie des Verlaufs werden gelöscht. Der Verlauf selbst bleibt auf ${host}.`,
    unpairElsewhere: (host) => `Ein ungeschütztes Gerät kann andere nicht entkoppeln. Auf ${host}: farhand unpair DEVICE`,
    unpairOtherWords: 'Es geht in 10 Minuten. Bis dahin kann jedes Gerät widersprechen.',
    storage: {
      webcrypto: 'Die Schlüssel hält der Browser; sie lassen sich nicht herauskopieren.',
      fallback: 'Die Schlüssel liegen in lesbarer Form, weil diese Seite nicht über https kam.',
    },
    projects: 'Projekte',
    noProjects: (host) => `Noch kein Projekt. Auf ${host}: farhand up --project DIR`,
    trusted: 'vertraut',
    untrusted: 'Hooks aus',
    noCheck: 'keine Prüfung gefunden',
    agents: 'Agenten',
    noAgents: 'Kein Agent wurde gefunden.',
    ready: 'bereit',
    notReady: 'nicht bereit',
    host: 'Computer',
  },

  pair: {
    title: 'Dieses Gerät koppeln',
    lead: 'Schreib eine Aufgabe, und der Agent auf deinem eigenen Computer erledigt sie.',
    command: 'Führe auf deinem Computer aus',
    commandLine: 'farhand pair',
    scanHint: 'Scanne dann den Code, den es zeigt, oder öffne seinen Link hier.',
    pasteHint: 'Öffne dann seinen Link hier, oder füge ihn ein.',
    noLink: 'Das ist kein Kopplungslink. Nimm die ganze Zeile, die der Befehl ausgibt.',
    otherVersion: 'Dieser Link ist von einer anderen Version von Farhand. Aktualisiere die ältere.',
    scan: 'Code scannen',
    scanning: 'Richte die Kamera auf den Code',
    scanFailed: 'Die Kamera ging nicht an. Füge stattdessen den Link ein.',
    stopScan: 'Nicht mehr scannen',
    paste: 'Link zum Koppeln',
    pastePlaceholder: 'https://…#p=…',
    read: 'Weiter',
    invited: 'Einladung von',
    deviceName: 'Name dieses Geräts',
    pairWith: (host) => `Mit ${host} koppeln`,
    notNow: 'Nicht jetzt',
    shaking: (host) => `Spreche mit ${host} …`,
    silent: (host) => `${host} antwortet nicht`,
    silentHint: (host) =>
      `Versuche es weiter. Ist ${host} an und im Netz, und zeigt es den Code noch? Wurde der Link kopiert, fehlt vielleicht ein Teil: Kopiere den ganzen. Sonst brich ab und führe farhand pair aus, für einen neuen Code.`,
    digitsLead: (host) => `Tippe diese auf ${host}`,
    digitsHint: 'Das Terminal, das den Code zeigt, wartet darauf. Du hast drei Versuche.',
    waiting: (age) => `Warte seit ${age}`,
    digitsSpoken: (digits) => [...digits].join(' '),
    paired: (host) => `Mit ${host} gekoppelt`,
    failed: 'Nicht gekoppelt',
    failedHint: 'Nichts wurde geändert. Führe auf deinem Computer farhand pair aus, für einen neuen Code.',
    again: 'Von vorn',
    installSpent: 'Die Einladung ist noch unbenutzt.',
    copyLink: 'Den Link kopieren',
    copied: 'Kopiert',
    unprotected:
      'Diese Seite kam über einfaches http. Jemand in diesem Netz könnte sie verändert haben und damit deinen Verlauf lesen. Der Computer fragt dich, bevor er ein ungeschütztes Gerät hereinlässt.',
    keeps: 'Neu koppeln lässt, was du gerade schreibst, hier. Nachrichten, auf die der Computer nicht geantwortet hat, bleiben im Verlauf, damit du sie noch einmal sendest; ihre Dateien bleiben, wenn es derselbe Computer ist.',
    lost: 'Dieses Gerät hat seine Kopplung verloren',
    lostHint: 'Sein Speicher wurde geleert. Kopple noch einmal; dein Verlauf ist noch auf dem Computer.',
    unpaired: 'Dieses Gerät wurde entkoppelt',
    unpairedHint: 'Es nimmt nicht mehr teil. Kopple noch einmal, wenn das nicht gewollt war.',
  },
};
