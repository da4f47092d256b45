import type { keeping as english } from '../keeping';
import type { Spoken } from '../spoken';

export const keeping: Spoken<typeof english> = {
  full: 'Der Speicher dieses Geräts ist voll; mach etwas Platz und versuche es noch einmal',
  failed: 'Es konnte auf diesem Gerät nicht behalten werden; lade die Seite neu und versuche es noch einmal',
  browser: 'Der Browser hat nicht mitgemacht; lade die Seite neu und versuche es noch einmal',
};
