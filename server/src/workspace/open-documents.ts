import { ConfigError } from '../core/config/config-error.ts';
import type { FileText } from './decode-python-source.ts';
import { readConfigText } from './read-config-text.ts';

/** The texts that are open in the editor. They win over what is on disk. Paths are `/` separated. */
export class OpenDocuments {
  readonly #texts = new Map<string, string>();

  set(path: string, text: string): void {
    this.#texts.set(path, text);
  }

  delete(path: string): void {
    this.#texts.delete(path);
  }

  text(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** The editor's text as a file that was read, or undefined where the path is not open. */
  fileText(path: string): FileText | undefined {
    const text = this.#texts.get(path);
    if (text === undefined) return undefined;
    if (!text.includes('\0')) return { kind: 'text', text };
    return { kind: 'fault', reason: 'The text contains null characters, so Python refuses it.' };
  }

  /** Reads a configuration file or env.py. Throws ConfigError. */
  readonly readConfigText = (path: string): string => this.#texts.get(path) ?? readConfigText(path);

  /** The same for a file that may be absent; the error is given back. */
  tryConfigText(path: string): string | ConfigError {
    try {
      return this.readConfigText(path);
    } catch (error) {
      if (error instanceof ConfigError) return error;
      throw error;
    }
  }
}
