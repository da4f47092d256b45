import type { unprotected as english } from '../unprotected';
import type { Spoken } from '../spoken';

export const unprotected: Spoken<typeof english> = {
  means: 'Jemand in diesem Netz könnte die Seite unterwegs verändert haben und damit deinen Verlauf lesen oder an deiner Stelle handeln. Nutze sie nur in einem Netz, dem du traust.',
  limits: 'Darum wird dieses Gerät alle 24 Stunden neu gefragt und kann andere nicht entkoppeln.',
  lacks: 'Hier fehlen: Benachrichtigungen, Kamera, Passkeys, die installierte App und ein Start ohne Netz.',
  how: (host) => `Damit sie da sind, kopple unter einer https-Adresse von ${host || 'deinem Computer'}: über ein Tailnet, einen Tunnel oder ein Relay. Die Anleitung ‚Reach your computer from outside‘ zeigt, wie.`,
};
