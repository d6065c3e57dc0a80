// Writes the generated parts of README.md: the command line's usage and the table of settings. `--check` only compares.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = join(root, 'README.md');

/** Replaces what stands between `<!-- name…` and `<!-- /name -->`. */
function replaceSection(text, name, content) {
  const pattern = new RegExp(`(<!-- ${name}:[^\\n]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!pattern.test(text)) throw new Error(`README.md has no section ${name}`);
  return text.replace(pattern, (_whole, start, end) => `${start}${content}${end}`);
}

function usage() {
  const help = execFileSync(process.execPath, [join(root, 'dist', 'cli.cjs'), '--help'], {
    encoding: 'utf8',
  });
  return `\`\`\`text\n${help}\`\`\`\n`;
}

function settings() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const sections = [manifest.contributes.configuration].flat();
  const rows = sections.flatMap(({ properties }) =>
    Object.entries(properties).map(([name, { default: value, markdownDescription, description }]) => {
      const text = (markdownDescription ?? description).replaceAll('\n', ' ').replaceAll('|', '\\|');
      return `| \`${name}\` | \`${JSON.stringify(value)}\` | ${text} |\n`;
    }),
  );
  return `| setting | default | what it does |\n|---|---|---|\n${rows.join('')}`;
}

const before = readFileSync(readme, 'utf8');
const after = replaceSection(replaceSection(before, 'usage', usage()), 'settings', settings());
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('README.md is not what the commands and settings say. Run: node scripts/readme.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(readme, after);
}
