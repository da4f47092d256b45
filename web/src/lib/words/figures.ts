// How numbers, sizes and lengths of time are written.
export const figures = {
  locale: 'en',
  bytes: (n: number) => (n === 1 ? '1 byte' : `${n} bytes`),
  days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
  of: (part: string, whole: string) => `${part} of ${whole}`,
  minutes: (n: string) => (n === '1' ? 'minute' : 'minutes'),
  dollars: (usd: string) => `$${usd}`,
  underASecond: 'under 1 s',
  justNow: 'just now',
  ago: (span: string) => `${span} ago`,
} as const;
