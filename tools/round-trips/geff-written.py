"""A GEFF of ours against the CSV tables of the same tracks, and the rules of the specification."""
import sys

import networkx as nx
import numpy as np
import zarr

from tables import read_table, same

path, nodes_csv, edges_csv = sys.argv[1:]
nodes, edges = read_table(nodes_csv), read_table(edges_csv)
group = zarr.open_group(path, 'r')
geff = group.attrs['geff']
assert geff['directed'] is True and geff['geff_version'].startswith('1.')
ids = group['nodes/ids'][:]
pairs = group['edges/ids'][:]
assert ids.dtype == pairs.dtype == np.uint64 and pairs.shape[1] == 2
assert len(set(ids.tolist())) == len(ids) == len(nodes['node'])
assert len({tuple(pair) for pair in pairs.tolist()}) == len(pairs)

props = group['nodes/props']
assert set(props.group_keys()) == set(geff['node_props_metadata'])
values = {}
for name, about in geff['node_props_metadata'].items():
    array = props[name]['values']
    assert about['identifier'] == name and array.dtype == np.dtype(about['dtype']) and array.shape == ids.shape
    values[name] = array[:].astype(float)
    if 'missing' in props[name]:
        missing = props[name]['missing'][:]
        assert missing.dtype == bool and name not in [axis['name'] for axis in geff['axes']]
        values[name][missing] = np.nan
scale = {axis['name']: axis['scale'] for axis in geff['axes']}
assert [(axis['name'], axis['type'], axis['scaled_unit']) for axis in geff['axes']] == [
    ('t', 'time', 'second'), ('y', 'space', 'micrometer'), ('x', 'space', 'micrometer')]
for axis in geff['axes']:
    assert (axis['min'], axis['max']) == (values[axis['name']].min(), values[axis['name']].max())
same('frame', values['t'], nodes['frame'], 0)
same('time', values['t'] * scale['t'], nodes['time'])
for name in ('x', 'y'):
    same(name, values[name] * scale[name], nodes[name])
same('radius', values[geff['sphere']] * scale['x'], nodes['radius'])
features = 0
known = {'t', 'x', 'y', 'radius', 'seg_id', 'tracklet_id', 'lineage_id'}
for name, about in geff['node_props_metadata'].items():
    if name not in known:
        same(name, values[name], nodes[about['name']], 0)
        features += 1

graph = nx.DiGraph()
graph.add_nodes_from(ids.tolist())
graph.add_edges_from(pairs.tolist())
assert set(graph) == set(ids.tolist()) and nx.is_directed_acyclic_graph(graph)
assert set(graph.edges) == set(zip(map(int, edges['source']), map(int, edges['target'])))
lineage = values[geff['track_node_props']['lineage']]
pieces = list(nx.weakly_connected_components(graph))
assert len({frozenset(piece) for piece in pieces}) == len(set(lineage))
assert all(len({lineage[node] for node in piece}) == 1 for piece in pieces)
# Tracklets are what is left when edges at branches are cut.
simple = graph.edge_subgraph([(a, b) for a, b in graph.edges if graph.out_degree(a) == 1 and graph.in_degree(b) == 1]).copy()
simple.add_nodes_from(graph)
tracklet = values[geff['track_node_props']['tracklet']]
runs = list(nx.weakly_connected_components(simple))
assert len(runs) == len(set(tracklet)) and all(len({tracklet[node] for node in run}) == 1 for run in runs)
assert geff['extra']['cellwire']['graph']['format'] == 'cellwire-graph'
print(f'equal: {len(ids)} nodes, {features} features, {len(pairs)} links, {len(runs)} tracklets, {len(pieces)} lineages')
