// How components are compiled: Lucide's icons as plain markup, which is cloned. Lucide's own component puts each one together
// from data, attribute by attribute, wherever it is drawn: half of what a card of the thread took.

const ICON = /@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/;
const DATA = /const iconData = (\{.*\});/;

/** @param {[tag: string, attributes: Record<string, string>]} shape */
function toMarkup([tag, attributes]) {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `<${tag} ${written.join(' ')} />`;
}

/** @type {import('svelte/compiler').PreprocessorGroup} */
const drawnIcons = {
  name: 'drawn-icons',
  markup({ content, filename = '' }) {
    if (!ICON.test(filename)) return undefined;
    const data = DATA.exec(content)?.[1];
    if (data === undefined) throw new Error(`${filename} holds no icon as Lucide writes them`);
    return {
      code: `<script>let { size = 24, strokeWidth = 2, fill = 'none' } = $props();</script>
<svg width={size} height={size} viewBox="0 0 24 24" {fill} stroke="currentColor" stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${JSON.parse(data).node.map(toMarkup).join('')}</svg>`,
    };
  },
};

export default { preprocess: drawnIcons };
