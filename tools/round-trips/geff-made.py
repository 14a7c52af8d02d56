"""Writes a TrackMate session as a GEFF of another program, and compares what Cellwire read of it with the session."""
import sys
import xml.etree.ElementTree as ElementTree

import numcodecs
import numpy as np
import zarr

from tables import read_table, same

mode, session, path = sys.argv[1:4]
root = ElementTree.parse(session).getroot()
image = root.find('Settings/ImageData').attrib
size = [float(image[key]) for key in ('pixelwidth', 'pixelheight', 'voxeldepth')]
spots = [spot for frame in root.find('Model/AllSpots') for spot in frame]
spots.sort(key=lambda spot: int(spot.get('FRAME')))
frame = {spot.get('ID'): int(spot.get('FRAME')) for spot in spots}
links = [(one.get('SPOT_SOURCE_ID'), one.get('SPOT_TARGET_ID')) for one in root.iter('Edge')]
links = [(a, b) if frame[a] < frame[b] else (b, a) for a, b in links]
column = lambda key, scale=1.0: np.array([float(spot.get(key, 'nan')) for spot in spots]) / scale

if mode == 'write':
    compressor = {'blosc': numcodecs.Blosc(), 'zstd': numcodecs.Zstd(3), 'gzip': numcodecs.GZip(5), 'none': None}[sys.argv[4]]
    group = zarr.open_group(path, 'w').create_group('tracks')
    put = lambda name, data: group.create_dataset(name, data=data, compressor=compressor, chunks=(40,) + data.shape[1:])
    # Ids beyond 2^53, which doubles can't tell apart, and nodes in the reverse order.
    big = lambda one: 2**63 + int(one)
    put('nodes/ids', np.array([big(spot.get('ID')) for spot in spots][::-1], dtype='u8'))
    put('edges/ids', np.array([[big(a), big(b)] for a, b in links], dtype='u8'))
    props = {'t': column('FRAME').astype('u2'), 'x': column('POSITION_X', size[0]), 'y': column('POSITION_Y', size[1]),
             'z': column('POSITION_Z', size[2]), 'radius': column('RADIUS', size[0]), 'snr': column('SNR_CH1').astype('f4')}
    for name, values in props.items():
        put(f'nodes/props/{name}/values', values[::-1])
    put('nodes/props/snr/missing', np.arange(len(spots)) % 5 == 0)
    put('nodes/props/covariance/values', np.zeros((len(spots), 2, 2)))
    axes = [{'name': 't', 'type': 'time', 'unit': 'frame', 'scale': float(image['timeinterval']), 'scaled_unit': 'minute'}]
    axes += [{'name': name, 'type': 'space', 'unit': 'pixel', 'scale': scale, 'scaled_unit': 'micrometer'}
             for name, scale in zip('zyx', size[::-1])]
    group.attrs['geff'] = {'geff_version': '1.1', 'directed': True, 'axes': axes, 'sphere': 'radius',
                           'node_props_metadata': {}, 'edge_props_metadata': {}}
else:
    nodes, edges = read_table(f'{path}/tracks-nodes.csv'), read_table(f'{path}/tracks-edges.csv')
    # Nodes of one frame come in the order of the file, which was the reverse.
    order = sorted(range(len(spots)), key=lambda i: (int(spots[i].get('FRAME')), -i))
    place = {spots[i].get('ID'): n for n, i in enumerate(order)}
    most = 0.0
    for name, key in {'x': 'POSITION_X', 'y': 'POSITION_Y', 'z': 'POSITION_Z', 'radius': 'RADIUS', 'frame': 'FRAME'}.items():
        most = max(most, same(name, nodes[name], column(key)[order]))
    same('time', nodes['time'], column('FRAME')[order] * float(image['timeinterval']) * 60)
    snr = column('SNR_CH1').astype('f4').astype(float)[::-1]
    snr[np.arange(len(spots)) % 5 == 0] = np.nan
    same('snr', nodes['snr'], snr[::-1][order], 0)
    assert set(zip(map(int, edges['source']), map(int, edges['target']))) == {(place[a], place[b]) for a, b in links}
    print(f'equal: {len(spots)} nodes (at most {most:.1e} apart), {len(links)} links')
