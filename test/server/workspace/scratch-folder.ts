import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own that goes away at the end of a test. */
export class ScratchFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')));

  /** Writes files by path below the folder; a path that ends in "/" makes a directory. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.path, name);
      mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
      if (!name.endsWith('/')) writeFileSync(path, content);
    }
  }

  join(name: string): string {
    return join(this.path, name);
  }

  /** Paths without the folder in front. */
  relative(paths: Iterable<string>): string[] {
    return [...paths].map((path) => path.replaceAll(`${this.path}/`, ''));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function revisionText(id: string, down: string | undefined): string {
  const parent = down === undefined ? 'None' : `'${down}'`;
  const body =
    'def upgrade():\n    op.execute("SELECT 1")\n\n\ndef downgrade():\n    op.execute("SELECT 2")\n';
  return `"""${id}"""\nfrom alembic import op\n\nrevision = '${id}'\ndown_revision = ${parent}\n\n\n${body}`;
}

/** alembic.ini, env.py and revisions a1 <- a2 <- … below `folder`. */
export function environmentFiles(folder: string, revisions: number): Record<string, string> {
  const files: Record<string, string> = {
    [`${folder}alembic.ini`]: '[alembic]\nscript_location = %(here)s/migrations\n',
    [`${folder}migrations/env.py`]: 'from alembic import context\n',
    [`${folder}migrations/versions/`]: '',
  };
  for (let number = 1; number <= revisions; number += 1) {
    const down = number === 1 ? undefined : `a${number - 1}`;
    files[`${folder}migrations/versions/a${number}_x.py`] = revisionText(`a${number}`, down);
  }
  return files;
}
