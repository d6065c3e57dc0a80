import type { Span } from '../../text/span.ts';
import type { ImportedName, ImportFromStatement } from '../syntax.ts';
import { type PythonModule, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { STAR_IMPORT } from './evaluate.ts';
import { unknown } from './objects.ts';
import { isProjectFile } from './project-modules.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

/** `import a.b as c, d`. */
export function executeImport(run: Run, names: readonly ImportedName[], scope: Scope): void {
  for (const imported of names) {
    const span = run.place(imported, scope);
    const [root = imported.name] = imported.name.split('.');
    if (imported.alias !== undefined) scope.assign(imported.alias, moduleOrUnread(run, imported.name, span));
    else scope.assign(root, moduleOrUnread(run, root, span));
  }
}

/** `from a.b import c as d`. A file of the project is read when one of the names is asked for. */
export function executeImportFrom(run: Run, statement: ImportFromStatement, scope: Scope): void {
  const { module: moduleName, names } = statement;
  if (moduleName === '__future__') return;
  const dotted = absoluteName(run, statement, scope);
  const module = run.importModule(dotted);
  if (names === undefined) {
    importAll(module, dotted, scope);
    return;
  }
  for (const imported of names) {
    const span = run.place(imported, scope);
    const bound = imported.alias ?? imported.name;
    if (scope.kind === 'class' || !isProjectFile(module) || module.isRead) {
      scope.assign(bound, importedValue(run, module, dotted, imported.name, span));
    } else {
      scope.defer(bound, () => importedValue(run, module, dotted, imported.name, span));
      module.whenRead(() => scope.get(bound));
    }
  }
}

/**
 * What a relative import names. Alembic loads a revision file outside of any package, so that Python refuses one there.
 * Source: `alembic.util.pyfiles.load_module_py`, `importlib._bootstrap._calc___package__`.
 */
function absoluteName(run: Run, statement: ImportFromStatement, scope: Scope): string {
  const { level, module: moduleName } = statement;
  if (level === 0) return moduleName;
  const file = run.projectFile(scope);
  const span = run.place(statement, scope);
  if (file === undefined) {
    throw new PythonRaise('ImportError', 'attempted relative import with no known parent package', span);
  }
  const parts = file.name.split('.');
  const kept = parts.slice(0, parts.length - (file.isPackage ? level - 1 : level));
  if (kept.length === 0) {
    throw new PythonRaise('ImportError', 'attempted relative import beyond top-level package', span);
  }
  return moduleName === '' ? kept.join('.') : `${kept.join('.')}.${moduleName}`;
}

function importedValue(
  run: Run,
  module: PythonModule | undefined,
  moduleName: string,
  name: string,
  span: Span,
): PythonValue {
  const dotted = `${moduleName}.${name}`;
  if (module === undefined) return moduleOrUnread(run, dotted, span);
  const found = module.getAttribute(name, span) ?? run.importModule(dotted) ?? run.knownValue(dotted);
  if (found !== undefined) return found;
  return unknown('unsupported-operation', `\`${dotted}\` is not followed`, span, dotted);
}

/** A `*` import of a module that lists its names brings them in; of any other, any name may exist from now on. */
function importAll(module: PythonModule | undefined, moduleName: string, scope: Scope): void {
  const names = module?.names?.();
  const span = { start: 0, end: 0 };
  if (module === undefined || names === undefined || (isProjectFile(module) && module.isOpen)) {
    const message = `it may come from \`from ${moduleName} import *\`, which is not read`;
    scope.module.names.set(STAR_IMPORT, unknown('application-code', message, span, moduleName));
  }
  for (const name of names ?? []) {
    const value = module?.getAttribute(name, span);
    if (value !== undefined) scope.assign(name, value);
  }
}

function moduleOrUnread(run: Run, name: string, span: Span): PythonValue {
  const found = run.importModule(name) ?? run.knownValue(name);
  if (found !== undefined) return found;
  // Python may fail to find it, which an `except ImportError` around the import would catch.
  run.unknownsMet += 1;
  return unreadModule(name, span);
}

/** Anything behind a module that this host does not read. */
function unreadModule(name: string, span: Span): PythonUnknown {
  const root = name.split('.')[0] ?? name;
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
