import { ThemeColor, ThemeIcon } from 'vscode';
import type { Icon } from './view-models/icon.ts';

/** VS Code's own object for an icon of a view model. */
export function themeIcon(icon: Icon): ThemeIcon {
  return new ThemeIcon(icon.id, icon.color === undefined ? undefined : new ThemeColor(icon.color));
}
