import { lutBytes } from './luts.ts';
import { activate, makeProgram, type Program } from './program.ts';
import type { Box, ChannelLook, Scene, View } from './scene.ts';
import {
  channelFragment,
  coverVertex,
  differenceFragment,
  labelDifferenceFragment,
  labelFragment,
  type Sampler,
} from './shaders.ts';
import { type Side, sideOf } from './side.ts';

/** Draws pictures of 8-bit, 16-bit and float planes, labels, tracks and spots on a canvas. */
export interface Renderer {
  /** What the two pictures show; textures are kept and written again. */
  readonly sides: readonly [Side, Side];
  /**
   * Draws at once; sizes the canvas. Nothing is drawn while the context is lost.
   * @returns false where a shader is still being compiled and something is missing: draw again soon.
   */
  draw(scene: Scene): boolean;
  readonly isLost: boolean;
  dispose(): void;
}

/**
 * A renderer on a canvas.
 *
 * @param wait      whether drawing waits for the shaders to be compiled, which may stop the page for a second.
 * @param restored  called when a lost context is back and everything is on the GPU again: draw now.
 * @throws Error where the browser has no WebGL 2.
 */
export function createRenderer(canvas: HTMLCanvasElement, restored: () => void, wait = true): Renderer {
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, stencil: false });
  if (!gl) throw new Error('this browser has no WebGL 2: pictures cannot be shown');
  const sides: readonly [Side, Side] = [sideOf(gl, wait), sideOf(gl, wait)];
  let programs = new Map<string, Program>();
  let luts = new Map<string, WebGLTexture | null>();

  const onLost = (event: Event): void => event.preventDefault();
  const onRestored = (): void => {
    programs = new Map();
    luts = new Map();
    for (const side of sides) side.restore();
    restored();
  };
  canvas.addEventListener('webglcontextlost', onLost);
  canvas.addEventListener('webglcontextrestored', onRestored);

  let isWhole = true;
  const programOf = (key: string, fragment: () => string): Program | null => {
    const program = programs.get(key) ?? makeProgram(gl, coverVertex, fragment(), wait);
    programs.set(key, program);
    if (program.isReady()) return program;
    isWhole = false;
    return null;
  };
  const missed = (): void => {
    isWhole = false;
  };
  const lutOf = (name: string): WebGLTexture | null => {
    const known = luts.get(name);
    if (known !== undefined) return known;
    const made = lutTexture(gl, name);
    luts.set(name, made);
    return made;
  };

  return {
    sides,
    get isLost() {
      return gl.isContextLost();
    },
    draw: (scene) => {
      if (canvas.width !== scene.width) canvas.width = scene.width;
      if (canvas.height !== scene.height) canvas.height = scene.height;
      if (gl.isContextLost()) return true;
      isWhole = true;
      gl.viewport(0, 0, scene.width, scene.height);
      gl.disable(gl.SCISSOR_TEST);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.enable(gl.SCISSOR_TEST);
      gl.enable(gl.BLEND);
      for (const view of scene.views) drawView({ gl, scene, view, sides, programOf, lutOf, missed });
      return isWhole;
    },
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
      for (const side of sides) side.dispose();
      for (const { handle } of programs.values()) gl.deleteProgram(handle);
      for (const texture of luts.values()) gl.deleteTexture(texture);
    },
  };
}

interface Drawing {
  readonly gl: WebGL2RenderingContext;
  readonly scene: Scene;
  readonly view: View;
  readonly sides: readonly [Side, Side];
  /** `null` while it is being compiled. */
  programOf(key: string, fragment: () => string): Program | null;
  /** Something could not be drawn yet. */
  missed(): void;
  lutOf(name: string): WebGLTexture | null;
}

