import { describe, expect, it } from 'vitest';
import { addNode } from '../../../src/editor/document/add-node.ts';
import { setNote, switchNodes } from '../../../src/editor/document/describe-nodes.ts';
import { describeDiff, diffDocuments } from '../../../src/editor/document/diff-documents.ts';
import { changeGraphAt } from '../../../src/editor/document/graph-at.ts';
import { makeGroup } from '../../../src/editor/document/groups.ts';
import { nudgeNodes } from '../../../src/editor/document/move-nodes.ts';
import { removeNodes } from '../../../src/editor/document/remove-nodes.ts';
import { setParam } from '../../../src/editor/document/set-param.ts';
import { makeSubgraph } from '../../../src/editor/document/subgraph.ts';
import { writeDocument } from '../../../src/runtime/graph/document.ts';
import { parseDocument } from '../../../src/runtime/graph/parse.ts';
import { editCatalog as catalog, chain } from '../../support/edit-graphs.ts';

describe('the difference of two documents', () => {
  it('is none where they are written alike', () => {
    expect(diffDocuments(chain, parseDocument(writeDocument(chain)))).toEqual([]);
    expect(describeDiff([])).toBe('no difference');
  });
  it('names nodes, wires and values', () => {
    const changed = setParam(
      nudgeNodes(addNode(removeNodes(chain, ['sum'], catalog), 'test.add', [0, 0], catalog).graph, ['open'], 1, 0),
      'add',
      'value',
      9,
      catalog,
    );
    const [diff, ...more] = diffDocuments(chain, changed);
    expect(more).toEqual([]);
    expect(diff).toMatchObject({
      added: ['add-2'],
      removed: ['sum'],
      changed: [
        { id: 'add', params: [{ param: 'value', from: 3, to: 9 }], isMoved: false, fields: [] },
        { id: 'open', params: [], isMoved: true },
      ],
      wiresAdded: [['add.movie', 'collect.movie']],
      parts: [],
    });
    expect(describeDiff(diff ? [diff] : [])).toBe(
      '1 node added, 1 node removed, add.value 3 → 9, 1 wire added, 2 wires removed, 1 node moved',
    );
  });
  it('names switches, notes and groups', () => {
    const changed = makeGroup(setNote(switchNodes(chain, ['add'], 'mute'), 'sum', 'why'), ['add'], 'G', '#000').graph;
    expect(diffDocuments(chain, changed)).toMatchObject([
      {
        changed: [
          { id: 'add', fields: ['off'] },
          { id: 'sum', fields: ['note'] },
        ],
        parts: ['groups'],
      },
    ]);
  });
  it('goes into subgraphs that both have', () => {
    const made = makeSubgraph(chain, ['add', 'sum'], 'Part').graph;
    const changed = changeGraphAt(made, ['part'], catalog, (inner) => setParam(inner, 'add', 'value', 1, catalog));
    expect(diffDocuments(made, changed)).toMatchObject([
      { path: ['part'], changed: [{ id: 'add', params: [{ param: 'value', from: 3, to: undefined }] }] },
    ]);
    expect(describeDiff(diffDocuments(made, changed))).toBe('part/add.value 3 → default');
    expect(diffDocuments(chain, made)[0]).toMatchObject({ parts: ['subgraphs'], removed: ['add', 'sum'] });
  });
});
