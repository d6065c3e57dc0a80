/** What is wrong with a configuration file. Tests and welcome views tell faults apart by it; people read the message. */
export type ConfigErrorKind =
  | 'missing-section-header'
  | 'duplicate-section'
  | 'duplicate-option'
  | 'parsing'
  | 'interpolation-syntax'
  | 'interpolation-missing-option'
  | 'interpolation-depth'
  | 'toml-syntax'
  | 'invalid-value'
  | 'no-script-location'
  | 'missing-script-location'
  | 'unknown-package'
  | 'unreadable-file';

/** A configuration that Alembic would refuse as well. `line` is 1-based, undefined where no single line is at fault. */
export class ConfigError extends Error {
  readonly kind: ConfigErrorKind;
  readonly path: string;
  readonly line: number | undefined;

  constructor(kind: ConfigErrorKind, message: string, path: string, line: number | undefined) {
    super(message);
    this.name = 'ConfigError';
    this.kind = kind;
    this.path = path;
    this.line = line;
  }
}
