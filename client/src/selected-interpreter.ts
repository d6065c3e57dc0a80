import { extensions, Uri } from 'vscode';

/** The part of the Python extension's API that is used here. Source: @vscode/python-extension, `PythonExtension`. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: Uri } } | undefined>;
  };
}

/** The interpreter that the Python extension has selected for a file; null where there is none or no such extension. */
export async function selectedInterpreter(path: string): Promise<string | null> {
  const extension = extensions.getExtension<PythonApi>('ms-python.python');
  if (extension === undefined) return null;
  const { environments } = await extension.activate();
  if (environments === undefined) return null;
  const active = environments.getActiveEnvironmentPath(Uri.file(path));
  const resolved = await environments.resolveEnvironment(active);
  return resolved?.executable.uri?.fsPath ?? null;
}
