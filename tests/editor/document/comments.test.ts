import { describe, expect, it } from 'vitest';
import { copyNodes, duplicateNodes, pasteNodes } from '../../../src/editor/document/clipboard.ts';
import {
  addComment,
  changeComment,
  moveComments,
  nudgeComments,
  removeComments,
  resizeComments,
} from '../../../src/editor/document/comments.ts';
import { describeDiff, diffDocuments } from '../../../src/editor/document/diff-documents.ts';
import { makeSubgraph } from '../../../src/editor/document/subgraph.ts';
import { unpackSubgraph } from '../../../src/editor/document/unpack-subgraph.ts';
import { isSameComputation } from '../../../src/editor/session/same-computation.ts';
import { emptyDocument } from '../../../src/editor/store/document-store.ts';
import { writeDocument } from '../../../src/runtime/graph/document.ts';
import { parseDocument } from '../../../src/runtime/graph/parse.ts';
import { editCatalog as catalog, chain, keysOf } from '../../support/edit-graphs.ts';

const { graph, id } = addComment(chain, 'Bleached after frame 40', [3.4, -2]);

describe('a comment', () => {
  it('has a readable id, whole grid units and a usual size', () => {
    expect(id).toBe('bleached-after-frame-40');
    expect(graph.comments?.[id]).toEqual({ text: 'Bleached after frame 40', at: [3, -2], size: [12, 5] });
    expect(addComment(graph, 'Bleached after frame 40', [0, 0]).id).toBe('bleached-after-frame-2');
    expect(addComment(graph, '', [0, 0]).id).toBe('comment');
  });
  it('is written and read byte for byte; a document without any has no such field', () => {
    const text = writeDocument(graph);
    expect(writeDocument(parseDocument(text))).toBe(text);
    expect(writeDocument(chain)).not.toContain('comments');
    expect(writeDocument(removeComments(graph, [id]))).toBe(writeDocument(chain));
    expect(parseDocument(writeDocument({ ...chain, comments: {} })).comments).toBeUndefined();
  });
  it('changes nothing that is computed', () => {
    expect(keysOf(graph)).toEqual(keysOf(chain));
    expect(isSameComputation(chain, graph)).toBe(true);
  });
  it('moves, grows and takes another text or colour; the same again is no change', () => {
    const moved = nudgeComments(moveComments(graph, new Map([[id, [9.6, 1]]])), [id, 'gone'], -1, 2);
    expect(moved.comments?.[id]?.at).toEqual([9, 3]);
    expect(resizeComments(graph, [id], 2, -100).comments?.[id]?.size).toEqual([14, 2]);
    expect(changeComment(graph, id, { size: [9999, 3] }).comments?.[id]?.size).toEqual([500, 3]);
    const blue = changeComment(graph, id, { colour: '#4477aa', text: 'x' });
    expect(blue.comments?.[id]).toMatchObject({ colour: '#4477aa', text: 'x' });
    expect(changeComment(blue, id, { colour: null }).comments?.[id]).not.toHaveProperty('colour');
    expect(changeComment(blue, id, { text: 'x' })).toBe(blue);
    expect(changeComment(graph, 'constructor', { text: 'x' })).toBe(graph);
    expect(removeComments(chain, ['gone'])).toBe(chain);
  });
  it('is copied and doubled with nodes, or alone', () => {
    const pasted = pasteNodes(emptyDocument, copyNodes(graph, [], [id]), [20, 30]);
    expect(pasted.ids).toEqual([]);
    expect(pasted.comments).toEqual([id]);
    expect(pasted.graph.comments?.[id]?.at).toEqual([20, 30]);
    const doubled = duplicateNodes(graph, ['add'], false, [id]);
    expect(doubled.comments).toEqual(['bleached-after-frame-2']);
    expect(doubled.graph.comments?.['bleached-after-frame-2']?.at).toEqual([5, 0]);
    expect(copyNodes(graph, ['add'])).not.toContain('comments');
  });
  it('goes into a subgraph with its nodes and comes out again', () => {
    const made = makeSubgraph(graph, ['add', 'sum'], 'Part', [id]);
    expect(made.graph.comments).toBeUndefined();
    expect(made.graph.subgraphs?.['part']?.comments?.[id]?.text).toBe('Bleached after frame 40');
    const unpacked = unpackSubgraph(made.graph, made.ids[0] ?? '', catalog);
    expect(unpacked.comments).toEqual([id]);
    expect(unpacked.graph.comments?.[id]?.text).toBe('Bleached after frame 40');
  });
  it('is a difference of documents', () => {
    expect(diffDocuments(chain, graph)).toMatchObject([{ parts: ['comments'], changed: [] }]);
    expect(describeDiff(diffDocuments(chain, graph))).toBe('names, notes, comments or groups changed');
  });
  it('is refused where the file gives it a wrong size, place or field', () => {
    const wrong = (comment: object) =>
      parseDocument(
        writeDocument(emptyDocument).replace('"groups": {}', `"comments": ${JSON.stringify({ a: comment })}`),
      );
    const right = { text: '', at: [0, 0], size: [1, 1] };
    expect(wrong(right).comments?.['a']).toEqual(right);
    expect(() => wrong({ ...right, size: [0, 1] })).toThrow('a.size is not [columns, rows] from 1 to 500');
    expect(() => wrong({ ...right, size: ['3', 1] })).toThrow('a.size');
    expect(() => wrong({ ...right, at: [0.5, 0] })).toThrow('a.at is not [column, row]');
    expect(() => wrong({ ...right, colour: 3 })).toThrow('a.colour is not text');
    expect(() => wrong({ ...right, html: '' })).toThrow('unknown field "html"');
    expect(() => wrong({ at: [0, 0], size: [1, 1] })).toThrow('a.text is not text');
  });
});
