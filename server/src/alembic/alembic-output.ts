import { sqlStateOfClass } from './sqlstate-of-class.ts';

/** A line "Running upgrade a -> b, message" of Alembic's log. */
export interface AnnouncedStep {
  readonly name: 'upgrade' | 'downgrade' | 'stamp_revision' | 'unstamp' | 'branch';
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly message: string;
}

export interface AlembicFailure {
  /** One sentence: Alembic's own, or the exception's first line. */
  readonly message: string;
  /** The last revision file in the traceback, and the zero-based line in it. */
  readonly path: string | undefined;
  readonly line: number | undefined;
  readonly sqlState: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly statement: string | undefined;
}

const STEP = /Running (upgrade|downgrade|stamp_revision) (.*?) -> (.*)$/;
const FAILED = /^(?:FAILED: |ERROR\s+\[alembic\.util\.messaging\]\s+|.*\bError: )(.*)$/;
const FRAME = /^ {2}File "([^"]+)", line (\d+), in (\S+)/;
const EXCEPTION = /^([A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Exit|Fault|Timeout)?)(?:: (.*))?$/;
const DRIVER_EXCEPTION = /^(?:asyncpg\.exceptions|psycopg2?\.errors)\.(\w+)(?::|$)/;
const DATABASE_CLASS = /^\(([\w.]+)\) (?:<class '[\w.]+'>: )?(.*)$/s;

function identifiers(text: string): readonly string[] {
  return text
    .split(',')
    .map((identifier) => identifier.trim())
    .filter((identifier) => identifier !== '');
}

/**
 * Reads the line that Alembic logs before each step (`MigrationStep.__str__`), whatever the log's format puts before it;
 * undefined for other lines. `revisions` tells a merge's ids from a message that begins after a comma.
 */
export function parseStepLine(
  line: string,
  isRevision: (text: string) => boolean,
): AnnouncedStep | undefined {
  const match = STEP.exec(line);
  if (match === null) return undefined;
  const [, name, from = '', rest = ''] = match;
  const parts = rest.split(', ');
  // Base is written as nothing at all.
  const count = parts.findIndex((part, index) => !isRevision(part.trim()) && (index > 0 || part !== ''));
  const split = count === -1 ? parts.length : count;
  return {
    name: name as AnnouncedStep['name'],
    from: identifiers(from),
    to: identifiers(parts.slice(0, split).join(',')),
    message: parts.slice(split).join(', '),
  };
}

/** The innermost frame of the last traceback that lies in a revision file. */
function revisionFrame(
  lines: readonly string[],
  isRevisionFile: (path: string) => boolean,
): Pick<AlembicFailure, 'path' | 'line'> {
  for (const line of lines.toReversed()) {
    const frame = FRAME.exec(line);
    if (frame?.[1] !== undefined && isRevisionFile(frame[1]))
      return { path: frame[1], line: Number(frame[2]) - 1 };
  }
  return { path: undefined, line: undefined };
}

/** The exception that ended the program: the text after the last frame of the last traceback. */
function lastException(lines: readonly string[]): readonly string[] {
  const traceback = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'));
  if (traceback === -1) return [];
  const start = lines.findIndex(
    (line, index) => index > traceback && !/^\s/.test(line) && EXCEPTION.test(line),
  );
  return start === -1 ? [] : lines.slice(start);
}

function field(lines: readonly string[], name: string): string | undefined {
  const line = lines.find((candidate) => candidate.startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

/** `[SQL: …]`, which may take several lines. */
function statementOf(lines: readonly string[]): string | undefined {
  return /^\[SQL: (.*?)\]$(?=\n\[parameters|\n\(Background|\s*$)/ms.exec(lines.join('\n'))?.[1];
}

/** SQLSTATE by the class of the driver's exception, which asyncpg leaves to an earlier part of the traceback. */
function sqlStateOf(lines: readonly string[], exceptionText: string): string | undefined {
  const wrapped = DATABASE_CLASS.exec(exceptionText)?.[1]?.split('.').at(-1) ?? '';
  const known = sqlStateOfClass(wrapped);
  if (known !== undefined) return known;
  const classes = lines.map((line) => DRIVER_EXCEPTION.exec(line)?.[1]);
  return classes.map((name) => sqlStateOfClass(name ?? '')).findLast((state) => state !== undefined);
}

/** Of a failure of which only a sentence is known. */
export const NO_DETAILS: Omit<AlembicFailure, 'message'> = {
  path: undefined,
  line: undefined,
  sqlState: undefined,
  detail: undefined,
  hint: undefined,
  statement: undefined,
};

/** Why an alembic command failed, from what it printed. */
export function parseFailure(
  stdout: string,
  stderr: string,
  isRevisionFile: (path: string) => boolean,
): AlembicFailure {
  const lines = stderr.split(/\r?\n/);
  const exception = lastException(lines);
  if (exception.length > 0) {
    const [, className = '', text = ''] = EXCEPTION.exec(exception[0] ?? '') ?? [];
    const wrapped = DATABASE_CLASS.exec(text);
    const words = wrapped?.[2] ?? text;
    return {
      message:
        words === '' ? className : wrapped === null ? `${className.split('.').at(-1)}: ${words}` : words,
      ...revisionFrame(lines, isRevisionFile),
      sqlState: sqlStateOf(lines, text),
      detail: field(exception, 'DETAIL'),
      hint: field(exception, 'HINT'),
      statement: statementOf(exception),
    };
  }
  const told = [...lines, ...stdout.split(/\r?\n/)]
    .map((line) => FAILED.exec(line)?.[1])
    .find((text) => text);
  const last = [...stdout.split(/\r?\n/), ...lines].filter((line) => line.trim() !== '').at(-1);
  return {
    ...NO_DETAILS,
    message: told ?? last ?? 'alembic failed and printed nothing',
  };
}
