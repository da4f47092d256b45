// What of the page a person cannot read or reach as it is now, as sentences. In a modal dialog only that counts.
async () => {
  const SLACK_PX = 1; // places and lengths are fractions
  const CUT_ON_PURPOSE = '.clamped, .what strong'; // a button beside it, or the task that it names, shows all of it
  const CONTROLS = 'button:enabled, a[href], summary, select:enabled, input:enabled, textarea:enabled, [tabindex="0"]';
  const stage = document.querySelector('dialog:modal') ?? document.body;
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const nameOf = (one) => `${one.localName} “${(one.ariaLabel ?? one.textContent ?? '').trim().slice(0, 50)}”`;
  const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';

  const cutOff = (one) => {
    if (!one.textContent.trim() || one.closest(`.visually-hidden, svg, ${CUT_ON_PURPOSE}`) || !isSeen(one)) return false;
    const { overflowX, overflowY } = getComputedStyle(one);
    const isTooWide = hides(overflowX) && one.scrollWidth > one.clientWidth + SLACK_PX;
    return isTooWide || (hides(overflowY) && one.scrollHeight > one.clientHeight + SLACK_PX);
  };

  const covered = (one) => {
    if (!isSeen(one)) return false;
    one.focus();
    const { left, top, width, height } = one.getBoundingClientRect();
    const isHit = (x, y) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit && (one.contains(hit) || hit === one.closest('label'));
    };
    return ![0.5, 0.1, 0.9].some((x) => [0.5, 0.15, 0.85].some((y) => isHit(x, y)));
  };

  // What is drawn only as it comes near moves what is below it: looked at once more when that has settled.
  const frame = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const staysCovered = async (one) => {
    covered(one);
    await frame();
    return covered(one) ? [one] : [];
  };
  const hidden = [];
  for (const one of [...stage.querySelectorAll(CONTROLS)].filter(covered)) hidden.push(...(await staysCovered(one)));

  const { scrollWidth } = document.documentElement;
  return [
    ...(scrollWidth > innerWidth ? [`the page is ${scrollWidth} px wide`] : []),
    ...[...stage.querySelectorAll('*')].filter(cutOff).map((one) => `cut off: ${nameOf(one)}`),
    ...hidden.map((one) => `not in sight with the focus on it: ${nameOf(one)}`),
  ];
}
