/** Run as a process of its own: requires the client bundle and prints how many milliseconds that took. */
import Module, { createRequire } from 'node:module';
import { repositoryPath } from '../support/repository.ts';

type Load = (id: string, ...rest: readonly unknown[]) => unknown;

/** Whatever is asked of it, it has; enough for classes to be derived from it and enums to be read. */
const handler: ProxyHandler<new () => object> = {
  get(target, key) {
    if (key === 'prototype') return target.prototype;
    if (key === Symbol.toPrimitive) return () => '1.91.0';
    return anything();
  },
};

function anything(): new () => object {
  return new Proxy(class {}, handler);
}

const loader = Module as unknown as { _load: Load };
const load = loader._load;
const vscode = anything();
loader._load = (id, ...rest) => (id === 'vscode' ? vscode : load(id, ...rest));

const requireClient = createRequire(import.meta.url);
const started = performance.now();
requireClient(repositoryPath('dist', 'client.cjs'));
process.stdout.write(String(performance.now() - started));
