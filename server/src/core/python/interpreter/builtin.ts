import type { CallArguments, PythonValue } from '../values.ts';
import type { Run } from './run.ts';

/** A function that every module sees without an import. */
export type Builtin = (run: Run, args: CallArguments) => PythonValue;
export type BuiltinTable = readonly (readonly [name: string, builtin: Builtin])[];
