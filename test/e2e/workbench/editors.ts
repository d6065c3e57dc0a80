import type { Locator, Page } from 'playwright-core';
import type { QuickInput } from './quick-input.ts';

const SETTLE_MS = 50;

/** The texts of rendered lines from top to bottom. */
async function placedText(lines: Locator): Promise<string> {
  const read = await lines.evaluateAll((elements) =>
    elements.map((element) => ({
      top: element.getBoundingClientRect().top,
      text: element.textContent ?? '',
    })),
  );
  return read
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}

/** Editor groups: files, SQL previews, squiggles, lenses. */
export class Editors {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  /** The tab with this text, whichever group it is in. */
  tab(name: string): Locator {
    return this.#page.locator('.tabs-container .tab').filter({ hasText: name });
  }

  /** The editor of the group whose active tab has this text. */
  editor(name: string): Locator {
    return this.#page
      .locator('.editor-group-container')
      .filter({ has: this.#page.locator('.tab.active', { hasText: name }) })
      .locator('.editor-instance');
  }

  /** The lines that are rendered, with plain spaces; read until they stand still, because a new line is placed late. */
  async text(name: string): Promise<string> {
    const lines = this.editor(name).locator('.view-line');
    await lines.first().waitFor();
    for (let before = await placedText(lines); ; ) {
      await this.#page.waitForTimeout(SETTLE_MS);
      const now = await placedText(lines);
      if (now === before) return now;
      before = now;
    }
  }

  line(name: string, text: string): Locator {
    return this.editor(name).locator('.view-line').filter({ hasText: text });
  }

  lens(title: string): Locator {
    return this.#page.locator('.codelens-decoration a').filter({ hasText: title });
  }

  squiggle(name: string, severity: 'error' | 'warning'): Locator {
    return this.editor(name).locator(`.squiggly-${severity}`);
  }

  /** Lines that a whole-line decoration marks. */
  marked(name: string): Locator {
    return this.editor(name).locator('.view-overlays .cdr[class*="TextEditorDecorationType"]');
  }

  /** Gives the editor of a tab the focus. */
  async focus(name: string): Promise<void> {
    await this.tab(name).first().click();
    await this.editor(name).locator('.monaco-editor.focused').waitFor();
  }

  /** Puts the cursor on a one-based line and column of the active editor. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#page.keyboard.press('Control+G');
    await this.#quickInput.answer(`:${line}:${column}`, '');
  }

  /** Replaces a one-based line of the active editor. */
  async replaceLine(line: number, text: string): Promise<void> {
    await this.goTo(line, 1);
    await this.#page.keyboard.press('Home');
    await this.#page.keyboard.press('Shift+End');
    await this.#page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    await this.#page.keyboard.press('Control+S');
  }
}
