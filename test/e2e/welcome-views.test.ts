import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { START_PATIENCE_MS, type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();

describe('where there is nothing to show', suiteNeeds('e2e', tools), () => {
  let workbench: Workbench;
  let window: Window | undefined;

  before(async () => {
    workbench = await Workbench.start(available(tools));
  });
  after(async () => {
    await workbench?.close();
  });
  afterEach(async () => {
    await window?.close();
    window = undefined;
  });

  /** Opens a folder; the welcome view says `text` and has these buttons. */
  async function check(
    folder: string | undefined,
    name: string,
    text: RegExp,
    buttons: readonly string[],
  ): Promise<Window> {
    window = await workbench.open(folder);
    await window.sideBar.open();
    const welcome = window.sideBar.welcome('Revisions');
    await welcome.filter({ hasText: text }).waitFor({ timeout: START_PATIENCE_MS });
    await window.screenshot(`welcome-${name}`);
    assert.deepEqual(await welcome.locator('.monaco-button').allInnerTexts(), buttons);
    return window;
  }

  it('no folder: choose one, or the sample', async () => {
    await check(undefined, 'no-folder', /No folder is open/, ['Choose Folder']);
  });

  it('an empty folder: initialise an environment, which then is there', async () => {
    const folder = await workbench.folder('empty');
    const opened = await check(folder, 'empty-folder', /has no Alembic migration environment/, [
      'Initialize Environment…',
      'Choose Another Folder',
    ]);
    await opened.sideBar.welcome('Revisions').getByText('Initialize Environment…').click();
    await opened.quickInput.answer('migrations', 'Directory of the migration environment');
    await opened.quickInput.pick('async', 'Which kind of env.py?');
    await opened.editors.tab('env.py').waitFor();
    await opened.sideBar.welcome('Revisions').filter({ hasText: 'has no revision yet' }).waitFor();
    assert.deepEqual((await readdir(join(folder, 'migrations'))).sort(), [
      'README',
      'env.py',
      'script.py.mako',
      'versions',
    ]);
  });

  it('a folder without Alembic', async () => {
    const folder = await workbench.folder('without-alembic');
    await writeFile(join(folder, 'pyproject.toml'), '[project]\nname = "app"\nversion = "1"\n');
    await writeFile(join(folder, 'app.py'), 'print("hello")\n');
    await check(folder, 'without-alembic', /has no Alembic migration environment/, [
      'Initialize Environment…',
      'Choose Another Folder',
    ]);
  });

  it('an alembic.ini that points nowhere', async () => {
    const folder = await workbench.folder('points-nowhere');
    await writeFile(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/nowhere\n');
    const opened = await check(folder, 'points-nowhere', /points to a folder that does not exist/, [
      'Open Configuration',
      'Initialize Environment…',
    ]);
    await opened.sideBar.welcome('Revisions').getByText('Open Configuration').click();
    await opened.editors.tab('alembic.ini').waitFor();
    await opened.editors.squiggle('alembic.ini', 'error').first().waitFor();
  });

  it('an alembic.ini without a script_location', async () => {
    const folder = await workbench.folder('no-script-location');
    await writeFile(join(folder, 'alembic.ini'), '[alembic]\nsqlalchemy.url = postgresql://localhost/app\n');
    await check(folder, 'no-script-location', /names no script_location/, ['Open Configuration']);
  });

  it('a versions folder without a file: the first revision', async () => {
    const folder = await workbench.folder('no-revision', repositoryPath('migrations-sample'));
    await rm(join(folder, 'migrations', 'versions'), { recursive: true });
    await mkdir(join(folder, 'migrations', 'versions'));
    const opened = await check(folder, 'no-revision', /has no revision yet/, ['New Revision…']);
    await opened.sideBar.welcome('Revisions').getByText('New Revision…').click();
    await opened.quickInput.answer('create users', 'What does this revision change?');
    const templates = 'From which template?';
    await opened.quickInput.pick((await opened.quickInput.labels(templates))[0] ?? '', templates);
    await opened.editors.tab('create_users.py').waitFor();
    await opened.sideBar.row('Revisions', 'create users').waitFor();
  });
});
