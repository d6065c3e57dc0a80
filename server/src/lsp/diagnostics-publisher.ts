import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { Problem } from '../core/lint/problem.ts';
import { NumberedMap } from '../core/script/numbered-map.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { provideDiagnostics, provideFileDiagnostics } from '../features/provide-diagnostics.ts';
import type { Environment } from '../workspace/environment.ts';

type Diagnostics = ReadonlyMap<string, readonly Diagnostic[]>;

/**
 * Tells the client the diagnostics of every file of every environment, open or not, and takes back those that no longer
 * hold. Only files whose diagnostics changed are sent.
 */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #rulesUri: string | undefined;
  readonly #bodyProblems: (environment: string, path: string) => readonly Problem[];
  readonly #byEnvironment = new Map<string, Diagnostics>();
  readonly #snapshots = new Map<string, EnvironmentSnapshot>();
  readonly #sent = new Map<string, readonly Diagnostic[]>();

  /** `bodyProblems` are those of one file's functions, which are found later than the chain's. */
  constructor(
    connection: Connection,
    rulesUri: string | undefined,
    bodyProblems: (environment: string, path: string) => readonly Problem[],
  ) {
    this.#connection = connection;
    this.#rulesUri = rulesUri;
    this.#bodyProblems = bodyProblems;
  }

  /** `changed` are the environments to read again; `all` those that exist, so that the others can be taken back. */
  publish(changed: readonly Environment[], all: ReadonlySet<string>): void {
    const paths = new Set<string>();
    for (const environment of changed) {
      const { id, snapshot } = environment;
      const diagnostics = diagnosticsOf(environment, this.#rulesUri);
      for (const path of changedPaths(this.#byEnvironment.get(id), diagnostics)) paths.add(path);
      for (const path of this.#editedPaths(this.#snapshots.get(id), snapshot)) paths.add(path);
      if (snapshot === undefined) this.#snapshots.delete(id);
      else this.#snapshots.set(id, snapshot);
      this.#byEnvironment.set(id, diagnostics);
    }
    for (const id of this.#byEnvironment.keys()) {
      if (all.has(id)) continue;
      this.#byEnvironment.delete(id);
      this.#snapshots.delete(id);
      for (const path of this.#sent.keys()) paths.add(path);
    }
    for (const path of paths) this.#send(path);
  }

  /** Files in which the problems of functions may stand elsewhere now, among those that have diagnostics. */
  #editedPaths(
    before: EnvironmentSnapshot | undefined,
    now: EnvironmentSnapshot | undefined,
  ): Iterable<string> {
    if (before === undefined || now === undefined || !(now.files instanceof NumberedMap))
      return this.#sent.keys();
    return now.files.changedSince(before.files) ?? this.#sent.keys();
  }

  /** The problems in the functions of these files may be others now. */
  refresh(paths: readonly string[]): void {
    for (const path of paths) this.#send(path);
  }

  #send(path: string): void {
    const ofChain = [...this.#byEnvironment.values()].flatMap((diagnostics) => diagnostics.get(path) ?? []);
    const ofBody = [...this.#snapshots].flatMap(([id, snapshot]) =>
      provideFileDiagnostics(snapshot, this.#bodyProblems(id, path), this.#rulesUri),
    );
    const diagnostics = withoutRepeats([...ofChain, ...ofBody]);
    if (equal(this.#sent.get(path) ?? [], diagnostics)) return;
    if (diagnostics.length === 0) this.#sent.delete(path);
    else this.#sent.set(path, diagnostics);
    const uri = URI.file(path).toString();
    // A rejected notification means that the connection is gone, and with it everybody who would read the diagnostics.
    void this.#connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
  }
}

/** Files that have other diagnostics than before; those of a problem that still stands are the same objects. */
function* changedPaths(before: Diagnostics | undefined, now: Diagnostics): Generator<string, void> {
  for (const [path, diagnostics] of now) {
    const known = before?.get(path);
    const isSame =
      known?.length === diagnostics.length && diagnostics.every((each, index) => each === known[index]);
    if (!isSame) yield path;
  }
  for (const path of before?.keys() ?? []) if (!now.has(path)) yield path;
}

function diagnosticsOf({ snapshot, trouble }: Environment, rulesUri: string | undefined): Diagnostics {
  const diagnostics = new Map(snapshot === undefined ? [] : provideDiagnostics(snapshot, rulesUri));
  if (snapshot !== undefined && snapshot.config.warnings.length > 0) {
    const { configPath, warnings } = snapshot.config;
    diagnostics.set(configPath, [...(diagnostics.get(configPath) ?? []), ...warnings.map(configWarning)]);
  }
  if (trouble !== undefined && trouble.kind !== 'no-revisions') {
    const line = (trouble.line ?? 1) - 1;
    const diagnostic: Diagnostic = {
      range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
      severity: DiagnosticSeverity.Error,
      code: trouble.kind,
      source: 'alembic',
      message: trouble.message,
    };
    diagnostics.set(trouble.path, [...(diagnostics.get(trouble.path) ?? []), diagnostic]);
  }
  return diagnostics;
}

/** What of a configuration is passed over or will not last, at its first line: which line it is, the words say. */
function configWarning(message: string): Diagnostic {
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
    severity: DiagnosticSeverity.Warning,
    code: 'configuration',
    source: 'alembic',
    message,
  };
}

/** A file that two environments share has the findings of both, each once. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics;
  const byText = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...byText.values()];
}

function equal(left: readonly Diagnostic[], right: readonly Diagnostic[]): boolean {
  return (
    left.length === right.length &&
    left.every(
      (diagnostic, index) =>
        diagnostic === right[index] || JSON.stringify(diagnostic) === JSON.stringify(right[index]),
    )
  );
}
