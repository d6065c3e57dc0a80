import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { withPostgres } from '../support/postgres-server.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';
import { databaseAnswered, openSample } from './workbench/sample.ts';
import { type Window, Workbench, workbenchTools } from './workbench/workbench.ts';

const tools = await workbenchTools();
const postgres = await withPostgres();

describe('a database of the user’s own', suiteNeeds('e2e', tools, postgres), () => {
  let workbench: Workbench;
  let window: Window;
  let settings: string;
  let url: URL;
  let password: string;

  before(async () => {
    url = new URL(await available(postgres).createDatabase('e2e'));
    password = decodeURIComponent(url.password);
    url.password = '';
    workbench = await Workbench.start(available(tools));
    const sample = await openSample(workbench, 'databases');
    window = sample.window;
    settings = join(sample.folder, '.vscode', 'settings.json');
    await databaseAnswered(window);
  });
  after(async () => {
    await window?.screenshot('databases-last');
    await workbench?.close();
  });

  async function answerThreeQuestions(name: string, typedPassword: string, href = url.href): Promise<void> {
    await window.quickInput.command('Alembic: Add Database…');
    await window.quickInput.answer(name, 'Add Database (1 of 3)');
    await window.quickInput.answer(href, 'Add Database (2 of 3)');
    await window.quickInput.answer(typedPassword, 'Add Database (3 of 3)');
  }

  it('is tested before it is added: a wrong password is told, and nothing is kept', async () => {
    await answerThreeQuestions('live', 'not the password');
    const dialog = window.messages.dialog(/“live” was not reached/);
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /password/i);
    await window.screenshot('add-database-wrong-password');
    await window.messages.press(/was not reached/, 'Cancel');
    await dialog.waitFor({ state: 'hidden' });
    await assert.rejects(readFile(settings, 'utf8'), { code: 'ENOENT' });
  });

  it('is added with its password as a secret: the settings hold the URL alone', async () => {
    await answerThreeQuestions('live', password);
    await window.sideBar.row('Databases', /live.*20 behind/).waitFor();
    await window.statusBarItem.filter({ hasText: /live\s+empty · 20 behind/ }).waitFor();
    const kept = await readFile(settings, 'utf8');
    assert.match(kept, /"name": "live"/);
    assert.ok(!kept.includes(password), 'the password is not in the settings');
    await window.screenshot('databases');
  });

  it('asks for its name before a run where it is protected so', async () => {
    const kept = await readFile(settings, 'utf8');
    await writeFile(settings, kept.replace('"name": "live",', '"name": "live",\n"protection": "typed",'));
    await window.sideBar.row('Databases', /live.*protected/).waitFor();
    await window.quickInput.command('Alembic: Upgrade One');
    await window.messages.press(/Upgrade “live” by 1 revision/, 'Upgrade');
    await window.quickInput.answer('alive', 'Upgrade “live”');
    await window.quickInput.message.filter({ hasText: 'Type live' }).waitFor();
    await window.screenshot('protected-database');
    await window.quickInput.answer('live', 'Upgrade “live”');
    await window.screenshot('backup-choice');
    await window.quickInput.pick('Go On Without a Backup', 'What is backed up before the run?');
    await window.sideBar.row('Databases', /live.*8f2b6c1d · 19 behind/).waitFor();
  });

  it('is upgraded together with another one, each by its own plan', async () => {
    const paper = new URL(await available(postgres).createDatabase('e2e_paper'));
    paper.password = '';
    await answerThreeQuestions('paper', password, paper.href);
    await window.sideBar.row('Databases', /paper.*20 behind/).waitFor();
    await window.quickInput.command('Alembic: Upgrade Several Databases');
    await window.quickInput.labels('Which databases are upgraded?');
    await window.screenshot('several-databases-picked');
    await window.quickInput.accept();
    await window.quickInput.labels('To which revision?');
    await window.screenshot('several-databases-target');
    await window.quickInput.pick('The heads', 'To which revision?');
    const question = window.messages.dialog(/Upgrade 2 databases\?/);
    await question.waitFor();
    assert.match(
      (await question.textContent()) ?? '',
      /live: at 8f2b6c1d4e07, 19 revisions.*paper: empty, 20 revisions/s,
    );
    await window.screenshot('several-databases-plan');
    await window.messages.press(/Upgrade 2 databases\?/, 'Upgrade, Stop at a Failure');
    await window.quickInput.answer('live', 'Upgrade “live”');
    await window.quickInput.pick('Go On Without a Backup', 'What is backed up before the run?');
    await window.messages.notification('2 of 2 databases are done.').waitFor();
    await window.sideBar.row('Databases', /live.*up to date/).waitFor();
    await window.sideBar.row('Databases', /paper.*up to date/).waitFor();
    await window.screenshot('several-databases-done');
  });

  it('can be selected, and so can the embedded one again', async () => {
    await window.quickInput.command('Alembic: Select Database…');
    await window.quickInput.pick('embedded', 'Which database are the revisions compared with');
    await window.statusBarItem.filter({ hasText: /embedded\s+empty · 20 behind/ }).waitFor();
  });
});
