import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepCompiledCode } from '../processes/compiled-code.ts';
import { stateFolder } from '../workspace/state-folder.ts';

const { env, platform } = process;
const state = stateFolder({ environment: env, platform, home: homedir() });
keepCompiledCode(fileURLToPath(import.meta.url), join(state, 'compiled'));
void import('./main.ts');
