import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { DEFAULT_SETTINGS } from '../../server/src/protocol/settings.ts';
import { repositoryPath } from '../support/repository.ts';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: ReadonlyArray<{
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }>;
    readonly menus: Readonly<
      Record<string, ReadonlyArray<{ readonly command: string; readonly when?: string }>>
    >;
    readonly viewsWelcome: ReadonlyArray<{
      readonly view: string;
      readonly contents: string;
      readonly when: string;
    }>;
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly default: unknown; readonly markdownDescription: string }>
      >;
    };
    readonly walkthroughs: ReadonlyArray<{
      readonly steps: ReadonlyArray<{
        readonly description: string;
        readonly media: { readonly markdown: string };
      }>;
    }>;
  };
}

const manifest: Manifest = JSON.parse(readFileSync(repositoryPath('package.json'), 'utf8'));
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command).sort();
const prefix = 'alembicWorkbench.';

/** The keys of AlembicCommands; a type leaves no trace at run time, so they are read from its source. */
function protocolCommands(): string[] {
  const source = readFileSync(repositoryPath('server/src/protocol/commands.ts'), 'utf8');
  return Array.from(source.matchAll(/^ {2}'(alembicWorkbench\.\w+)':/gm), (match) => match[1] ?? '').sort();
}

describe('the manifest', () => {
  it('declares every command of the protocol and no other', () => {
    assert.ok(declared.length > 20);
    assert.deepEqual(declared, protocolCommands());
  });
  it('has the category Alembic everywhere', () => {
    assert.deepEqual(
      contributes.commands.filter(({ category }) => category !== 'Alembic'),
      [],
    );
  });
  it('puts only declared commands into menus, welcome views and the walkthrough', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
    ];
    const linked = texts.flatMap((text) =>
      Array.from(text.matchAll(/\(command:(alembicWorkbench\.\w+)\)/g), (match) => match[1] ?? ''),
    );
    assert.ok(linked.length > 8);
    assert.deepEqual(
      [...inMenus, ...linked].filter((command) => !declared.includes(command)),
      [],
    );
  });
  it('declares every setting with its default and a description', () => {
    const defaults = Object.fromEntries(
      Object.entries(contributes.configuration.properties).map(([name, setting]) => [
        name.slice(prefix.length),
        setting.default,
      ]),
    );
    assert.deepEqual(defaults, DEFAULT_SETTINGS);
    for (const [name, { markdownDescription }] of Object.entries(contributes.configuration.properties)) {
      assert.ok(markdownDescription.length > 20, name);
    }
  });
  it('takes no setting of an untrusted workspace that names a host, a program or a file', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const name of [
      'databases',
      'alembicCommand',
      'pgDump',
      'engine',
      'templatesFolder',
      'configFiles',
    ]) {
      assert.ok(restrictedConfigurations.includes(prefix + name), name);
    }
  });
  it('hides what runs while the workspace is not trusted', () => {
    const running = /\.(upgrade|downgrade|stamp)/;
    const open = Object.entries(contributes.menus)
      .filter(([menu]) => menu.startsWith('view/'))
      .flatMap(([, items]) => items)
      .filter(({ command, when = '' }) => running.test(command) && !when.includes('isWorkspaceTrusted'))
      // The rows of the Databases view are not there in an untrusted workspace.
      .filter(({ when = '' }) => !when.includes('viewItem =~ /^database'));
    assert.deepEqual(open, []);
  });
  it('has a welcome view for every state in which the views are empty', () => {
    const whens = contributes.viewsWelcome.map(({ when }) => when).join('\n');
    for (const state of ['scanning', 'no-folder', 'no-environment', 'trouble', 'no-revisions']) {
      assert.ok(whens.includes(`alembicWorkbench.state == ${state}`), state);
    }
    for (const kind of ['unreadable-config', 'no-script-location', 'missing-script-location']) {
      assert.ok(whens.includes(`alembicWorkbench.trouble == ${kind}`), kind);
    }
  });
  it('starts with an Alembic project, never with any folder', () => {
    assert.deepEqual(manifest.activationEvents, [
      'workspaceContains:**/alembic.ini',
      'workspaceContains:**/script.py.mako',
    ]);
  });
  it('shows pages of the walkthrough that exist, and all of them', () => {
    const shown = contributes.walkthroughs
      .flatMap(({ steps }) => steps.map(({ media }) => media.markdown))
      .sort();
    const there = readdirSync(repositoryPath('media/walkthrough')).map((name) => `media/walkthrough/${name}`);
    assert.deepEqual(shown, there.sort());
  });
  it('asks for the VS Code that the language client asks for', () => {
    const client = readFileSync(
      createRequire(import.meta.url)
        .resolve('vscode-languageclient/node')
        .replace(/node\.js$/, 'lib/node/main.js'),
      'utf8',
    );
    const required = /REQUIRED_VSCODE_VERSION = '([^']+)'/.exec(client)?.[1];
    assert.equal(manifest.engines.vscode, required);
  });
});
