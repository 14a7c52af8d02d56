"""Two stacks of labels: equal, but for frames named after them, which may differ by a pixel at the edges of objects."""
import sys

import numpy as np
import tifffile

one, other = (tifffile.imread(path) for path in sys.argv[1:3])
rounded = {int(frame) for frame in sys.argv[3:]}
assert one.shape == other.shape, f'{other.shape} in place of {one.shape}'
differ = [int(np.count_nonzero(a != b)) for a, b in zip(one, other)]
for frame, count in enumerate(differ):
    if frame not in rounded:
        assert count == 0, f'{count} pixels of frame {frame} differ'
        continue
    rows, columns = np.nonzero(one[frame])
    assert count <= 2 * (np.ptp(rows) + np.ptp(columns)), f'{count} pixels of frame {frame} differ'
at_edges = f', but {sum(differ)} at edges of places between pixels' if sum(differ) else ''
print(f'equal: {len(one)} frames, {int(np.count_nonzero(one))} pixels{at_edges}')
