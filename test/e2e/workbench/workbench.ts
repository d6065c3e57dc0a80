import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { importSetup, repositoryPath } from '../../support/repository.ts';
import type { Availability } from '../../support/suite-availability.ts';
import { Editors } from './editors.ts';
import { Messages } from './messages.ts';
import { QuickInput } from './quick-input.ts';
import { SideBar } from './side-bar.ts';

interface CodeServer {
  readonly url: string;
  stop(): Promise<void>;
  log(): string;
}

export interface WorkbenchTools {
  readonly node: string;
  readonly entry: string;
  readonly executable: string;
  readonly args: readonly string[];
}

type Ensured<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly reason: string };

/** code-server and a browser, or the reason why this machine has none. */
export async function workbenchTools(): Promise<Availability<WorkbenchTools>> {
  const { ensureWorkbench } = await importSetup<{
    ensureWorkbench(): Promise<Ensured<{ node: string; entry: string }>>;
  }>('workbench');
  const { ensureBrowser } = await importSetup<{
    ensureBrowser(): Promise<Ensured<{ executable: string; args: string[] }>>;
  }>('browser');
  const server = await ensureWorkbench();
  if (!server.ok) return server;
  const browser = await ensureBrowser();
  if (!browser.ok) return browser;
  const { node, entry } = server;
  return { ok: true, value: { node, entry, executable: browser.executable, args: browser.args } };
}

/** What typing in a test would otherwise be changed by. */
const TEST_SETTINGS = {
  'editor.autoClosingQuotes': 'never',
  'editor.autoClosingBrackets': 'never',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.occurrencesHighlight': 'off',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'window.confirmBeforeClose': 'never',
  'workbench.editor.enablePreview': false,
};

/** Anything waited for that does not come in this time has failed. */
const PATIENCE_MS = 20_000;
/** Until the workbench has painted and the extension has answered; two busy cores need some of it. */
export const START_PATIENCE_MS = 90_000;

/**
 * One code-server with the built extension, and a browser that shows folders in it. What it writes goes into a
 * temporary folder that `close` removes.
 */
export class Workbench {
  readonly #home: string;
  readonly #server: CodeServer;
  readonly #browser: Browser;

  private constructor(home: string, server: CodeServer, browser: Browser) {
    this.#home = home;
    this.#server = server;
    this.#browser = browser;
  }

  static async start(
    tools: WorkbenchTools,
    options: { readonly settings?: Readonly<Record<string, unknown>>; readonly trusted?: boolean } = {},
  ): Promise<Workbench> {
    const home = await mkdtemp(join(tmpdir(), 'alembic-workbench-e2e-'));
    // The extension inherits it: no journal of a person is written to.
    process.env.ALEMBIC_WORKBENCH_STATE = join(home, 'state');
    const { startCodeServer } = await importSetup<{
      startCodeServer(options: object): Promise<CodeServer>;
    }>('code-server');
    const { node, entry, executable, args } = tools;
    const settings = { ...TEST_SETTINGS, ...options.settings };
    const server = await startCodeServer({ node, entry, home, settings, trusted: options.trusted ?? true });
    const browser = await chromium.launch({ executablePath: executable, args: [...args] });
    return new Workbench(home, server, browser);
  }

  /** A folder of its own: a copy of `from`, or empty. */
  async folder(name: string, from?: string): Promise<string> {
    const folder = join(this.#home, 'folders', name);
    await mkdir(folder, { recursive: true });
    if (from !== undefined) await cp(from, folder, { recursive: true });
    return folder;
  }

  /** A window on a folder, or an empty one. */
  async open(
    folder: string | undefined,
    size: { readonly width: number; readonly height: number } = { width: 1440, height: 900 },
  ): Promise<Window> {
    const context = await this.#browser.newContext({
      viewport: size,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const query = folder === undefined ? '?ew=true' : `?folder=${encodeURIComponent(folder)}`;
    await page.goto(`${this.#server.url}/${query}`, { timeout: START_PATIENCE_MS });
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: START_PATIENCE_MS });
    return new Window(page, context);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One window of the workbench, by its parts. */
export class Window {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly sideBar: SideBar;
  readonly editors: Editors;
  readonly messages: Messages;
  readonly #context: BrowserContext;

  constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
    this.quickInput = new QuickInput(page);
    this.sideBar = new SideBar(page);
    this.editors = new Editors(page, this.quickInput);
    this.messages = new Messages(page);
  }

  /** The extension's status-bar item. */
  get statusBarItem() {
    return this.page.locator('.statusbar-item[id$="alembicWorkbench"]');
  }

  /** Keeps what the window looks like now as an artefact. */
  async screenshot(name: string): Promise<void> {
    await mkdir(repositoryPath('artifacts', 'e2e'), { recursive: true });
    await this.page.screenshot({ path: repositoryPath('artifacts', 'e2e', `${name}.png`) });
  }

  /** Waits until the clipboard holds this text. */
  async clipboardBecomes(text: string): Promise<void> {
    await this.page.waitForFunction(
      async (wanted) => (await navigator.clipboard.readText()) === wanted,
      text,
    );
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
