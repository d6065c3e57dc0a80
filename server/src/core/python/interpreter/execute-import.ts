import type { Span } from '../../text/span.ts';
import type { ImportedName, ImportFromStatement } from '../syntax.ts';
import type { PythonModule, PythonUnknown, PythonValue } from '../values.ts';
import { STAR_IMPORT } from './evaluate.ts';
import { unknown } from './objects.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

/** `import a.b as c, d`. */
export function executeImport(run: Run, names: readonly ImportedName[], scope: Scope): void {
  for (const imported of names) {
    const span = run.place(imported, scope);
    const [root = imported.name] = imported.name.split('.');
    if (imported.alias !== undefined) {
      scope.assign(imported.alias, run.importModule(imported.name) ?? unreadModule(imported.name, span));
    } else scope.assign(root, run.importModule(root) ?? unreadModule(root, span));
  }
}

/** `from a.b import c as d`. */
export function executeImportFrom(run: Run, statement: ImportFromStatement, scope: Scope): void {
  const { level, module: moduleName, names } = statement;
  if (moduleName === '__future__') return;
  const dotted = '.'.repeat(level) + moduleName;
  const module = run.importModule(dotted);
  if (names === undefined) {
    importAll(module, scope);
    return;
  }
  for (const imported of names) {
    const span = run.place(imported, scope);
    scope.assign(imported.alias ?? imported.name, importedValue(run, module, dotted, imported.name, span));
  }
}

function importedValue(
  run: Run,
  module: PythonModule | undefined,
  moduleName: string,
  name: string,
  span: Span,
): PythonValue {
  const separator = moduleName.endsWith('.') ? '' : '.';
  const dotted = `${moduleName}${separator}${name}`;
  if (module === undefined) return run.importModule(dotted) ?? unreadModule(dotted, span);
  const found = module.getAttribute(name, span) ?? run.importModule(dotted);
  if (found !== undefined) return found;
  return unknown('unsupported-operation', `\`${dotted}\` is not followed`, span, dotted);
}

/** A `*` import of a module that lists its names brings them in; of any other, any name may exist from now on. */
function importAll(module: PythonModule | undefined, scope: Scope): void {
  const names = module?.names?.();
  if (module === undefined || names === undefined) {
    scope.module.names.set(STAR_IMPORT, { kind: 'none' });
    return;
  }
  for (const name of names) {
    const value = module.getAttribute(name, { start: 0, end: 0 });
    if (value !== undefined && !name.startsWith('_')) scope.assign(name, value);
  }
}

/** Anything behind a module that this host does not read. */
function unreadModule(name: string, span: Span): PythonUnknown {
  const root = name.replace(/^\.+/, '').split('.')[0] ?? name;
  const isThirdParty = KNOWN_PACKAGES.has(root);
  const message = isThirdParty
    ? `\`${name}\` comes from the package ${root}, which is not read`
    : `\`${name}\` comes from application code that is not read`;
  return unknown(isThirdParty ? 'third-party-code' : 'application-code', message, span, name);
}

/** Packages that migrations often import: naming them as such is all that depends on this list. */
const KNOWN_PACKAGES: ReadonlySet<string> = new Set([
  'alembic_postgresql_enum',
  'alembic_utils',
  'bcrypt',
  'boto3',
  'citext',
  'click',
  'cryptography',
  'dateutil',
  'dotenv',
  'fastapi_users_db_sqlalchemy',
  'flask',
  'flask_migrate',
  'flask_sqlalchemy',
  'geoalchemy2',
  'httpx',
  'numpy',
  'pandas',
  'passlib',
  'pendulum',
  'pgvector',
  'psycopg',
  'psycopg2',
  'pydantic',
  'pytz',
  'requests',
  'slugify',
  'sqlalchemy_utils',
  'sqlmodel',
  'tqdm',
  'yaml',
]);
