"""A session of TrackMate against what Cellwire made of it: all spots, features and links."""
import sys
import xml.etree.ElementTree as ElementTree

from tables import same


def session(path):
    model = ElementTree.parse(path).getroot().find('Model')
    frames = sorted(model.find('AllSpots'), key=lambda one: int(one.get('frame')))
    spots = [spot for frame in frames for spot in frame]
    place = {spot.get('ID'): i for i, spot in enumerate(spots)}
    frame = [int(float(spot.get('FRAME'))) for spot in spots]
    links = set()
    for edge in model.iter('Edge'):
        a, b = place[edge.get('SPOT_SOURCE_ID')], place[edge.get('SPOT_TARGET_ID')]
        links.add((a, b) if frame[a] < frame[b] else (b, a))
    image = dict(ElementTree.parse(path).getroot().find('Settings/ImageData').attrib)
    return model, spots, links, image


model, spots, links, image = session(sys.argv[1])
_, ours, our_links, our_image = session(sys.argv[2])
assert len(spots) == len(ours) and links == our_links, f'{len(ours)} spots, {len(our_links)} links in place of {len(spots)}, {len(links)}'
column = lambda of, key: [float(spot.get(key, 'nan')) for spot in of]
# Units that say nothing to us (a time in um) become frames; lengths and times keep their ratios.
ratio = float(our_image['pixelwidth']) / float(image['pixelwidth'])
keys = [one.get('feature') for one in model.find('FeatureDeclarations/SpotFeatures')]
compared = 0
most = 0.0
for key in keys:
    # What was hidden is shown when all parts are asked for.
    if key in ('POSITION_T', 'VISIBILITY') or all(value != value for value in column(spots, key)):
        continue
    dimension = next(one.get('dimension') for one in model.iter('Feature') if one.get('feature') == key)
    factor = {'LENGTH': ratio, 'POSITION': ratio, 'AREA': ratio * ratio}.get(dimension, 1)
    most = max(most, same(key, column(ours, key), [value * factor for value in column(spots, key)]))
    compared += 1
assert [our_image[key] for key in ('width', 'height', 'nslices', 'nframes')] == [image[key] for key in ('width', 'height', 'nslices', 'nframes')]
print(f'equal: {len(spots)} spots, {compared} features (at most {most:.1e} apart), {len(links)} links')
