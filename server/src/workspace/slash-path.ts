import { sep } from 'node:path';

/** A path of this machine in the form that the core uses: `/` separated. */
export function slashPath(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
