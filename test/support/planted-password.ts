import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { queryDatabase } from './postgres-server.ts';

/** A part that stays itself in every spelling: quoted, percent-encoded, in JSON. */
export const PLANTED = 'Pl4nted';
export const PLANTED_PASSWORD = `${PLANTED} s3cret/%40é'"`;

/** A superuser with the planted password, on the server of `url`; answers his URL of the same database, with his password. */
export async function plantedRole(url: string): Promise<URL> {
  const own = new URL(url);
  const role = `planted_${own.pathname.slice(-6)}`;
  const literal = PLANTED_PASSWORD.replaceAll("'", "''");
  await queryDatabase(url, `CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${literal}'`);
  own.username = role;
  own.password = encodeURIComponent(PLANTED_PASSWORD);
  return own;
}

/** `url` as a setting has it. */
export function withoutPassword(url: URL): URL {
  const bare = new URL(url);
  bare.password = '';
  return bare;
}

/** Names and contents of all files below a folder, but for those whose name ends in one of `except`. */
export function everything(folder: string, except: readonly string[] = []): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !except.some((end) => name.endsWith(end)))
    .map((name) => {
      const path = join(folder, name);
      return statSync(path).isFile() ? `${name}\n${readFileSync(path, 'latin1')}` : name;
    })
    .join('\n');
}

/** Source of an env.py that knows the password by a URL of SHOP_URL, and prints it in every spelling that Python has. */
export const TALKATIVE_ENV = `import json
import os
import sys
from urllib.parse import quote, quote_plus

from alembic import context
from sqlalchemy import Column, Integer, MetaData, Table, create_engine
from sqlalchemy.engine import make_url

url = make_url(os.environ.get("SHOP_URL", "postgresql+psycopg://"))
password = url.password or os.environ.get("PGPASSWORD", "")
for stream in (sys.stdout, sys.stderr):
    for spelt in (str(password), repr(password), ascii(password), json.dumps(password), quote(password), quote_plus(password)):
        print("connecting with", spelt, file=stream)
    print(url.render_as_string(hide_password=False), file=stream)
metadata = MetaData()
Table("modelled", metadata, Column("id", Integer, primary_key=True))


def run_migrations_online():
    with create_engine(url).connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;

/** The body of a revision whose failure quotes the password: a line of Python that only Python can run. */
export const TALKATIVE_FAILURE =
  '__import__("os").environ["NOWHERE"] if False else __import__("sys").exit("cannot reach " + repr(dict(__import__("os").environ)))';
