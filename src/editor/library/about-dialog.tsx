import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { catalog } from '../../nodes/library.ts';
import { version } from '../../runtime/graph/version.ts';
import { checkGpuKernels } from '../kernel-check.ts';
import { packages } from './packages.ts';

/** Versions, licences, and a check of the GPU kernels of this browser. */
export function AboutDialog() {
  return (
    <Stack>
      <Text size="sm">
        Cellwire {version}, with {catalog.nodes.size} kinds of nodes. A visual node-graph editor and headless runner for
        live-cell microscopy, under the MIT licence. Movies, graphs and results stay on your computer.
      </Text>
      <GpuCheck />
      <Title order={3} size="h5">
        Made with
      </Title>
      <Table verticalSpacing={3} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Package</Table.Th>
            <Table.Th>Licence</Table.Th>
            <Table.Th>What for</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {packages.map(({ name, licence, use }) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{licence}</Table.Td>
              <Table.Td>{use}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        The methods that nodes use are cited in each node’s help, and in File, Methods for a paper.
      </Text>
    </Stack>
  );
}

function GpuCheck() {
  const [result, setResult] = useState('Compares the GPU kernels of this browser with the reference.');
  const [isBusy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    setResult('Checking …');
    try {
      const { backend, maxDifference } = await checkGpuKernels();
      const rows = Object.entries(maxDifference).map(
        ([kernel, difference]) => `${kernel} ${difference.toExponential(1)}`,
      );
      setResult(`${backend}: largest differences ${rows.join(', ')}`);
    } catch (error) {
      setResult(`The GPU can’t be used: ${error instanceof Error ? error.message : String(error)}`);
    }
    setBusy(false);
  };
  return (
    <section aria-labelledby="gpu-check">
      <Title order={3} size="h5" mb={6} id="gpu-check">
        GPU
      </Title>
      <Group wrap="nowrap" align="flex-start">
        <Button
          size="compact-sm"
          variant="default"
          loading={isBusy}
          onClick={() => void check()}
          style={{ flex: 'none' }}
        >
          Check
        </Button>
        <Text size="sm" component="output" aria-label="GPU check">
          {result}
        </Text>
      </Group>
    </section>
  );
}
