import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import classes from './canvas.module.css';
import { canvasStore, type Notice } from './canvas-store.ts';

const shownFor_ms = 8000;

/** Why something was not done, where it was tried, with what can be done instead. */
export function NoticeBox() {
  const notice = useStore(canvasStore, (state) => state.notice);
  return notice ? <Box notice={notice} /> : null;
}

const close = () => canvasStore.setState({ notice: null });

function Box({ notice }: { notice: Notice }) {
  const { text, screen, action } = notice;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const around = box.current?.parentElement?.getBoundingClientRect();
    if (box.current && around) {
      const { offsetWidth, offsetHeight, style } = box.current;
      style.left = `${Math.max(8, Math.min(screen.x - around.left + 10, around.width - offsetWidth - 8))}px`;
      style.top = `${Math.max(8, Math.min(screen.y - around.top + 10, around.height - offsetHeight - 8))}px`;
    }
    // Not for those who have something to decide.
    const timer = action ? 0 : window.setTimeout(close, shownFor_ms);
    return () => clearTimeout(timer);
  }, [screen, action]);
  return (
    <div ref={box} className={classes['notice']} role="alert">
      <span>{text}</span>
      {action && (
        <Button
          size="compact-xs"
          onClick={() => {
            close();
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <ActionIcon size="xs" variant="subtle" color="gray" aria-label="Close" onClick={close}>
        <IconX size={13} />
      </ActionIcon>
    </div>
  );
}
