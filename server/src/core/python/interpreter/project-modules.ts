import type { Span } from '../../text/span.ts';
import { type PythonSource, parsePython } from '../parse-python.ts';
import type { FindProjectModule, ProjectModule } from '../project-module.ts';
import type { Statement } from '../syntax.ts';
import { boundNames } from '../syntax-walk.ts';
import { type PythonModule, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { namesChangedByFunctions } from './changed-names.ts';
import { programClassOf } from './class-members.ts';
import { STAR_IMPORT } from './evaluate.ts';
import { asNamed, metAgain } from './named-unknowns.ts';
import { NONE, str, unknown } from './objects.ts';
import type { Run } from './run.ts';
import { Scope } from './scope.ts';
import { reportSkipped } from './undecided.ts';

/** How much of a project one run follows. */
const MAXIMUM_FILES = 400;
const MAXIMUM_CHARACTERS = 8_000_000;
/** Module bodies that wait for each other, each inside the one that imports it. */
const MAXIMUM_DEPTH = 30;

/** What a function of the file can neither rebind by accident of a like name nor change. */
const UNCHANGING_KINDS = new Set<PythonValue['kind']>(['unknown', 'module', 'function']);

/** What was parsed, by the file that it stands in. */
const parsed = new WeakMap<ProjectModule, PythonSource>();

function sourceOf(file: ProjectModule): PythonSource {
  let source = parsed.get(file);
  if (source === undefined) {
    source = parsePython(file.text);
    parsed.set(file, source);
  }
  return source;
}

/** The files of the project that one run has followed imports to. */
export class ProjectModules {
  readonly #run: Run;
  readonly #find: FindProjectModule | undefined;
  readonly #modules = new Map<string, ProjectFile | UnreadModule | undefined>();
  readonly #bySource = new Map<PythonSource, ProjectModule>();
  #characters = 0;
  #depth = 0;

  constructor(run: Run, find: FindProjectModule | undefined) {
    this.#run = run;
    this.#find = find;
  }

  /** The module behind an absolute name; its body runs when a name of it is asked for. */
  get(name: string): PythonModule | undefined {
    if (this.#modules.has(name)) return this.#modules.get(name);
    const module = this.#open(name);
    this.#modules.set(name, module);
    return module;
  }

  /** The file that a scope belongs to; undefined for the revision file. */
  fileOf(scope: Scope): ProjectModule | undefined {
    return this.#bySource.get(scope.source);
  }

  /** Runs `body` unless modules wait for each other too deeply. */
  nested(body: () => void): boolean {
    if (this.#depth >= MAXIMUM_DEPTH) return false;
    this.#depth += 1;
    try {
      body();
    } finally {
      this.#depth -= 1;
    }
    return true;
  }

  #open(name: string): ProjectFile | UnreadModule | undefined {
    const file = this.#find?.(name);
    if (file === undefined) return undefined;
    if (file.kind === 'unreadable') return new UnreadModule(name, file.reason);
    this.#characters += file.text.length;
    if (this.#bySource.size >= MAXIMUM_FILES || this.#characters > MAXIMUM_CHARACTERS) {
      return new UnreadModule(name, 'the imports of this file lead to more files than are followed');
    }
    const source = sourceOf(file);
    this.#bySource.set(source, file);
    return new ProjectFile(this.#run, this, file, source);
  }
}

/** A module whose text cannot be had: every name may be in it. */
class UnreadModule implements PythonModule {
  readonly kind = 'module';
  readonly name: string;
  readonly #reason: string;

  constructor(name: string, reason: string) {
    this.name = name;
    this.#reason = reason;
  }

  getAttribute(attribute: string, span: Span): PythonValue {
    const dotted = `${this.name}.${attribute}`;
    return unknown('application-code', `\`${dotted}\` is not read: ${this.#reason}`, span, dotted);
  }
}

/** A file of the project. What its body binds is known as far as it can be followed. */
export class ProjectFile implements PythonModule {
  readonly kind = 'module';
  readonly name: string;
  readonly #run: Run;
  readonly #modules: ProjectModules;
  readonly #file: ProjectModule;
  readonly #scope: Scope;
  /** By name: the statement of the module body that bound it last. */
  readonly #boundBy = new Map<string, Statement>();
  readonly #waiting: (() => void)[] = [];
  #state: 'unread' | 'running' | 'read' = 'unread';

  constructor(run: Run, modules: ProjectModules, file: ProjectModule, source: PythonSource) {
    this.name = file.name;
    this.#run = run;
    this.#modules = modules;
    this.#file = file;
    this.#scope = moduleScope(source, file);
  }

  /** True once its body has run. */
  get isRead(): boolean {
    return this.#state === 'read';
  }

  /** True where it may hold names besides those that are known. */
  get isOpen(): boolean {
    return this.#state === 'running' || this.#scope.get(STAR_IMPORT) !== undefined;
  }

  /** Calls `bind` when the body has run: names that were imported from it are bound to what they are then. */
  whenRead(bind: () => void): void {
    this.#waiting.push(bind);
  }

  getAttribute(attribute: string, span: Span): PythonValue | undefined {
    this.#read();
    const value = this.#settled(attribute);
    const dotted = `${this.name}.${attribute}`;
    if (value !== undefined && value.kind !== 'unknown') {
      // A class that is read may still decide by its own code what nobody but the user can tell.
      return (programClassOf(value) === undefined ? undefined : this.#run.knownValue(dotted)) ?? value;
    }
    if (value !== undefined) return this.#run.knownValue(dotted) ?? this.#withPlace(value, attribute, span);
    if (attribute.startsWith('__')) return undefined;
    return this.#run.importModule(dotted) ?? this.#run.knownValue(dotted) ?? this.#missing(dotted, span);
  }

  /** `__all__` where there is one, else every name without a leading underscore; undefined where the list is not known. */
  names(): readonly string[] | undefined {
    this.#read();
    const listed = this.#scope.get('__all__');
    if (listed === undefined)
      return this.#scope.boundNames().filter((name) => !name.startsWith('_') && name !== STAR_IMPORT);
    if (listed.kind !== 'list' && listed.kind !== 'tuple') return undefined;
    const names = listed.items.map((item) => (item.kind === 'str' ? item.value : undefined));
    return names.every((name) => name !== undefined) ? names : undefined;
  }

  /** What the body bound; not known where functions of the file change it afterwards. */
  #settled(attribute: string): PythonValue | undefined {
    const value = this.#scope.get(attribute);
    if (value === undefined || UNCHANGING_KINDS.has(value.kind)) return value;
    if (!namesChangedByFunctions(this.#scope.source).has(attribute)) return value;
    const message = `a function of this file changes it while the application runs`;
    return unknown('application-code', message, { start: 0, end: 0 });
  }

  /** Runs the body once. In a circle of imports the names that are bound so far count, as in Python. */
  #read(): void {
    if (this.#state !== 'unread') return;
    this.#state = 'running';
    const isNested = this.#modules.nested(() => this.#run.runModuleBody(() => this.#runBody()));
    if (!isNested) this.#leaveOpen('its imports are nested too deeply');
    this.#state = 'read';
    for (const bind of this.#waiting.splice(0)) bind();
  }

  #runBody(): void {
    const { source } = this.#scope;
    if (source.error !== undefined) this.#leaveOpen('not all of it is Python that is followed');
    for (const statement of source.body) {
      for (const name of boundNames([statement])) this.#boundBy.set(name, statement);
      try {
        this.#run.execute([statement], this.#scope);
      } catch (error) {
        if (!(error instanceof PythonRaise)) throw error;
        // A module that a migration imports does load, so what seems to raise is something that is not followed here.
        const reason = unknown('application-code', `this raises ${error.type}: ${error.message}`, error.span);
        reportSkipped(this.#run, [statement], statement, this.#scope, reason);
      }
    }
  }

  /** Any name may exist besides those that are bound. */
  #leaveOpen(why: string): void {
    const message = `${this.#file.shownPath} is not read to its end: ${why}`;
    this.#scope.names.set(STAR_IMPORT, unknown('application-code', message, { start: 0, end: 0 }));
  }

  #withPlace(value: PythonUnknown, attribute: string, span: Span): PythonUnknown {
    if (value.isPlaced === true) return metAgain(value, span);
    const statement = this.#boundBy.get(attribute);
    const name = `${this.name}.${attribute}`;
    const line =
      statement === undefined ? 1 : this.#scope.source.lineIndex.position(statement.start).line + 1;
    const message = `\`${name}\` (${this.#file.shownPath}, line ${line}) is not known: ${value.reason.message}`;
    const kind = value.reason.kind === 'third-party-code' ? 'third-party-code' : 'application-code';
    return asNamed({ ...value, reason: { kind, message, name }, span, isPlaced: true }, value);
  }

  #missing(name: string, span: Span): PythonUnknown {
    const open = this.#scope.get(STAR_IMPORT);
    const why = open?.kind === 'unknown' ? open.reason.message : undefined;
    const message =
      this.#state === 'running'
        ? `\`${name}\` is not bound yet where ${this.#file.shownPath} is imported in a circle`
        : `\`${name}\` is not found in ${this.#file.shownPath}${why === undefined ? '' : ` (${why})`}`;
    return unknown('application-code', message, span, name);
  }
}

export function isProjectFile(module: PythonModule | undefined): module is ProjectFile {
  return module instanceof ProjectFile;
}

function moduleScope(source: PythonSource, file: ProjectModule): Scope {
  const scope = new Scope('module', source, undefined);
  const parent = file.name.slice(0, Math.max(0, file.name.lastIndexOf('.')));
  scope.names.set('__name__', str(file.name));
  scope.names.set('__package__', str(file.isPackage ? file.name : parent));
  scope.names.set('__doc__', NONE);
  const message = 'where this file lies depends on the machine';
  for (const name of ['__file__', '__path__']) {
    scope.names.set(name, unknown('environment', message, { start: 0, end: 0 }, name));
  }
  return scope;
}
