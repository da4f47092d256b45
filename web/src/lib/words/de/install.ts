import type { install as english } from '../install';
import type { Spoken } from '../spoken';

export const install: Spoken<typeof english> = {
  title: 'App installieren',
  first: 'Installiere zuerst die App',
  why: 'Installiert öffnet sie sich von ihrem eigenen Symbol, zeigt dort, wie viel auf deine Antwort wartet, und erfährt von Ergebnissen, während sie zu ist.',
  apart: 'Hier haben Browser und installierte App eigene Schlüssel. Installiere zuerst, dann kopple in der App.',
  together: 'Hier teilen sich Browser und installierte App die Schlüssel: Eine Kopplung gilt in beiden.',
  steps: {
    ios: ['Tippe in der Leiste des Browsers auf Teilen', 'Wähle Zum Home-Bildschirm', 'Öffne Farhand von dort, und scanne oder füge ein'],
    android: ['Öffne das Menü des Browsers', 'Tippe auf Zum Startbildschirm hinzufügen, dann auf Installieren', 'Öffne Farhand von seinem Symbol'],
    chromium: ['Öffne das Menü des Browsers', 'Wähle Farhand installieren: in Chrome unter Streamen, speichern und teilen, in Edge unter Apps', 'Öffne Farhand in seinem eigenen Fenster'],
    safari: ['Öffne das Menü Ablage', 'Wähle Zum Dock hinzufügen', 'Öffne Farhand aus dem Dock, und füge dort den Link ein'],
    other: ['Dieser Browser installiert vielleicht keine Apps; Chrome und Edge tun es', 'Behalte Farhand sonst in einem Tab oder als Lesezeichen'],
  },
  insecure: 'Von hier lässt sie sich nicht installieren, denn diese Seite kam über einfaches http. Was dagegen hilft, steht oben unter Ungeschützt.',
  now: 'Installieren',
  done: 'Die App ist installiert. Öffne Farhand über ihr Symbol.',
  installed: 'Installierte App',
  badge: 'Die Zahl auf ihrem Symbol sagt, wie viele Freigaben und Fragen auf dich warten. Sie verschwindet, sobald hier oder anderswo geantwortet ist; während die App zu ist, mit der nächsten Benachrichtigung.',
  noBadge: 'Farhand läuft hier als App. Ihr Symbol kann auf diesem System keine Zahl zeigen.',
};
