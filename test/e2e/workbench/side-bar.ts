import type { Locator, Page } from 'playwright-core';

/** A row of a tree view as a person sees it. */
export interface Row {
  readonly label: string;
  readonly description: string;
  /** Codicon id, without its prefix; "" where there is none. */
  readonly icon: string;
}

/** The Alembic container with its views. */
export class SideBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the container through its icon in the activity bar. */
  async open(): Promise<void> {
    const icon = this.#page.locator('.activitybar .action-item', {
      has: this.#page.locator('[aria-label^="Alembic"]'),
    });
    await icon.waitFor();
    if ((await icon.getAttribute('aria-selected')) !== 'true' && !(await this.#isOpen())) await icon.click();
    await this.view('Revisions').waitFor();
  }

  view(name: string): Locator {
    return this.#page
      .locator('.part.sidebar .pane')
      .filter({ has: this.#page.locator(`.pane-header[aria-label^="${name}"]`) });
  }

  /** Locates rows by a text in them. */
  row(view: string, text: string | RegExp): Locator {
    return this.view(view).locator('.monaco-list-row').filter({ hasText: text });
  }

  /** The rows that are rendered, top to bottom. */
  async rows(view: string): Promise<Row[]> {
    const rows = this.view(view).locator('.monaco-list-row');
    await rows.first().waitFor();
    const read = await rows.evaluateAll((elements) =>
      elements.map((element) => {
        const icon = element.querySelector('.custom-view-tree-node-item-icon');
        const name = Array.from(icon?.classList ?? []).find(
          (style) => style.startsWith('codicon-') && style !== 'codicon-tree-item-icon',
        );
        return {
          top: element.getBoundingClientRect().top,
          label: element.querySelector('.label-name')?.textContent ?? '',
          description: element.querySelector('.label-description')?.textContent ?? '',
          icon: name?.replace('codicon-', '') ?? '',
        };
      }),
    );
    return read
      .sort((one, other) => one.top - other.top)
      .map(({ label, description, icon }) => ({ label, description, icon }));
  }

  /** Clicks an inline action of a row, e.g. "Upgrade to Here". */
  async inlineAction(view: string, text: string, action: string): Promise<void> {
    const row = this.row(view, text).first();
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
  }

  /** Chooses an entry of a row's context menu. */
  async contextMenu(view: string, text: string, entry: string): Promise<void> {
    await this.row(view, text).first().click({ button: 'right' });
    const menu = this.#page.locator('.context-view .monaco-menu');
    const item = menu.locator('.action-item', { hasText: entry }).first();
    await item.hover();
    // A menu that has just opened takes no click, lest one meant for what was there before chooses an entry.
    await menu.locator('.action-item.focused', { hasText: entry }).waitFor();
    await this.#page.keyboard.press('Enter');
  }

  /** The text of a welcome view and its buttons. */
  welcome(view: string): Locator {
    return this.view(view).locator('.welcome-view-content');
  }

  async #isOpen(): Promise<boolean> {
    return await this.view('Revisions').isVisible();
  }
}
