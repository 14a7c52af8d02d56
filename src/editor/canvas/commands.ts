import type { Session } from '../session/session.ts';
import type { CanvasView } from './canvas-view.ts';
import { arrangeCommands } from './commands-arrange.ts';
import { commentCommands } from './commands-comment.ts';
import { editCommands } from './commands-edit.ts';
import { nodeCommands } from './commands-node.ts';
import { viewCommands } from './commands-view.ts';

export interface CommandContext {
  readonly view: CanvasView;
  readonly session: Session;
}
/** Something a user can do; the keyboard, the menus and the sheet of shortcuts are made from the same list. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly section: 'Edit' | 'Nodes' | 'Comments' | 'Arrange' | 'View';
  /** `Mod+Shift+G`; Mod is Ctrl, on a Mac Command. The first is shown. */
  readonly keys: readonly string[];
  /** Keys that the browser turns into a clipboard event; they are not listened to a second time. */
  readonly isNative?: true;
  /** Also heard outside the canvas. */
  readonly isGlobal?: true;
  isEnabled(): boolean;
  run(context: CommandContext): void;
}

export const commands: readonly Command[] = [
  ...editCommands,
  ...nodeCommands,
  ...commentCommands,
  ...arrangeCommands,
  ...viewCommands,
];

export const commandById = (id: string): Command => {
  const command = commands.find((one) => one.id === id);
  if (!command) throw new Error(`there is no command ${id}`);
  return command;
};
