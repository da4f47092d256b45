// Syntax colours for the languages that diffs are mostly written in. Loaded when a diff is opened.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const LANGUAGES = { bash, css, go, java, javascript, json, markdown, python, rust, sql, typescript, xml, yaml };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

const BY_ENDING: Record<string, keyof typeof LANGUAGES> = {
  ...{ sh: 'bash', bash: 'bash', zsh: 'bash' },
  ...{ css: 'css', scss: 'css', less: 'css' },
  ...{ go: 'go', java: 'java', kt: 'java', rs: 'rust', sql: 'sql', py: 'python', pyi: 'python' },
  ...{ js: 'javascript', cjs: 'javascript', mjs: 'javascript', jsx: 'javascript' },
  ...{ ts: 'typescript', mts: 'typescript', cts: 'typescript', tsx: 'typescript' },
  ...{ json: 'json', webmanifest: 'json', md: 'markdown', yml: 'yaml', yaml: 'yaml' },
  ...{ html: 'xml', xml: 'xml', svg: 'xml', svelte: 'xml', vue: 'xml' },
};
const LONGEST = 200_000; // colouring more than this would be felt as a pause

/** The text as safe HTML with `hljs-…` spans; undefined where the language is not known or the text is very long. */
export function highlight(text: string, path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const language = name === 'makefile' || name === 'dockerfile' ? 'bash' : BY_ENDING[name.slice(name.lastIndexOf('.') + 1)];
  if (!language || text.length > LONGEST) return undefined;
  return hljs.highlight(text, { language, ignoreIllegals: true }).value;
}
