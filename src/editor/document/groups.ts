import type { GraphDocument, Group } from '../../runtime/graph/document.ts';
import { freeName } from './graph-at.ts';
import { nodeOf } from './node-of.ts';
import { ownValue, withoutKeys } from './records.ts';
import { withoutMembers } from './remove-nodes.ts';
import { slug } from './slug.ts';

/**
 * The graph with a group around nodes; they leave the groups that they were in.
 * @returns the id of the group; `null` where none of the nodes is there.
 */
export function makeGroup(
  graph: GraphDocument,
  ids: Iterable<string>,
  title: string,
  colour: string,
): { readonly graph: GraphDocument; readonly id: string | null } {
  const nodes = membersIn(graph, ids);
  if (nodes.length === 0) return { graph, id: null };
  const groups = withoutMembers(graph.groups, new Set(nodes));
  const id = freeName(slug(title, 'group'), Object.keys(groups));
  return { graph: { ...graph, groups: { ...groups, [id]: { title, colour, nodes } } }, id };
}

/** The graph with another title or colour of a group. */
export function changeGroup(
  graph: GraphDocument,
  id: string,
  change: Partial<Pick<Group, 'title' | 'colour'>>,
): GraphDocument {
  const group = ownValue(graph.groups, id);
  if (!group) return graph;
  const changed = { ...group, ...change };
  if (changed.title === group.title && changed.colour === group.colour) return graph;
  return { ...graph, groups: { ...graph.groups, [id]: changed } };
}

/** The graph with nodes in a group; they leave the groups that they were in. */
export function addToGroup(graph: GraphDocument, id: string, ids: Iterable<string>): GraphDocument {
  const group = ownValue(graph.groups, id);
  const more = membersIn(graph, ids).filter((one) => !group?.nodes.includes(one));
  if (!group || more.length === 0) return graph;
  const groups = withoutMembers(withoutKeys(graph.groups, [id]), new Set(more));
  return { ...graph, groups: { ...groups, [id]: { ...group, nodes: [...group.nodes, ...more].sort() } } };
}

/** The graph with nodes out of every group; groups left empty go. */
export function removeFromGroups(graph: GraphDocument, ids: Iterable<string>): GraphDocument {
  const groups = withoutMembers(graph.groups, new Set(ids));
  return groups === graph.groups ? graph : { ...graph, groups };
}

/** The graph without a group; its nodes stay. */
export function ungroup(graph: GraphDocument, id: string): GraphDocument {
  const groups = withoutKeys(graph.groups, [id]);
  return groups === graph.groups ? graph : { ...graph, groups };
}

const membersIn = (graph: GraphDocument, ids: Iterable<string>): readonly string[] =>
  [...new Set(ids)].filter((id) => nodeOf(graph, id) !== undefined).sort();
