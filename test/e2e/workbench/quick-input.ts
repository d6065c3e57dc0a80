import type { Locator, Page } from 'playwright-core';

/** The command palette, pick lists and input boxes. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
  }

  get rows(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row');
  }

  get message(): Locator {
    return this.#widget.locator('.quick-input-message');
  }

  /** The main text of each row of the list that asks this; "" for whatever list is open. */
  async labels(question: string): Promise<string[]> {
    await this.#asks(question);
    await this.rows.first().waitFor();
    return await this.rows
      .locator('.quick-input-list-rows > .quick-input-list-row:first-child .label-name')
      .allInnerTexts();
  }

  /** Runs a command of the palette by its whole title, e.g. "Alembic: Upgrade to Head". */
  async command(title: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.#fill(`>${title}`);
    await this.#row(title).first().click();
  }

  /** The titles that the palette offers for a search. */
  async offered(search: string): Promise<string[]> {
    await this.#page.keyboard.press('F1');
    await this.#fill(`>${search}`);
    const labels = await this.labels('');
    await this.#page.keyboard.press('Escape');
    return labels;
  }

  /** Picks the row whose text contains `label` from the list that asks this. */
  async pick(label: string, question: string): Promise<void> {
    await this.#asks(question);
    await this.#row(label).first().click();
  }

  /** Types into the input box that carries this prompt or title, and accepts it. */
  async answer(text: string, prompt: string): Promise<void> {
    await this.#widget.filter({ hasText: prompt }).waitFor();
    await this.#fill(text);
    await this.#page.keyboard.press('Enter');
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }

  /** A question is the placeholder of the box over the list. */
  async #asks(question: string): Promise<void> {
    if (question !== '') await this.#widget.locator(`input[placeholder^="${question}"]`).waitFor();
  }

  async #fill(text: string): Promise<void> {
    const input = this.#widget.locator('.quick-input-filter input');
    await input.waitFor();
    await input.fill(text);
  }

  #row(label: string): Locator {
    return this.rows.filter({ hasText: label });
  }
}
