import { IconFolderOpen } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { FileParam } from '../../runtime/node/params.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import classes from './card.module.css';

/** Which file a node reads; a button that asks for one. */
export function CardFile({ node, step, name, param }: { node: string; step: string; name: string; param: FileParam }) {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  // Names change together with the revision of the step.
  useSessionState((state) => state.revision.get(step) ?? 0);
  const bound = session.bound().get(step);
  const bind = async (files: readonly File[]) => {
    try {
      await session.bind(step, files);
      setError(null);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <div className={`${classes['param']} nodrag`}>
      <button
        type="button"
        className={classes['file']}
        title={error ?? bound ?? param.doc}
        data-state={error ? 'failed' : undefined}
        aria-label={`${bound ?? 'Choose a file'} (${name} of ${node})`}
        onClick={() => input.current?.click()}
      >
        <IconFolderOpen size={14} aria-hidden />
        <span>{error ?? bound ?? 'Choose a file …'}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={param.accept.join(',')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) void bind(files);
        }}
      />
    </div>
  );
}
