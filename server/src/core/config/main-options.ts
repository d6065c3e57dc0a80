import { directoryOf } from './alembic-options.ts';
import { ConfigError } from './config-error.ts';
import { ConfigParser } from './configparser.ts';

const SETTER = /\bset_(?:main|section)_option\b/g;
const LITERAL_SETTER = /\bset_main_option\(\s*u?["']([\w.]+)["']/g;
/** `config` handed to somebody, or what it is made of changed. */
const HANDED_ON = /[(,=]\s*(?:context\.)?config\s*[,)]|\bfile_config\b|\bconfig\.attributes\s*=/;

/**
 * Answers options of the main section as revisions see them in `op.get_context().config`. What env.py sets itself is not
 * known (undefined); where it hands its config on, nothing is. An absent option is null. Source: `alembic.config.Config.get_main_option`.
 */
export function mainOptions(
  ini: { readonly path: string; readonly text: string },
  section: string,
  envScript: string,
): (name: string) => string | null | undefined {
  const literal = [...envScript.matchAll(LITERAL_SETTER)].map(([, name]) => name);
  const isOpen = HANDED_ON.test(envScript) || [...envScript.matchAll(SETTER)].length > literal.length;
  if (isOpen) return () => undefined;
  const parser = ConfigParser.parse(ini.text, ini.path, { here: directoryOf(ini.path) });
  return (name) => {
    if (name === 'here' || literal.includes(name)) return undefined;
    try {
      return parser.get(section, name) ?? null;
    } catch (error) {
      if (error instanceof ConfigError) return undefined;
      throw error;
    }
  };
}
