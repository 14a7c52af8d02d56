import { Badge, Tabs } from '@mantine/core';
import { IconAlertTriangle, IconChartLine, IconFiles, IconSitemap, IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { useSessionState } from '../session/session-context.tsx';
import { documentStore } from '../store/document-store.ts';
import { EmptyResults } from './empty-results.tsx';
import { FilesView } from './files-view.tsx';
import { keyOf, type ResultKind, type ResultOutput, resultOfNode, resultOutputs } from './outputs.ts';
import { ProblemsView, useProblems } from './problems-view.tsx';
import classes from './results.module.css';
import { resultsStore, showTab } from './results-store.ts';
import { useComputed } from './use-computed.ts';

const icons: Readonly<Record<ResultKind, typeof IconTable>> = {
  Table: IconTable,
  Figure: IconChartLine,
  Tracks: IconSitemap,
};
const OutputView = lazy(async () => ({ default: (await import('./output-view.tsx')).OutputView }));

/** Tables, figures, lineages and files of the run. */
export function Results() {
  const document = useStore(documentStore, (state) => state.document);
  const outputs = useMemo(() => resultOutputs(document, catalog), [document]);
  const shown = useComputed(outputs);
  const saved = useSessionState((state) => state.saved);
  const problems = useProblems();
  const wanted = useStore(resultsStore, ({ tab }) => tab);
  useFollowSelection(outputs);
  const extra = [...(saved.length > 0 ? ['files'] : []), ...(problems.length > 0 ? ['problems'] : [])];
  const tabs = [...shown.map(keyOf), ...extra];
  const active = wanted !== null && tabs.includes(wanted) ? wanted : (tabs[0] ?? null);
  const output = shown.find((one) => keyOf(one) === active) ?? null;
  if (active === null) return <EmptyResults outputs={outputs} />;
  return (
    <Tabs value={active} onChange={(tab) => tab && showTab(tab)} className={classes['results']} keepMounted={false}>
      <Tabs.List className={classes['tabs']} aria-label="Results">
        {shown.map((one) => (
          <ResultTab key={keyOf(one)} output={one} />
        ))}
        {saved.length > 0 && (
          <Tabs.Tab value="files" leftSection={<IconFiles size={14} />} rightSection={<Count of={saved.length} />}>
            Files
          </Tabs.Tab>
        )}
        {problems.length > 0 && (
          <Tabs.Tab
            value="problems"
            color="red"
            leftSection={<IconAlertTriangle size={14} color="var(--mantine-color-error)" />}
            rightSection={<Count of={problems.length} />}
          >
            Problems
          </Tabs.Tab>
        )}
      </Tabs.List>
      <Tabs.Panel value={active} className={classes['panel']}>
        <Suspense>
          {output && <OutputView key={keyOf(output)} output={output} />}
          {active === 'files' && <FilesView files={saved} />}
          {active === 'problems' && <ProblemsView problems={problems} />}
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}

function ResultTab({ output }: { readonly output: ResultOutput }) {
  const isStale = useSessionState(({ steps }) => steps.get(output.step)?.state === 'stale');
  const Icon = icons[output.kind];
  return (
    <Tabs.Tab value={keyOf(output)} leftSection={<Icon size={14} />} title={output.step}>
      <span className={classes['title']}>{output.title}</span>
      {isStale && <span role="img" className={classes['stale']} title="Not up to date" aria-label="not up to date" />}
    </Tabs.Tab>
  );
}

const Count = ({ of }: { readonly of: number }) => (
  <Badge size="xs" variant="light" color="gray" circle={of < 10}>
    {of}
  </Badge>
);

/** The result of the node that is selected on the canvas comes to the front. */
function useFollowSelection(outputs: readonly ResultOutput[]): void {
  const nodes = useStore(documentStore, ({ selection }) => selection.nodes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is selected anew is followed
  useEffect(() => {
    const [node, ...more] = nodes;
    if (node === undefined || more.length > 0) return;
    const { document, path } = documentStore.getState();
    const result = resultOfNode(document, path, node, outputs, catalog);
    if (result) showTab(keyOf(result));
  }, [nodes]);
}
