/** What makes a `%` format fail in Python. `kind` is Python's exception. */
export class PercentFormatError extends Error {
  readonly kind: 'KeyError' | 'ValueError' | 'TypeError';

  constructor(kind: 'KeyError' | 'ValueError' | 'TypeError', message: string) {
    super(message);
    this.name = 'PercentFormatError';
    this.kind = kind;
  }
}

const DIRECTIVE = /%(?:\(([^()]*)\))?([-#0 +]*)(\d*)(?:\.(\d*))?[hlL]?([\s\S]?)/y;

/**
 * `template % values` for a dict of strings and whole numbers: `%(name)s`, `%(month).2d`, `%(rev)10s`, `%%`.
 * Throws PercentFormatError where Python raises.
 * Source: https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
 */
export function percentFormat(template: string, values: Readonly<Record<string, string | number>>): string {
  let result = '';
  let at = 0;
  for (;;) {
    const percent = template.indexOf('%', at);
    if (percent < 0) return result + template.slice(at);
    result += template.slice(at, percent);
    DIRECTIVE.lastIndex = percent;
    const match = DIRECTIVE.exec(template);
    const [whole = '', name, flags = '', width = '', precision, conversion = ''] = match ?? [];
    if (conversion === '')
      throw new PercentFormatError('ValueError', 'a "%" stands at the end of the format');
    at = percent + whole.length;
    if (conversion === '%') {
      result += '%';
      continue;
    }
    if (name === undefined) {
      throw new PercentFormatError(
        'TypeError',
        `"${whole}" names no value; write %(name)s, or %% for a percent sign`,
      );
    }
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined)
      throw new PercentFormatError('KeyError', `"${whole}": there is no value named "${name}"`);
    const digits = precision === undefined ? undefined : Number(precision || '0');
    result += padded(
      formatted(value, conversion, flags, digits, whole),
      flags,
      Number(width || '0'),
      conversion,
    );
  }
}

function formatted(
  value: string | number,
  conversion: string,
  flags: string,
  precision: number | undefined,
  whole: string,
): string {
  switch (conversion) {
    case 's':
      return String(value).slice(0, precision ?? undefined);
    case 'd':
    case 'i':
    case 'u': {
      if (typeof value !== 'number') throw new PercentFormatError('TypeError', `"${whole}" needs a number`);
      return signed(value, String(Math.abs(value)).padStart(precision ?? 0, '0'), flags);
    }
    case 'x':
    case 'X':
    case 'o': {
      if (typeof value !== 'number') throw new PercentFormatError('TypeError', `"${whole}" needs a number`);
      const prefix = flags.includes('#') ? `0${conversion}` : '';
      const text = Math.abs(value).toString(conversion === 'o' ? 8 : 16);
      const digits = prefix + text.padStart(precision ?? 0, '0');
      return signed(value, conversion === 'X' ? digits.toUpperCase() : digits, flags);
    }
    default:
      throw new PercentFormatError('ValueError', `"${whole}" has the unknown conversion "${conversion}"`);
  }
}

function signed(value: number, digits: string, flags: string): string {
  if (value < 0) return `-${digits}`;
  if (flags.includes('+')) return `+${digits}`;
  return flags.includes(' ') ? ` ${digits}` : digits;
}

function padded(text: string, flags: string, width: number, conversion: string): string {
  if (flags.includes('-')) return text.padEnd(width, ' ');
  if (flags.includes('0') && conversion !== 's') {
    const sign = /^[-+ ]?(?:0[xXo])?/.exec(text)?.[0] ?? '';
    return sign + text.slice(sign.length).padStart(width - sign.length, '0');
  }
  return text.padStart(width, ' ');
}
