// What this browser is and can: whether it may pair here, has a camera, and what to call the device.

/** Whether this is an iPhone or iPad outside an installed app, where keys would be lost. */
export function isIosOutsideApp(): boolean {
  return isIos() && !matchMedia('(display-mode: standalone)').matches && !isOldStandalone();
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

function isIos(): boolean {
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || isIpadAsMac(navigator.userAgent, navigator.maxTouchPoints);
}

// An iPad asks for desktop pages by calling itself a Mac; no Mac has a touch screen.
function isIpadAsMac(agent: string, touchPoints: number): boolean {
  return /Macintosh/.test(agent) && touchPoints > 1;
}

function isOldStandalone(): boolean {
  return 'standalone' in navigator && navigator.standalone === true;
}
