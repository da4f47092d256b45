// Why a change is of some risk, as far as no warning beside it says so: the host tells the gravest reasons in both.
import type { Risk } from '../lib/wire';

const KEY = /\badds what looks like an? /; // the warning says of what kind it is, and in which file

/** The reasons that none of the warnings tells. */
export function reasonsBeside({ reasons }: Risk, warnings: readonly string[]): string[] {
  return reasons.filter((reason) => !warnings.some((warning) => warning.endsWith(reason) || (KEY.test(reason) && KEY.test(warning))));
}
