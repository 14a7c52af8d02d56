import { UnstyledButton } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { middleOfCanvas } from '../canvas/canvas-places.ts';
import { addCommentAt } from '../canvas/commands-comment.ts';
import classes from './palette.module.css';

/** Puts a free text on the canvas. */
export function PaletteComment() {
  return (
    <UnstyledButton
      className={classes['item'] ?? ''}
      aria-label="Add a comment"
      onClick={() => addCommentAt(middleOfCanvas())}
    >
      <IconNote size={16} aria-hidden />
      <span className={classes['name']}>Comment</span>
    </UnstyledButton>
  );
}
