import type { Requests } from './register-requests.ts';

/**
 * Handlers that load their code when one of them is asked for first: the server starts with what the chain takes, and most
 * sessions never run a migration or write a revision. `load` is called once.
 */
export function lazyRequests<Method extends keyof Requests>(
  methods: readonly Method[],
  load: () => Promise<Pick<Requests, Method>>,
): Pick<Requests, Method> {
  let loading: Promise<Pick<Requests, Method>> | undefined;
  const handlers = methods.map((method) => {
    const handler = async (params: unknown, token: unknown): Promise<unknown> => {
      loading ??= load();
      const handle = (await loading)[method] as (params: unknown, token: unknown) => unknown;
      return handle(params, token);
    };
    return [method, handler];
  });
  return Object.fromEntries(handlers) as Pick<Requests, Method>;
}
