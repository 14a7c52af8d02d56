import { parseShapes } from '../../runtime/formats/drawn-shapes.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { text } from '../../runtime/node/params.ts';

export default defineSource({
  id: 'io.drawn-shapes',
  version: 1,
  title: 'Drawn shapes',
  summary: 'Lines, polygons and points that were drawn on the picture.',
  keywords: ['ROI', 'region of interest', 'draw', 'line', 'polyline', 'polygon', 'point', 'annotation', 'ROI manager'],
  sources: ['Definition: shapes as text, type and x,y in px'],
  help: 'Draw on the picture: the shapes are kept here, with the graph, and can be moved, deleted and undone. Connect them to a kymograph, which takes the line or polygon of a number. As text a shape is its type and its points, such as line 10,20 30,40 or polygon 1,1 9,1 5,8 or point 4,4; shapes are parted by semicolons. Places are in px from the centre of the first pixel; @3 at the end keeps a shape to frame 3, and a name may stand in quotes after the type. Empty text gives no shapes.',
  outputs: { shapes: port('Shapes', 'The shapes, in the order in which they were drawn.') },
  params: {
    shapes: text({ default: '', doc: 'The shapes as text: line 10,20 30,40; polygon 1,1 9,1 5,8; point 4,4.' }),
  },
  async open({ shapes }) {
    return { shapes: parseShapes(shapes) };
  },
});
