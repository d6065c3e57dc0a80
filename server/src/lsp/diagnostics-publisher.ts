import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { provideDiagnostics } from '../features/provide-diagnostics.ts';
import type { Environment } from '../workspace/environment.ts';

type Diagnostics = ReadonlyMap<string, readonly Diagnostic[]>;

/**
 * Tells the client the diagnostics of every file of every environment, open or not, and takes back those that no longer
 * hold. Only files whose diagnostics changed are sent.
 */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #rulesUri: string | undefined;
  readonly #byEnvironment = new Map<string, Diagnostics>();
  readonly #sent = new Map<string, readonly Diagnostic[]>();

  constructor(connection: Connection, rulesUri: string | undefined) {
    this.#connection = connection;
    this.#rulesUri = rulesUri;
  }

  /** `changed` are the environments to read again; `all` those that exist, so that the others can be taken back. */
  publish(changed: readonly Environment[], all: ReadonlySet<string>): void {
    const paths = new Set<string>();
    for (const environment of changed) {
      for (const path of this.#byEnvironment.get(environment.id)?.keys() ?? []) paths.add(path);
      const diagnostics = diagnosticsOf(environment, this.#rulesUri);
      this.#byEnvironment.set(environment.id, diagnostics);
      for (const path of diagnostics.keys()) paths.add(path);
    }
    for (const [id, diagnostics] of this.#byEnvironment) {
      if (all.has(id)) continue;
      this.#byEnvironment.delete(id);
      for (const path of diagnostics.keys()) paths.add(path);
    }
    for (const path of paths) this.#send(path);
  }

  #send(path: string): void {
    const found = [...this.#byEnvironment.values()].flatMap((diagnostics) => diagnostics.get(path) ?? []);
    const diagnostics = withoutRepeats(found);
    if (equal(this.#sent.get(path) ?? [], diagnostics)) return;
    if (diagnostics.length === 0) this.#sent.delete(path);
    else this.#sent.set(path, diagnostics);
    const uri = URI.file(path).toString();
    // A rejected notification means that the connection is gone, and with it everybody who would read the diagnostics.
    void this.#connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
  }
}

function diagnosticsOf({ snapshot, trouble }: Environment, rulesUri: string | undefined): Diagnostics {
  const diagnostics = new Map(snapshot === undefined ? [] : provideDiagnostics(snapshot, rulesUri));
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
