import { type EnvScriptFacts, unknownEnvScript } from '../core/config/env-script.ts';
import type { OpenDocuments } from './open-documents.ts';

/** What env.py says. A file that cannot be read leaves every fact unknown, with the reason. */
export function loadEnvScript(path: string, documents: OpenDocuments): EnvScriptFacts {
  const text = documents.tryConfigText(path);
  return unknownEnvScript(typeof text === 'string' ? 'env.py is not read.' : text.message);
}
