import type { Locator, Page } from 'playwright-core';

declare global {
  interface Window {
    /** Every text that a notification has shown since `Messages.record`. */
    shownNotifications?: Set<string>;
  }
}

/** VS Code shows three notifications in this time and swallows any more; only a test is so fast. */
const SPAM_PROTECTION_MS = 800;

/** Notifications and modal dialogs. */
export class Messages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  notification(text: string | RegExp): Locator {
    return this.#page.locator('.notification-list-item').filter({ hasText: text });
  }

  /** A notification that only waits to be read: one that shows progress can be cancelled. */
  ended(text: string | RegExp): Locator {
    return this.notification(text).filter({ hasNot: this.#page.getByRole('button', { name: 'Cancel' }) });
  }

  dialog(text: string | RegExp): Locator {
    return this.#page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Presses a button of the dialog with this text. */
  async press(dialog: string | RegExp, button: string): Promise<void> {
    await this.dialog(dialog).getByRole('button', { name: button, exact: true }).click();
  }

  /** Keeps what notifications show from now on: progress may be over before one can look at it. */
  async record(): Promise<void> {
    await this.#page.evaluate(() => {
      const shown = new Set<string>();
      window.shownNotifications = shown;
      const read = (): void => {
        for (const message of document.querySelectorAll('.notification-list-item-message')) {
          shown.add(message.textContent ?? '');
        }
      };
      new MutationObserver(read).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
  }

  /** The texts kept since `record`, in the order they appeared. */
  async recorded(): Promise<string[]> {
    return await this.#page.evaluate(() => [...(window.shownNotifications ?? [])]);
  }

  /** Takes all notifications away, and lets as much time pass as a person needs to go on. */
  async dismissAll(): Promise<void> {
    const close = this.#page.locator('.notifications-toasts .codicon-notifications-clear');
    while ((await close.count()) > 0) {
      await this.#page.locator('.notification-list-item').first().hover();
      await close.first().click();
    }
    await this.#page.waitForTimeout(SPAM_PROTECTION_MS);
  }
}
