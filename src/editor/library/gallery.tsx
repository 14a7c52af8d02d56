import { Button, Card, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { catalog, templates } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import classes from './gallery.module.css';
import { GraphPicture } from './graph-picture.tsx';
import { fileInputs } from './headless-command.ts';
import { mainTemplate, openTemplate } from './open-document.ts';

interface Template {
  readonly name: string;
  readonly graph: GraphDocument;
  /** The sample can stand in for all that it opens. */
  readonly runsOnSample: boolean;
}
const standsInFor: readonly string[] = ['io.open-movie'];
let known: readonly Template[] | undefined;
const rank = ({ name, runsOnSample }: Template): number => (name === mainTemplate ? 0 : runsOnSample ? 1 : 2);
/** Read once they are looked at. */
function all(): readonly Template[] {
  known ??= [...templates]
    .map(([name, text]) => {
      const graph = parseDocument(text);
      return { name, graph, runsOnSample: fileInputs(graph).every(({ type }) => standsInFor.includes(type)) };
    })
    // What most people come for first, what needs results last.
    .sort((a, b) => rank(a) - rank(b));
  return known;
}

/** The templates as cards with a picture of each graph. */
export function Gallery({ onOpened }: { readonly onOpened: () => void }) {
  const open = async (name: string, sample: boolean) => {
    onOpened();
    await openTemplate(name, sample);
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
      {all().map(({ name, graph, runsOnSample }) => (
        <Card
          key={name}
          withBorder
          padding="md"
          className={classes['card']}
          component="article"
          aria-label={graph.title}
        >
          <Card.Section className={classes['picture']}>
            <GraphPicture graph={graph} label={`The graph of ${graph.title}`} />
          </Card.Section>
          <Title order={3} size="h5" mt="sm">
            {graph.title}
          </Title>
          <Text size="xs" c="dimmed" mb={4}>
            {stepsOf(graph)}
          </Text>
          <Text size="sm" className={classes['notes']} lineClamp={5}>
            {graph.notes}
          </Text>
          <Group gap="xs" mt="sm">
            {runsOnSample && (
              <Button size="compact-sm" onClick={() => void open(name, true)}>
                Try with the sample
              </Button>
            )}
            <Button
              size="compact-sm"
              variant={runsOnSample ? 'default' : 'filled'}
              onClick={() => void open(name, false)}
            >
              {runsOnSample ? 'Use my movie' : 'Open'}
            </Button>
          </Group>
        </Card>
      ))}
    </SimpleGrid>
  );
}

function stepsOf(graph: GraphDocument): string {
  const nodes = Object.values(graph.nodes);
  const results = nodes.filter(({ type }) => catalog.nodes.get(type)?.role === 'sink').length;
  return `${nodes.length} nodes, saves ${results} ${results === 1 ? 'result' : 'results'}`;
}
