/** Size of one grid unit of `GraphNode.at` on the canvas, px at zoom 1. */
export const gridSize_px = 20;
/** Width of a card, grid units. */
export const cardWidth = 12;
/** Steps from card to card in a graph that is laid out in columns and rows, grid units. */
export const columnPitch = 15;
export const rowPitch = 16;
