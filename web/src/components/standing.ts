// What this browser is and can: whether it may pair here, has a camera, and what to call the device.
import { isIpadAsMac, toInstalling, type Installing } from '../lib/installing';

/** The way to install the app where it is open now, if there is one. */
export function installing(): Installing {
  return toInstalling({
    agent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    isSecure: isSecureContext,
    isInstalled: matchMedia('(display-mode: standalone)').matches || isOldStandalone(),
  });
}

/** Whether this is an iPhone or iPad outside an installed app, where keys would be lost. */
export function isIosOutsideApp(): boolean {
  return installing() === 'ios';
}

/** Whether the camera can be asked for at all. */
export function canScan(): boolean {
  return isSecureContext && 'mediaDevices' in navigator && typeof navigator.mediaDevices.getUserMedia === 'function';
}

/** A name for this device that its owner will recognise in a list. */
export function suggestDeviceName(agent: string, touchPoints: number): string {
  if (/iPad/.test(agent) || isIpadAsMac(agent, touchPoints)) return 'iPad';
  if (/iPhone/.test(agent)) return 'iPhone';
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? 'Android phone' : 'Android tablet';
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : 'Safari';
  const system = /Windows/.test(agent) ? 'Windows' : /Mac OS X/.test(agent) ? 'Mac' : /CrOS/.test(agent) ? 'Chromebook' : 'Linux';
  return `${browser} on ${system}`;
}

function isOldStandalone(): boolean {
  return 'standalone' in navigator && navigator.standalone === true;
}
