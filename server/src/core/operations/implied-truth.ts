import { followScript } from '../python/interpret-revision.ts';
import { assumedUnknown } from '../python/interpreter/named-unknowns.ts';
import { type PythonSource, parsePython } from '../python/parse-python.ts';
import type { FindProjectModule } from '../python/project-module.ts';
import type { PythonHost, PythonModule, PythonNative } from '../python/values.ts';
import { sqlalchemyModule } from '../sqlalchemy/modules.ts';
import { nativeAction, nativeFunction } from '../sqlalchemy/native-class.ts';
import type { Span } from '../text/span.ts';
import { type ConnectionCalls, connectionCalls, isElsewhere, type OptionSet } from './connection-calls.ts';
import type { EnvScriptSource } from './project-knowledge.ts';

/** What following env.py may take. */
const LIMITS = { steps: 100_000, callDepth: 40, textLength: 2_000_000 };
/** Names that stand for one thing wherever they are written; `a.get("b")` and `a["b"]` may differ by a default. */
const PLAIN_NAME = /^[\w.]+$/;
const OTHER_DATABASE = /\b(?:sqlite|mysql|mariadb|oracle|mssql)\b/;

/**
 * Whether something of the application counts as true while the migrations run on PostgreSQL: `app.settings.postgres_url`;
 * undefined where nobody can tell.
 */
type ImpliedTruth = (name: string) => boolean | undefined;

/**
 * Projects for several databases ask their settings which one it is, in env.py and again in revisions. Where env.py would
 * connect to another database than PostgreSQL if something counted as false, it counts as true whenever the migrations run
 * on PostgreSQL, and the other way round. Whatever keeps env.py from being followed to its URL gives no answer.
 */
export function impliedTruth(envScript: EnvScriptSource): ImpliedTruth {
  const known = answersOf.get(envScript);
  if (known !== undefined) return known;
  const answer = answersFrom(envScript);
  answersOf.set(envScript, answer);
  return answer;
}

/** Every revision of a chain asks the same env.py. */
const answersOf = new WeakMap<EnvScriptSource, ImpliedTruth>();

function answersFrom({ text, findModule }: EnvScriptSource): ImpliedTruth {
  if (!OTHER_DATABASE.test(text)) return () => undefined;
  const answers = new Map<string, boolean | undefined>();
  let env: EnvScriptRun | undefined;
  return (name) => {
    if (!PLAIN_NAME.test(name)) return undefined;
    if (answers.has(name)) return answers.get(name);
    env ??= new EnvScriptRun(text, findModule);
    const answer = env.asks(name) ? decide(env, name) : undefined;
    answers.set(name, answer);
    return answer;
  };
}

function decide(env: EnvScriptRun, name: string): boolean | undefined {
  const isElsewhereWhenFalse = env.leavesPostgresql(name, false);
  return isElsewhereWhenFalse === env.leavesPostgresql(name, true) ? undefined : isElsewhereWhenFalse;
}

class EnvScriptRun {
  readonly #source: PythonSource;
  readonly #calls: ConnectionCalls | undefined;
  readonly #findModule: FindProjectModule;
  #asked: ReadonlySet<string> | undefined;

  constructor(text: string, findModule: FindProjectModule) {
    this.#source = parsePython(text);
    this.#calls = connectionCalls(this.#source);
    this.#findModule = findModule;
  }

  /** True where env.py depends on this name. */
  asks(name: string): boolean {
    if (this.#calls === undefined) return false;
    if (this.#asked === undefined) {
      const asked = new Set<string>();
      const impliedTruth = (tested: string): undefined => {
        asked.add(tested);
      };
      followScript(this.#source, { ...this.#host(() => undefined), impliedTruth }, LIMITS);
      this.#asked = asked;
    }
    return this.#asked.has(name);
  }

  /** True where env.py certainly takes another database if the named thing counts as `truth`. */
  leavesPostgresql(name: string, truth: boolean): boolean {
    if (this.#calls === undefined) return false;
    const skipped: Span[] = [];
    const made: OptionSet[] = [];
    const assumed = assumedUnknown(name, truth);
    const host: PythonHost = {
      ...this.#host((set) => made.push(set)),
      knownValues: { value: (asked) => (asked === name ? assumed : undefined), describes: () => false },
      reportUnresolved: (span) => {
        skipped.push(span);
      },
    };
    const isFollowed = followScript(this.#source, host, LIMITS);
    return isFollowed && isElsewhere(this.#calls, made, skipped);
  }

  #host(setsOption: (set: OptionSet) => void): PythonHost {
    const context = contextModule(setsOption);
    const alembic: PythonModule = {
      kind: 'module',
      name: 'alembic',
      getAttribute: (name) => (name === 'context' ? context : undefined),
    };
    const modules = new Map([
      ['alembic', alembic],
      ['alembic.context', context],
    ]);
    return {
      resolveModule: (name) => modules.get(name) ?? sqlalchemyModule(name),
      findModule: this.#findModule,
      reportUnresolved: () => undefined,
    };
  }
}

/** `alembic.context` of an online run, which tells of each `config.set_main_option`. */
function contextModule(setsOption: (set: OptionSet) => void): PythonModule {
  const set = nativeAction('set_main_option(name, value)', (bound) => {
    const value = bound.values.get('value')?.value;
    setsOption({ span: bound.span, value: value?.kind === 'str' ? value.value : undefined });
    return { kind: 'none' };
  });
  const config: PythonNative = {
    kind: 'native',
    typeName: 'alembic.config.Config',
    getAttribute: (name, span) => (name === 'set_main_option' ? set : unknownPart(`config.${name}`, span)),
  };
  const isOffline = nativeFunction('is_offline_mode()', () => ({ kind: 'bool', value: false }));
  return {
    kind: 'module',
    name: 'alembic.context',
    getAttribute: (name, span) => {
      if (name === 'config') return config;
      return name === 'is_offline_mode' ? isOffline : unknownPart(name, span);
    },
  };
}

function unknownPart(name: string, span: Span): ReturnType<PythonModule['getAttribute']> {
  const message = `${name} of the migration's context is known only when it runs`;
  return { kind: 'unknown', span, reason: { kind: 'environment', message }, touchesDatabase: true };
}
