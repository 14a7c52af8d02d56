import { ActionIcon, Button, Progress, Text } from '@mantine/core';
import { IconDownload, IconFile, IconFileTypeCsv, IconFileTypeSvg, IconFileZip, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedFile } from '../session/session.ts';
import { download } from './export-file.ts';
import { quiet } from './quiet.ts';
import classes from './results.module.css';
import { zipOf } from './zip-of.ts';

/** The files that save nodes wrote: each can be downloaded, or all as one archive. */
export function FilesView({ files }: { readonly files: readonly SavedFile[] }) {
  const [progress, setProgress] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const all = async () => {
    setProgress(0);
    setFault(null);
    try {
      download('cellwire-results.zip', await zipOf(files, setProgress));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setProgress(null);
    }
  };
  return (
    <div className={classes['files']}>
      <div className={classes['bar']}>
        <Text size="xs" c={quiet}>
          {files.length} files, {bytesText(total)}. Each carries the graph that made it: drop it onto the canvas to open
          it again.
        </Text>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconFileZip size={14} />}
          loading={progress !== null}
          onClick={() => void all()}
        >
          Download all
        </Button>
      </div>
      {progress !== null && <Progress value={progress * 100} size="xs" aria-label="Packing" />}
      {fault !== null && (
        <Text size="xs" c="red" role="alert" px="sm">
          {fault}
        </Text>
      )}
      <ul className={classes['list']}>
        {[...files]
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, node, blob }) => (
            <li key={`${node} ${name}`} className={classes['file']}>
              <FileIcon name={name} />
              <span className={classes['name']}>{name}</span>
              <Text size="xs" c={quiet} span>
                {node}
              </Text>
              <Text size="xs" c={quiet} span className={classes['size']}>
                {bytesText(blob.size)}
              </Text>
              <ActionIcon
                variant="subtle"
                size="sm"
                aria-label={`Download ${name}`}
                onClick={() => download(name.slice(name.lastIndexOf('/') + 1), blob)}
              >
                <IconDownload size={15} />
              </ActionIcon>
            </li>
          ))}
      </ul>
    </div>
  );
}

function FileIcon({ name }: { readonly name: string }) {
  if (name.endsWith('.csv')) return <IconFileTypeCsv size={16} />;
  if (name.endsWith('.svg')) return <IconFileTypeSvg size={16} />;
  if (/\.tiff?$/.test(name)) return <IconPhoto size={16} />;
  return <IconFile size={16} />;
}

/** `812 kB`, `3.4 MB` */
function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
