import { Text, Textarea, TextInput } from '@mantine/core';
import { useStore } from 'zustand';
import { documentStore, edit, openGraph, select, settle } from '../store/document-store.ts';
import classes from './inspector.module.css';
import { Section } from './inspector-section.tsx';
import { paramLabel } from './typed-value.ts';

/** Title, notes and contents of the graph that is open, where no node is selected. */
export function DocumentInspector() {
  const graph = useStore(documentStore, openGraph);
  const isInside = useStore(documentStore, ({ path }) => path.length > 0);
  const count = Object.keys(graph.nodes).length;
  const groups = Object.values(graph.groups);
  const { inputs = {}, outputs = {}, params = {} } = graph.exposed;
  const exposed = [
    ...Object.entries(inputs).map(([name, refs]) => ({ name, what: 'input', refs })),
    ...Object.entries(outputs).map(([name, ref]) => ({ name, what: 'output', refs: [ref] })),
    ...Object.entries(params).map(([name, ref]) => ({ name: paramLabel(name), what: 'parameter', refs: [ref] })),
  ];
  return (
    <div className={classes['inspector']}>
      <div className={classes['title']}>
        <Text size="xs" c="dimmed">
          {isInside ? 'Subgraph' : 'Document'} · {count} {count === 1 ? 'node' : 'nodes'} · {graph.edges.length}{' '}
          {graph.edges.length === 1 ? 'wire' : 'wires'}
        </Text>
        <TextInput
          size="xs"
          variant="unstyled"
          className={classes['titleInput']}
          aria-label="Title"
          placeholder="Untitled"
          value={graph.title}
          onChange={(event) => {
            const title = event.currentTarget.value;
            edit('Title', (one) => (one.title === title ? one : { ...one, title }), 'graph title');
          }}
          onBlur={settle}
        />
      </div>
      <Section title="Notes">
        <Textarea
          size="xs"
          aria-label="Notes"
          placeholder="What this graph is for, and what to look at first"
          autosize
          minRows={3}
          maxRows={16}
          value={graph.notes}
          onChange={(event) => {
            const notes = event.currentTarget.value;
            edit('Notes', (one) => (one.notes === notes ? one : { ...one, notes }), 'graph notes');
          }}
          onBlur={settle}
        />
      </Section>
      {groups.length > 0 && (
        <Section title="Groups">
          {Object.entries(graph.groups).map(([id, group]) => (
            <button
              type="button"
              key={id}
              className={classes['line']}
              onClick={() => select({ nodes: new Set(group.nodes) })}
            >
              <span className={classes['dot']} style={{ background: group.colour }} />
              {group.title || 'Untitled group'}
              <Text span size="xs" c="dimmed">
                {group.nodes.length} {group.nodes.length === 1 ? 'node' : 'nodes'}
              </Text>
            </button>
          ))}
        </Section>
      )}
      {exposed.length > 0 && (
        <Section title={isInside ? 'Shown on its card' : 'Shown to the outside'}>
          {exposed.map(({ name, what, refs }) => (
            <button
              type="button"
              key={`${what} ${name}`}
              className={classes['line']}
              onClick={() => select({ nodes: new Set(refs.map((ref) => ref.slice(0, ref.lastIndexOf('.')))) })}
            >
              {name}
              <Text span size="xs" c="dimmed">
                {what} · {refs.join(', ')}
              </Text>
            </button>
          ))}
        </Section>
      )}
      <Text size="xs" c="dimmed" className={classes['hint']}>
        Select a node to see its parameters.
      </Text>
    </div>
  );
}
