// Writes the generated parts of README.md, the usage of the command line and the table of settings, and of
// docs/command-line.md, the help of every command. `--check` only compares.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Replaces what stands between `<!-- name…` and `<!-- /name -->`. */
function replaceSection(text, name, content) {
  const pattern = new RegExp(`(<!-- ${name}:[^\\n]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!pattern.test(text)) throw new Error(`There is no section ${name}`);
  return text.replace(pattern, (_whole, start, end) => `${start}${content}${end}`);
}

function help(...command) {
  const text = execFileSync(process.execPath, [join(root, 'dist', 'cli.cjs'), ...command, '--help'], {
    encoding: 'utf8',
  });
  return `\`\`\`text\n${text}\`\`\`\n`;
}

function commands() {
  const listed = help().split('\ncommands:\n')[1]?.split('\n\n')[0] ?? '';
  const names = listed.split('\n').map((line) => line.trim().split(' ')[0]);
  return names.map((name) => `### ${name}\n\n${help(name)}`).join('\n');
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

const PAGES = {
  'README.md': { usage: help, settings },
  'docs/command-line.md': { commands },
};

for (const [page, sections] of Object.entries(PAGES)) {
  const path = join(root, page);
  const before = readFileSync(path, 'utf8');
  let after = before;
  for (const [name, content] of Object.entries(sections)) after = replaceSection(after, name, content());
  if (!process.argv.includes('--check')) writeFileSync(path, after);
  else if (before !== after) {
    console.error(`${page} is not what the commands and settings say. Run: node scripts/readme.mjs`);
    process.exitCode = 1;
  }
}
