"""A TrackMate session of ours against the CSV tables of the same tracks."""
import math
import sys
import xml.etree.ElementTree as ElementTree

import lxml.etree
import networkx as nx

from tables import read_table, same

xml, nodes_csv, edges_csv = sys.argv[1:]
root = ElementTree.parse(xml).getroot()
other = lxml.etree.parse(xml, lxml.etree.XMLParser(huge_tree=False)).getroot()
flat = lambda tree: [(one.tag, dict(one.attrib), (one.text or '').strip()) for one in tree.iter()]
assert flat(root) == flat(other), 'ElementTree and libxml2 read different documents'

nodes, edges = read_table(nodes_csv), read_table(edges_csv)
model = root.find('Model')
assert (model.get('spatialunits'), model.get('timeunits')) == ('µm', 'sec')
spots = [spot for frame in model.find('AllSpots') for spot in frame]
assert int(model.find('AllSpots').get('nspots')) == len(spots) == len(nodes['node'])
for frame in model.find('AllSpots'):
    assert all(spot.get('FRAME') == frame.get('frame') for spot in frame)
ids = [spot.get('ID') for spot in spots]
assert len(set(ids)) == len(ids), 'two spots have one ID'
column = lambda key: [float(spot.get(key, 'nan')) for spot in spots]
built = {'x': 'POSITION_X', 'y': 'POSITION_Y', 'time': 'POSITION_T', 'frame': 'FRAME', 'radius': 'RADIUS'}
for name, key in built.items():
    same(name, column(key), nodes[name])

image = root.find('Settings/ImageData')
size = float(image.get('pixelwidth'))
declared = {one.get('feature'): one for one in model.find('FeatureDeclarations/SpotFeatures')}
dimensions = {'NONE', 'QUALITY', 'COST', 'INTENSITY', 'INTENSITY_SQUARED', 'POSITION', 'LENGTH', 'AREA', 'VELOCITY', 'TIME', 'ANGLE', 'RATE', 'ANGLE_RATE', 'STRING'}
features = 0
for key, one in declared.items():
    assert one.get('dimension') in dimensions
    if key in built.values() or key in ('POSITION_Z', 'VISIBILITY'):
        continue
    factor = {'LENGTH': size, 'AREA': size * size}.get(one.get('dimension'), 1)
    same(key, column(key), [value * factor for value in nodes[one.get('name')]])
    features += 1
for spot in spots:
    undeclared = set(spot.keys()) - set(declared) - {'ID', 'name', 'ROI_N_POINTS'}
    assert not undeclared, undeclared

# An outline along the edges of pixels has as much area as the object has pixels.
outlines = 0
for spot, area in zip(spots, nodes['area']):
    places = [float(number) / size for number in (spot.text or '').split()]
    assert len(places) == 2 * int(spot.get('ROI_N_POINTS'))
    xs, ys = places[::2], places[1::2]
    inside = sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs))) / 2
    assert abs(inside - area) < 1e-6, f'{inside} px in an outline of {area}'
    outlines += 1

graph = nx.DiGraph()
graph.add_nodes_from(int(one) for one in ids)
frame_of = {int(spot.get('ID')): int(spot.get('FRAME')) for spot in spots}
tracks = model.find('AllTracks')
for track in tracks:
    own = nx.DiGraph((int(edge.get('SPOT_SOURCE_ID')), int(edge.get('SPOT_TARGET_ID'))) for edge in track)
    assert own.number_of_edges() == len(track), 'a link stands twice'
    assert nx.is_weakly_connected(own) and own.number_of_nodes() == int(track.get('NUMBER_SPOTS'))
    assert sum(1 for _, degree in own.out_degree() if degree > 1) == int(track.get('NUMBER_SPLITS'))
    assert sum(1 for a, b in own.edges if frame_of[b] - frame_of[a] > 1) == int(track.get('NUMBER_GAPS'))
    assert not set(own.edges) & set(graph.edges)
    graph.add_edges_from(own.edges)
assert set(graph) == set(frame_of), 'a link names a spot that is not there'
assert all(frame_of[a] < frame_of[b] for a, b in graph.edges) and nx.is_directed_acyclic_graph(graph)
assert set(graph.edges) == set(zip(map(int, edges['source']), map(int, edges['target'])))
assert [one.get('TRACK_ID') for one in model.find('FilteredTracks')] == [one.get('TRACK_ID') for one in tracks]
splits = sum(1 for _, degree in graph.out_degree() if degree > 1)
assert splits > 0 and math.isfinite(size)
print(f'equal: {len(spots)} spots, {features} features, {outlines} outlines, {graph.number_of_edges()} links, {splits} splits, {len(tracks)} tracks')
