"""The tables of tracks in two folders: the same columns with the same numbers."""
import sys

from tables import read_table, same

numbers = 0
for name in ('tracks-nodes.csv', 'tracks-edges.csv'):
    one, other = (read_table(f'{folder}/{name}') for folder in sys.argv[1:])
    assert set(one) == set(other), set(one) ^ set(other)
    for column in one:
        same(column, other[column], one[column], 0)
        numbers += len(one[column])
print(f'equal: {numbers} numbers to the last bit')
