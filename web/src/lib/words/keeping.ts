// What is said where this device could not keep something, or the browser did not do its part.
export const keeping = {
  full: "this device's storage is full; free some space and try again",
  failed: 'it could not be kept on this device; load the page again and try once more',
  browser: 'the browser did not do its part; load the page again and try once more',
} as const;
