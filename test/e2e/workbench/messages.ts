import type { Locator, Page } from 'playwright-core';

/** Notifications and modal dialogs. */
export class Messages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  notification(text: string | RegExp): Locator {
    return this.#page.locator('.notification-list-item').filter({ hasText: text });
  }

  /** A notification that waits for the user to read it: one that shows progress has no end of its own. */
  ended(text: string | RegExp): Locator {
    const progressing = this.#page.locator('.monaco-progress-container.active');
    return this.notification(text).filter({ hasNot: progressing });
  }

  dialog(text: string | RegExp): Locator {
    return this.#page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Presses a button of the dialog with this text. */
  async press(dialog: string | RegExp, button: string): Promise<void> {
    await this.dialog(dialog).getByRole('button', { name: button, exact: true }).click();
  }

  async dismissAll(): Promise<void> {
    const close = this.#page.locator('.notifications-toasts .codicon-notifications-clear');
    while ((await close.count()) > 0) {
      await this.#page.locator('.notification-list-item').first().hover();
      await close.first().click();
    }
  }
}
