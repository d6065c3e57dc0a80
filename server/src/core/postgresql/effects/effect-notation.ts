import type { LockMode } from './lock-mode.ts';
import { EFFECTS, type EffectForm } from './measured-effects.ts';

/** What a relation is to a statement: the one it names, or one that it reaches through it. */
export type Role =
  | 'table'
  | 'referenced'
  | 'referencing'
  | 'partition'
  | 'sequence'
  | 'source'
  | 'view'
  | 'user'
  | 'contained';

/** What a form of statement does to a relation. */
export interface RoleEffect {
  readonly role: Role;
  readonly mode: LockMode;
  readonly rewrites: boolean;
  readonly scans: boolean;
}

/** What a form of statement does from a major version of PostgreSQL on, up to the next entry. */
export interface MeasuredEffect {
  readonly since: number;
  readonly roles: readonly RoleEffect[];
}

const MODES: Readonly<Record<string, LockMode>> = {
  AS: 'ACCESS SHARE',
  RS: 'ROW SHARE',
  RE: 'ROW EXCLUSIVE',
  SUE: 'SHARE UPDATE EXCLUSIVE',
  S: 'SHARE',
  SRE: 'SHARE ROW EXCLUSIVE',
  E: 'EXCLUSIVE',
  AE: 'ACCESS EXCLUSIVE',
};

const read = new Map<EffectForm, readonly MeasuredEffect[]>();

/** What a form does on a server of this major version; where it is refused, what it does on the first that knows it. */
export function measuredEffect(form: EffectForm, version: number): MeasuredEffect {
  let effects = read.get(form);
  if (effects === undefined) {
    effects = EFFECTS[form].split('; ').map(readEffect);
    read.set(form, effects);
  }
  const effect = effects.findLast(({ since }) => since <= version) ?? effects[0];
  if (effect === undefined) throw new Error(`no effect of the form ${form} is known`);
  return effect;
}

/** `11 table AE!~, referenced SRE`: from version 11 on; `!` is rewritten, `~` is scanned. */
function readEffect(text: string): MeasuredEffect {
  const [, since = '', roles = ''] = /^(\d+) ?(.*)$/.exec(text) ?? [];
  return {
    since: Number(since),
    roles: roles === '' ? [] : roles.split(', ').map(readRole),
  };
}

function readRole(text: string): RoleEffect {
  const [, role = '', short = '', work = ''] = /^(\w+) (\w+)([!~]*)$/.exec(text) ?? [];
  const mode = MODES[short];
  if (mode === undefined) throw new Error(`there is no lock mode ${short}`);
  return { role: role as Role, mode, rewrites: work.includes('!'), scans: work.includes('~') };
}
