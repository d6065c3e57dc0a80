import type { PythonNative, PythonValue } from '../python/values.ts';
import { textArgument } from '../sqlalchemy/argument-readers.ts';
import { nativeFunction } from '../sqlalchemy/native-class.ts';
import type { Span } from '../text/span.ts';
import type { MainOption } from './project-knowledge.ts';

/** `op.get_context().config` and `alembic.context.config`. Source: `alembic.config.Config`. */
export class ConfigObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'alembic.config.Config';
  readonly #mainOption: MainOption;

  constructor(mainOption: MainOption | undefined) {
    this.#mainOption = mainOption ?? (() => undefined);
  }

  getAttribute(name: string, span: Span): PythonValue {
    if (name !== 'get_main_option') return unknownOption(`alembic.context.config.${name}`, span);
    return nativeFunction('get_main_option(name, default=None)', (bound) => {
      const option = textArgument(bound, 'name');
      const value = this.#mainOption(option);
      if (value === undefined) return unknownOption(`alembic.context.config['${option}']`, bound.span);
      if (value !== null) return { kind: 'str', value };
      return bound.values.get('default')?.value ?? { kind: 'none' };
    });
  }
}

function unknownOption(name: string, span: Span): PythonValue {
  const message = `\`${name}\` is known only when it runs`;
  return { kind: 'unknown', span, reason: { kind: 'environment', message, name } };
}