function drawView(drawing: Drawing): void {
  const { gl, scene, view, sides } = drawing;
  const side = sides[view.side];
  const { x, y, width, height } = view.clip;
  if (width <= 0 || height <= 0) return;
  gl.scissor(x, scene.height - y - height, width, height);
  drawBackground(drawing, side);
  gl.blendFuncSeparate(gl.ONE, gl.ONE, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  if (view.difference) drawDifference(drawing, view.difference);
  else
    view.channels.forEach((look, c) => {
      if (look) drawChannel(drawing, side, c, look);
    });
  gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  if (view.labels && view.difference) drawLabelDifference(drawing);
  else if (view.labels) drawLabels(drawing, side);
  drawMarks(drawing, side);
}

/** Black under the picture: what is missing (NaN) or hidden is black, what is beside it shows the page. */
function drawBackground({ gl, scene, view }: Drawing, side: Side): void {
  const plane = side.planes.find((one) => one.plane)?.plane ?? side.labels.plane;
  if (!plane) return;
  const scale = scene.camera.scale * scene.ratio;
  const [left, top] = [(-0.5 - scene.camera.x) * scale, (-0.5 - scene.camera.y) * scale];
  const middleX = view.box.x + view.box.width / 2;
  const middleY = view.box.y + view.box.height / 2;
  const box = {
    x: Math.round(middleX + left),
    y: Math.round(middleY + top),
    width: Math.round(plane.width * scale),
    height: Math.round(plane.height * scale),
  };
  const { x, y, width, height } = common(box, view.clip);
  if (width <= 0 || height <= 0) return;
  gl.scissor(x, scene.height - y - height, width, height);
  gl.clearColor(0, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const { clip } = view;
  gl.scissor(clip.x, scene.height - clip.y - clip.height, clip.width, clip.height);
}

function common(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  };
}

function setPlace({ gl, scene, view }: Drawing, program: Program): void {
  gl.uniform2f(program.at('camera'), scene.camera.x, scene.camera.y);
  gl.uniform2f(
    program.at('middle'),
    view.box.x + view.box.width / 2,
    scene.height - (view.box.y + view.box.height / 2),
  );
  gl.uniform1f(program.at('scale'), scene.camera.scale * scene.ratio);
}

function drawChannel(drawing: Drawing, side: Side, c: number, look: ChannelLook): void {
  const { gl } = drawing;
  const texture = side.planes[c];
  const plane = texture?.plane;
  if (!texture || !plane || plane.data.length === 0) return;
  const program = drawing.programOf(`channel ${texture.sampler}`, () => channelFragment(texture.sampler));
  if (!program) return;
  activate(gl, program);
  setPlace(drawing, program);
  // Before the plane is bound: making one binds it to unit 0.
  const lut = drawing.lutOf(look.lut);
  texture.bind(0);
  gl.activeTexture(gl.TEXTURE1);
  gl.bindTexture(gl.TEXTURE_2D, lut);
  gl.uniform1i(program.at('plane'), 0);
  gl.uniform1i(program.at('lut'), 1);
  gl.uniform2i(program.at('size'), plane.width, plane.height);
  gl.uniform2f(program.at('range'), look.range[0], look.range[1]);
  gl.uniform1f(program.at('gamma'), look.gamma);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}

function drawDifference(drawing: Drawing, spans: readonly (number | null)[]): void {
  const { gl, sides } = drawing;
  spans.forEach((span, c) => {
    const [first, second] = [sides[0].planes[c], sides[1].planes[c]];
    if (span === null || !first?.plane || !second?.plane) return;
    const [a, b]: readonly [Sampler, Sampler] = [first.sampler, second.sampler];
    const program = drawing.programOf(`difference ${a} ${b}`, () => differenceFragment(a, b));
    if (!program) return;
    activate(gl, program);
    setPlace(drawing, program);
    first.bind(0);
    second.bind(1);
    gl.uniform1i(program.at('plane'), 0);
    gl.uniform1i(program.at('other'), 1);
    gl.uniform2i(program.at('size'), first.plane.width, first.plane.height);
    gl.uniform2i(program.at('otherSize'), second.plane.width, second.plane.height);
    gl.uniform1f(program.at('span'), span);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  });
}

function drawLabels(drawing: Drawing, side: Side): void {
  const { gl, scene, view } = drawing;
  const plane = side.labels.plane;
  if (!plane || !view.labels || plane.data.length === 0) return;
  const program = drawing.programOf('labels', () => labelFragment);
  if (!program) return;
  activate(gl, program);
  setPlace(drawing, program);
  side.labels.bind(0);
  gl.activeTexture(gl.TEXTURE1);
  gl.bindTexture(gl.TEXTURE_2D, side.colours?.texture ?? null);
  gl.uniform1i(program.at('labels'), 0);
  gl.uniform1i(program.at('colours'), side.colours ? 1 : 0);
  gl.uniform1i(program.at('bits'), side.colours?.table.bits ?? 0);
  gl.uniform1i(program.at('whenMissing'), ['hash', 'grey', 'none'].indexOf(view.labels.others));
  gl.uniform2i(program.at('size'), plane.width, plane.height);
  gl.uniform1f(program.at('opacity'), view.labels.opacity);
  gl.uniform1f(program.at('width'), 1.4 * scene.ratio);
  gl.uniform1i(program.at('fill'), view.labels.fill ? 1 : 0);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}

function drawLabelDifference(drawing: Drawing): void {
  const { gl, sides, view } = drawing;
  const [first, second] = [sides[0].labels, sides[1].labels];
  if (!first.plane || !second.plane || !view.labels) return;
  const program = drawing.programOf('label difference', () => labelDifferenceFragment);
  if (!program) return;
  activate(gl, program);
  setPlace(drawing, program);
  first.bind(0);
  second.bind(1);
  gl.uniform1i(program.at('labels'), 0);
  gl.uniform1i(program.at('other'), 1);
  gl.uniform2i(program.at('size'), first.plane.width, first.plane.height);
  gl.uniform2i(program.at('otherSize'), second.plane.width, second.plane.height);
  gl.uniform1f(program.at('opacity'), view.labels.opacity);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}

function drawMarks(drawing: Drawing, side: Side): void {
  const { gl, scene, view } = drawing;
  const { ratio } = scene;
  const place = (program: Program, [x, y]: readonly [number, number]): void => {
    setPlace(drawing, program);
    gl.uniform2f(program.at('view'), scene.width, scene.height);
    gl.uniform2f(program.at('offset'), x, y);
  };
  const { tails, spots } = view;
  if (tails) {
    const tailsThere = side.tails.draw((program) => {
      place(program, tails.offset);
      gl.uniform1f(program.at('now'), tails.now);
      gl.uniform1f(program.at('tail'), tails.tail);
      gl.uniform1f(program.at('width'), 1.6 * ratio);
    });
    const headsThere = side.heads.draw((program) => {
      place(program, tails.offset);
      gl.uniform1f(program.at('width'), 1.5 * ratio);
      gl.uniform1f(program.at('least'), 2.5 * ratio);
      gl.uniform1i(program.at('solid'), 1);
    });
    if (!tailsThere || !headsThere) drawing.missed();
  }
  if (spots) {
    const spotsThere = side.spots.draw((program) => {
      place(program, spots.offset);
      gl.uniform1f(program.at('width'), 1.5 * ratio);
      gl.uniform1f(program.at('least'), 2 * ratio);
      gl.uniform1i(program.at('solid'), 0);
    });
    if (!spotsThere) drawing.missed();
  }
}

function lutTexture(gl: WebGL2RenderingContext, name: string): WebGLTexture | null {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, lutBytes(name));
  for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, gl.LINEAR);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  return texture;
}
