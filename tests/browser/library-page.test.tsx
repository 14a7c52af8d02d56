import '@mantine/core/styles.css';
import { deflateSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { closeDialog, dialogStore, openDialog } from '../../src/editor/library/dialogs.ts';
import { DocumentMenu } from '../../src/editor/library/document-menu.tsx';
import { openLink, openNew, openTemplate } from '../../src/editor/library/open-document.ts';
import { listProjects } from '../../src/editor/library/project-keeper.ts';
import { library, projectState, projects } from '../../src/editor/library/projects.ts';
import { resume } from '../../src/editor/library/resume.ts';
import { listSubgraphs, onSubgraphsChanged, saveToLibrary } from '../../src/editor/library/saved-subgraphs.ts';
import { shareFragment } from '../../src/editor/library/share-link.ts';
import { startTour } from '../../src/editor/library/tour-store.ts';
import { Welcome } from '../../src/editor/library/welcome.tsx';
import { documentStore, edit, emptyDocument } from '../../src/editor/store/document-store.ts';
import { templates } from '../../src/nodes/library.ts';
import { writeDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { draw, fakeSession, idleRun, quietStep } from './panels-session.tsx';

const main = parseDocument(templates.get('nuclei-tracking') as string);
const spots = parseDocument(templates.get('spot-tracking') as string);
const title = () => documentStore.getState().document.title;
const drop = (...files: readonly File[]) => {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
};
const tiff = (name: string, text = '') => new File([`II*\0\x08\0\0\0\0\0\0\0\0\0${text}`], name);
const button = (name: string | RegExp) => page.getByRole('button', { name });
const recent = async () => (await listProjects(await library())).map(({ title: one }) => one);
const note = (text: string | RegExp) => page.getByRole('region', { name: 'Messages' }).getByText(text);

let undraw = () => {};
let session = fakeSession();
beforeEach(async () => {
  await page.viewport(1280, 800);
  session = fakeSession({ bindUrl: async () => {} });
  undraw = draw(
    session.session,
    <>
      <DocumentMenu />
      <Welcome />
    </>,
  );
  await expect.poll(() => projectState.getState().role).toBe('writer');
});
afterEach(async () => {
  closeDialog();
  undraw();
  vi.restoreAllMocks();
});

test('a first visit is greeted, with the main template on the sample behind the dialog', async () => {
  // The page of this file is new: the first test is the first visit.
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Welcome to Cellwire');
  expect(title()).toBe('Track nuclei');
  expect(Object.values(documentStore.getState().document.nodes).some(({ type }) => type === 'io.simulated-movie')).toBe(
    true,
  );
  expect(page.getByRole('article').elements()).toHaveLength(templates.size);
  await userEvent.click(button('Start empty'));
  await expect.poll(() => Object.keys(documentStore.getState().document.nodes)).toEqual([]);
  // Nobody had touched the sample: it does not stay among the recent graphs.
  // It goes once the empty graph is on the screen.
  await expect.poll(recent).toEqual(['Untitled']);
});

test('a graph that was edited stays among the recent ones when another is opened, and one click goes back', async () => {
  await openTemplate('nuclei-tracking', false);
  edit('Rename', (graph) => ({ ...graph, title: 'Mine' }));
  await openNew();
  expect(title()).toBe('Untitled');
  await expect.element(note(/“Mine” stays/)).toBeVisible();
  await userEvent.click(button('Go back'));
  await expect.poll(title).toBe('Mine');
});

test('the title is renamed in one step, and Escape leaves it as it was', async () => {
  await openNew();
  const field = page.getByRole('textbox', { name: 'Title of the graph' });
  await userEvent.fill(field, 'Wrong');
  await userEvent.keyboard('{Escape}');
  await userEvent.tab();
  expect(title()).toBe('Untitled');
  await userEvent.fill(field, 'Cells of May');
  await userEvent.keyboard('{Enter}');
  expect(title()).toBe('Cells of May');
  expect(documentStore.getState().past).toHaveLength(1);
});

test('a link opens the same document and asks first where edits would be put away', async () => {
  await openNew();
  edit('Rename', (graph) => ({ ...graph, title: 'Mine' }));
  await (await projects()).flush();
  const answer = openLink(shareFragment(main));
  await userEvent.click(button('Stay here'));
  expect(await answer).toBe(false);
  expect(title()).toBe('Mine');
  const second = openLink(shareFragment(main));
  await userEvent.click(button('Open the link'));
  expect(await second).toBe(true);
  expect(writeDocument(documentStore.getState().document)).toBe(templates.get('nuclei-tracking'));
});

test('a link followed in the open page leaves the address, so that reloading does not open it again', async () => {
  await openNew();
  location.hash = shareFragment(spots);
  await expect.poll(title).toBe('Track spots');
  expect(location.hash).toBe('');
});

test('a damaged or hostile link changes nothing and says so', async () => {
  await openNew();
  const evil = deflateSync(
    new TextEncoder().encode('{"format": "cellwire-graph", "formatVersion": 1, "nodes": {"a": 5}, "edges": []}'),
  );
  const bomb = deflateSync(new Uint8Array(20 * 1024 * 1024));
  const links = [
    '#g=%%%',
    ...[evil, bomb].map((bytes) => `#g=${btoa(String.fromCharCode(...bytes.subarray(0, 60_000)))}`),
  ];
  for (const link of links) expect(await openLink(link)).toBe(false);
  expect(title()).toBe('Untitled');
  await expect.element(note(/larger than 4 MB/)).toBeVisible();
});

test('a graph from a file that names an address asks before anything is loaded', async () => {
  await openNew();
  const fetched = vi.spyOn(globalThis, 'fetch');
  const bindUrl = vi.spyOn(session.session, 'bindUrl');
  const graph = {
    ...emptyDocument,
    title: 'From afar',
    nodes: {
      open: { type: 'io.open-movie', version: 1, params: { path: 'https://example.org/m.tif' }, at: [0, 0] as const },
    },
  };
  drop(new File([writeDocument(graph)], 'afar.json'));
  await expect.element(page.getByText('https://example.org/m.tif')).toBeVisible();
  expect(fetched).not.toHaveBeenCalled();
  await userEvent.click(button('Don’t load'));
  expect(title()).toBe('From afar');
  expect(bindUrl).not.toHaveBeenCalled();
  expect(fetched).not.toHaveBeenCalled();
});

test('a dropped graph opens; one that is damaged is refused by name', async () => {
  await openNew();
  drop(new File([templates.get('kymograph') as string], 'kymo.json'));
  await expect.poll(title).toBe('Kymograph');
  await expect.poll(() => projectState.getState().kept?.project.file?.name).toBe('kymo.json');
  drop(new File(['{"format": "cellwire-graph", "nodes": '], 'broken.json'));
  await expect.element(note(/broken\.json can’t be (opened|read)/)).toBeVisible();
  expect(title()).toBe('Kymograph');
});

test('a dropped figure offers the graph that it carries', async () => {
  await openNew();
  const one = JSON.stringify(JSON.parse(templates.get('spot-tracking') as string));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><metadata>${one.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</metadata></svg>`;
  drop(new File([svg], 'plot.svg'));
  await userEvent.click(button('Open the graph'));
  await expect.poll(title).toBe('Track spots');
});

test('a dropped movie takes the place of the sample and is bound to its node', async () => {
  await openTemplate('nuclei-tracking', true);
  drop(tiff('cells.tif'));
  await expect.poll(() => session.session.bound().get('open')).toBe('cells.tif');
  expect(documentStore.getState().document.nodes['open']?.type).toBe('io.open-movie');
  expect(documentStore.getState().past.at(-1)?.label).toContain('sample');
});

test('several TIFF files are the frames of one movie, in the order of their names', async () => {
  await openTemplate('nuclei-tracking', false);
  drop(tiff('t10.tif'), tiff('t9.tif'), new File(['x'], 'notes.txt'));
  await expect.poll(() => session.session.bound().get('open')).toBe('t9.tif, t10.tif');
});

test('what can’t be opened is refused with what to do', async () => {
  await openNew();
  drop(new File(['ZISRAWFILE'], 'cells.czi'));
  await expect.element(note(/cells\.czi is a microscope maker’s format.*Fiji/)).toBeVisible();
  drop(new File(['a,b\n1,2\n'], 'other.csv'));
  await expect.element(note(/other\.csv carries no graph/)).toBeVisible();
});

test('an earlier version shows what changed since, and comes back as a step that can be undone', async () => {
  await openTemplate('nuclei-tracking', false);
  await (await projects()).flush();
  edit('Set method', (graph) => ({
    ...graph,
    nodes: { ...graph.nodes, threshold: { ...graph.nodes['threshold']!, params: { method: 'li' } } },
  }));
  await (await projects()).flush();
  openDialog('history');
  const versions = page.getByRole('navigation', { name: 'Versions' });
  await expect.element(versions.getByRole('button', { name: /Set method/ })).toBeVisible();
  await userEvent.click(versions.getByRole('button', { name: /New: Track nuclei/ }));
  await expect.element(page.getByRole('row', { name: /threshold method otsu li/ })).toBeVisible();
  await userEvent.click(button('Restore this version'));
  expect(writeDocument(documentStore.getState().document)).toBe(templates.get('nuclei-tracking'));
  expect(documentStore.getState().past.at(-1)?.label).toContain('Restore');
  expect(dialogStore.getState().open).toBeNull();
});

test('a subgraph is kept, renamed, put into a graph and deleted, which can be undone', async () => {
  await openNew();
  const inner = {
    ...emptyDocument,
    title: 'Smooth',
    nodes: { blur: { type: 'denoise.gaussian', version: 1, params: {}, at: [0, 0] as const } },
  };
  const heard = vi.fn();
  const stop = onSubgraphsChanged(heard);
  await saveToLibrary(inner);
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  openDialog('subgraphs');
  const name = page.getByRole('textbox', { name: 'Name of Smooth' });
  await userEvent.fill(name, 'Soft');
  await userEvent.keyboard('{Enter}');
  await expect.poll(async () => (await listSubgraphs()).map((one) => one.name)).toEqual(['Soft']);
  await userEvent.click(button('Insert Soft'));
  expect(Object.values(documentStore.getState().document.nodes).map(({ type }) => type)).toEqual(['graph.soft']);
  openDialog('subgraphs');
  await userEvent.click(button('Delete Soft'));
  await expect.poll(listSubgraphs).toEqual([]);
  await userEvent.click(page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).last());
  await expect.poll(async () => (await listSubgraphs()).length).toBe(1);
  // Saved, renamed, deleted, brought back: all who show them were told.
  await expect.poll(() => heard.mock.calls.length).toBe(4);
  stop();
});

test('a run that was cut off is offered again once parts of it are known to be there', async () => {
  await openTemplate('nuclei-tracking', true);
  const keeper = await projects();
  await keeper.note({ running: true });
  const id = projectState.getState().kept?.project.id as string;
  await openNew();
  await keeper.open(id);
  await resume(session.session);
  // Nothing of it is known to be there yet.
  await expect.poll(() => projectState.getState().role).toBe('writer');
  expect(note(/cut off/).elements()).toHaveLength(0);
  session.state.setState({
    steps: new Map([
      ['open', { ...quietStep, state: 'cached' }],
      ['split', quietStep],
    ]),
  });
  await expect.element(note(/cut off. 1 of its 2 steps/)).toBeVisible();
  await userEvent.click(button('Go on'));
  expect(session.calls).toEqual(['run']);

  session.state.setState({ run: { ...idleRun, state: 'running' } });
  await expect.poll(async () => (await (await library()).get('projects', id))?.running).toBe(true);
  session.state.setState({ run: { ...idleRun, state: 'succeeded' } });
  await expect.poll(async () => (await (await library()).get('projects', id))?.running).toBe(false);
});

test('the tour has three steps, can be left with Escape, and goes on when its step is done', async () => {
  startTour();
  await expect.element(page.getByRole('dialog', { name: /1 · Look/ })).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Next', exact: true }));
  await userEvent.click(page.getByRole('button', { name: 'Next', exact: true }));
  await expect.element(page.getByRole('dialog', { name: /3 · Run/ })).toBeVisible();
  session.state.setState({ run: { ...idleRun, state: 'running' } });
  await expect.poll(() => page.getByRole('dialog', { name: /3 · Run/ }).elements().length).toBe(0);
  startTour();
  await expect.element(page.getByRole('dialog', { name: /1 · Look/ })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => page.getByRole('dialog', { name: /1 · Look/ }).elements().length).toBe(0);
});
