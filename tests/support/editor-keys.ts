import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { paramLabel } from '../../src/editor/panels/typed-value.ts';

/** A user's ten fingers: no mouse event ever. */
export class EditorKeys {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Presses Tab, or Shift Tab, until the focus is on an element. */
  async tabTo(target: Locator, key = 'Tab', most = 120): Promise<void> {
    await target.waitFor();
    for (let i = 0; i < most; i++) {
      if (await hasFocus(target)) return;
      await this.press(key);
    }
    throw new Error(`${most} times ${key} did not lead to ${target}`);
  }

  /** Goes from part to part of the page until the focus is within one. */
  async goInto(part: Locator, key: 'F6' | 'Shift+F6' = 'F6'): Promise<void> {
    for (let i = 0; i < 8; i++) {
      if (await part.evaluate((element) => element.contains(document.activeElement))) return;
      await this.press(key);
    }
    throw new Error(`F6 does not lead to ${part}`);
  }

  /** Adds a node by search on the canvas; its id. The focus is on its card then. */
  async addNode(title: string): Promise<string> {
    await this.press('Escape', 'Space');
    await this.#chooseFrom(this.#page.getByRole('combobox', { name: 'Search for a node' }), title);
    return this.#focused();
  }

  /** Lays a wire from the card that has the focus to a node that is not there yet; its id. */
  async wireToNew(output: string, title: string): Promise<string> {
    const before = await this.#focused();
    await this.press('w');
    const dialog = this.#page.getByRole('dialog', { name: /^Lay a wire/ });
    await dialog.waitFor();
    const ports = dialog.getByRole('combobox', { name: /^Which port/ });
    if (await ports.isVisible()) await this.#chooseFrom(ports, `${output} output`);
    // No card is called that: what is left is the last choice, a new node.
    await this.#chooseFrom(dialog.getByRole('combobox', { name: /^Where does/ }), 'a new node');
    await this.#chooseFrom(this.#page.getByRole('combobox', { name: 'Search for a node' }), title);
    return this.#focused(before);
  }

  /** Lays a wire into an input of the card that has the focus. */
  async wireInto(input: string, from: string): Promise<void> {
    const card = await this.#focused();
    await this.press('w');
    const dialog = this.#page.getByRole('dialog', { name: /^Lay a wire/ });
    const ports = dialog.getByRole('combobox', { name: /^Which port/ });
    await dialog.waitFor();
    if (await ports.isVisible()) await this.#chooseFrom(ports, `${input} input`);
    await this.#chooseFrom(dialog.getByRole('combobox', { name: /^What feeds/ }), from);
    await dialog.waitFor({ state: 'hidden' });
    expect(await this.#focused()).toBe(card);
  }

  /** Sets parameters of the selected node in the inspector; the focus comes back to the canvas. */
  async setParams(params: Readonly<Record<string, unknown>>): Promise<void> {
    const panel = this.#page.getByRole('region', { name: 'Parameters' });
    await this.goInto(this.#page.locator('[data-tour=inspector]'), 'F6');
    for (const [name, value] of Object.entries(params)) {
      await this.tabTo(panel.getByLabel(paramLabel(name), { exact: true }));
      if (typeof value === 'boolean') await this.press('Space');
      else {
        await this.press('Control+a');
        await this.type(String(value));
        await this.press('Enter');
      }
    }
    await this.goInto(this.#page.getByRole('region', { name: 'Canvas' }), 'Shift+F6');
  }

  /** Goes to a tab of the results. */
  async openResult(name: string | RegExp): Promise<void> {
    const tabs = this.#page.getByRole('tablist', { name: 'Results' });
    await this.goInto(this.#page.locator('[data-region]').filter({ has: tabs }));
    await this.tabTo(tabs.getByRole('tab', { selected: true }), 'Shift+Tab');
    await this.tabTo(tabs.getByRole('tab', { name }).first(), 'ArrowRight');
    await this.press('Enter');
  }

  /** Opens a menu and takes an item of it. */
  async take(menu: Locator, item: string): Promise<void> {
    await this.tabTo(menu);
    await this.press('Enter');
    await this.tabTo(this.#page.getByRole('menuitem', { name: item }), 'ArrowDown');
    await this.press('Enter');
  }

  /** The card that is selected and has the focus, once it is another than before. */
  async #focused(before = ''): Promise<string> {
    const card = this.#page.locator(`.react-flow__node-card.selected:focus:not([data-id="${before}"])`);
    await card.waitFor();
    return (await card.getAttribute('data-id')) ?? '';
  }

  async #chooseFrom(field: Locator, query: string): Promise<void> {
    await field.and(this.#page.locator(':focus')).waitFor();
    await this.type(query);
    await this.press('Enter');
  }
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);
