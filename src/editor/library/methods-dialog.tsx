import { Stack, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { documentStore } from '../store/document-store.ts';
import { CopyBlock } from './copy-block.tsx';
import { methodsOf } from './methods-text.ts';

/** The paragraph for a paper and its references. */
export function MethodsDialog() {
  const document = useStore(documentStore, (state) => state.document);
  const { paragraph, list, bibtex } = useMemo(() => methodsOf(document, catalog), [document]);
  return (
    <Stack>
      <Text size="sm">
        Every step of this graph with its parameters, units and versions. Shorten it to what your readers need, and add
        the graph itself to your supplement.
      </Text>
      <CopyBlock text={paragraph} label="Paragraph" prose />
      {list !== '' && (
        <>
          <Title order={3} size="h5">
            References
          </Title>
          <CopyBlock text={list} label="References" prose />
          <Title order={3} size="h5">
            BibTeX
          </Title>
          <CopyBlock text={bibtex} label="BibTeX" />
        </>
      )}
    </Stack>
  );
}
