import { statSync } from 'node:fs';
import { systemErrorCode } from './system-error.ts';

/** True for a directory that can be reached, also through links. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return false;
  }
}
