import { golden } from '../id-colour.ts';
import { chosen, hidden, maxProbes } from './colour-table.ts';

/** How a plane is read: integers, or floats that may be NaN. */
export type Sampler = 'integer' | 'float';

const header = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;
`;

/** One triangle that covers the view. */
export const coverVertex = `${header}
void main() {
  gl_Position = vec4(float((gl_VertexID << 1) & 2) * 2.0 - 1.0, float(gl_VertexID & 2) * 2.0 - 1.0, 0.0, 1.0);
}`;

/** Image position of a fragment; y runs down in images and up in the frame buffer. */
const place = `
uniform ivec2 size;
uniform vec2 camera;
uniform vec2 middle;
uniform float scale;
vec2 imagePlace() {
  vec2 away = (gl_FragCoord.xy - middle) / scale;
  return camera + vec2(away.x, -away.y);
}
bool inside(ivec2 at) {
  return at.x >= 0 && at.y >= 0 && at.x < size.x && at.y < size.y;
}
`;

const reader = (name: string, sampler: Sampler): string =>
  sampler === 'integer'
    ? `uniform usampler2D ${name};
float read_${name}(ivec2 at) { return float(texelFetch(${name}, at, 0).r); }
bool missing_${name}(ivec2 at) { return false; }`
    : `uniform sampler2D ${name};
float read_${name}(ivec2 at) { return texelFetch(${name}, at, 0).r; }
bool missing_${name}(ivec2 at) { return (floatBitsToUint(texelFetch(${name}, at, 0).r) & 0x7fffffffu) > 0x7f800000u; }`;

/** Where several pixels share one of the screen their mean is shown, of at most 6 × 6; NaN is left out. */
const mean = (name: string): string => `
vec2 mean_${name}(vec2 at) {
  int count = clamp(int(ceil(1.0 / scale - 0.01)), 1, 6);
  float step = 1.0 / (scale * float(count));
  vec2 sum = vec2(0.0);
  for (int j = 0; j < count; j++) {
    for (int i = 0; i < count; i++) {
      vec2 off = count == 1 ? vec2(0.0) : (vec2(float(i), float(j)) - 0.5 * float(count - 1)) * step;
      ivec2 texel = ivec2(floor(at + off + 0.5));
      if (inside(texel) && !missing_${name}(texel)) sum += vec2(read_${name}(texel), 1.0);
    }
  }
  return sum;
}`;

/** One channel through contrast, gamma and look-up table; drawn one over the other by addition. */
export const channelFragment = (sampler: Sampler): string => `${header}${place}${reader('plane', sampler)}
${mean('plane')}
uniform sampler2D lut;
uniform vec2 range;
uniform float gamma;
out vec4 colour;
void main() {
  vec2 at = imagePlace();
  if (!inside(ivec2(floor(at + 0.5)))) discard;
  vec2 sum = mean_plane(at);
  if (sum.y == 0.0) discard;
  float value = sum.x / sum.y;
  float part = range.y > range.x ? clamp((value - range.x) / (range.y - range.x), 0.0, 1.0) : step(range.y, value);
  part = pow(part, gamma);
  colour = vec4(texture(lut, vec2((part * 255.0 + 0.5) / 256.0, 0.5)).rgb, 1.0);
}`;

/** First minus second: orange where the first is brighter, blue where the second is, black where they agree. */
export const differenceFragment = (first: Sampler, second: Sampler): string => `${header}${place}
${reader('plane', first)}${reader('other', second)}${mean('plane')}${mean('other')}
uniform ivec2 otherSize;
uniform float span;
out vec4 colour;
void main() {
  vec2 at = imagePlace();
  ivec2 texel = ivec2(floor(at + 0.5));
  if (!inside(texel) || texel.x >= otherSize.x || texel.y >= otherSize.y) discard;
  vec2 a = mean_plane(at);
  vec2 b = mean_other(at);
  if (a.y == 0.0 || b.y == 0.0) discard;
  float part = clamp((a.x / a.y - b.x / b.y) / span, -1.0, 1.0);
  colour = vec4(part > 0.0 ? vec3(1.0, 0.62, 0.12) * part : vec3(0.25, 0.6, 1.0) * -part, 1.0);
}`;

const labelColour = `
uniform usampler2D colours;
uniform int bits;
uniform int whenMissing;
vec3 hashColour(uint id) {
  float turn = float((id * ${golden}u) >> 8) / 16777216.0 * 6.0;
  return 0.25 + 0.75 * clamp(abs(mod(vec3(turn, turn + 4.0, turn + 2.0), 6.0) - 3.0) - 1.0, 0.0, 1.0);
}
/* Colour, and hidden, plain or chosen. */
vec4 colourOf(uint id) {
  if (bits > 0) {
    uint mask = (1u << uint(bits)) - 1u;
    uint width = uint(textureSize(colours, 0).x);
    uint place = (id * ${golden}u) >> uint(32 - bits);
    for (int probe = 0; probe < ${maxProbes}; probe++) {
      uvec2 entry = texelFetch(colours, ivec2(int(place % width), int(place / width)), 0).rg;
      if (entry.x == id) {
        return vec4(float(entry.y & 255u), float((entry.y >> 8) & 255u), float((entry.y >> 16) & 255u), 0.0) / 255.0
          + vec4(0.0, 0.0, 0.0, float(entry.y >> 24));
      }
      if (entry.x == 0u) break;
      place = (place + 1u) & mask;
    }
  }
  return whenMissing == 0 ? vec4(hashColour(id), 1.0) : vec4(0.62, 0.62, 0.62, whenMissing == 1 ? 1.0 : 0.0);
}
`;

/** Labels as outlines of a width on the screen, filled, or both where chosen. */
export const labelFragment = `${header}${place}${labelColour}
uniform usampler2D labels;
uniform float opacity;
uniform float width;
uniform bool fill;
out vec4 colour;
uint labelAt(vec2 at) {
  ivec2 texel = ivec2(floor(at + 0.5));
  return inside(texel) ? texelFetch(labels, texel, 0).r : 0u;
}
void main() {
  vec2 at = imagePlace();
  uint id = labelAt(at);
  if (id == 0u) discard;
  vec4 found = colourOf(id);
  bool isChosen = found.a > ${chosen}.0 - 0.5;
  if (found.a < ${hidden}.5) discard;
  float reach = (isChosen ? width * 2.0 : width) / scale;
  bool edge = false;
  for (int k = 0; k < 8; k++) {
    float angle = float(k) * 0.78539816;
    if (labelAt(at + reach * vec2(cos(angle), sin(angle))) != id) edge = true;
  }
  float strength = fill ? opacity : 0.0;
  if (edge) strength = fill ? min(1.0, opacity * 1.5 + 0.1) : max(opacity, 0.05);
  if (isChosen && edge) strength = 1.0;
  if (strength == 0.0) discard;
  colour = vec4(isChosen && edge ? vec3(1.0) : found.rgb, strength);
}`;

/** Where two segmentations agree (grey), and what only the first (orange) or the second (blue) has. */
export const labelDifferenceFragment = `${header}${place}
uniform usampler2D labels;
uniform usampler2D other;
uniform ivec2 otherSize;
uniform float opacity;
out vec4 colour;
void main() {
  ivec2 texel = ivec2(floor(imagePlace() + 0.5));
  if (!inside(texel) || texel.x >= otherSize.x || texel.y >= otherSize.y) discard;
  bool first = texelFetch(labels, texel, 0).r != 0u;
  bool second = texelFetch(other, texel, 0).r != 0u;
  if (!first && !second) discard;
  colour = first && second ? vec4(0.7, 0.7, 0.7, opacity * 0.6)
    : vec4(first ? vec3(1.0, 0.62, 0.12) : vec3(0.25, 0.6, 1.0), max(opacity, 0.8));
}`;

const stage = `
uniform vec2 camera;
uniform vec2 middle;
uniform float scale;
uniform vec2 view;
uniform vec2 offset;
vec2 screen(vec2 at) {
  vec2 away = (at + offset - camera) * scale;
  return middle + vec2(away.x, -away.y);
}
vec4 clip(vec2 at) { return vec4(at / view * 2.0 - 1.0, 0.0, 1.0); }
`;

/** One link of a track, as a strip of constant width; links after `now` or older than the tail are thrown away. */
export const tailVertex = `${header}${stage}
in vec4 ends;
in vec2 times;
in vec4 tint;
uniform float now;
uniform float tail;
uniform float width;
out vec4 shade;
void main() {
  float age = now - times.y;
  bool seen = tint.a > 0.0 && age >= 0.0 && age <= tail;
  vec2 a = screen(ends.xy);
  vec2 b = screen(ends.zw);
  vec2 along = b - a;
  float length_ = length(along);
  vec2 unit = length_ > 0.0 ? along / length_ : vec2(1.0, 0.0);
  bool isChosen = tint.a > 0.75;
  float half_ = (isChosen ? width * 1.8 : width) * 0.5;
  vec2 across = vec2(-unit.y, unit.x) * half_;
  vec2 at = (gl_VertexID & 1) == 0 ? a - unit * half_ * 0.5 : b + unit * half_ * 0.5;
  at += (gl_VertexID & 2) == 0 ? across : -across;
  float fade = tail > 0.0 ? 1.0 - 0.8 * age / (tail + 1.0) : 1.0;
  shade = vec4(tint.rgb, (isChosen ? 1.0 : tint.a * 1.8) * fade);
  gl_Position = seen ? clip(at) : vec4(2.0, 2.0, 2.0, 1.0);
}`;

export const tailFragment = `${header}
in vec4 shade;
out vec4 colour;
void main() { colour = vec4(shade.rgb, min(1.0, shade.a)); }`;

/** A ring of a radius in image pixels, never under a size on the screen; filled dots where the radius is 0. */
export const ringVertex = `${header}${stage}
in vec3 circle;
in vec4 tint;
uniform float width;
uniform float least;
out vec4 shade;
out vec2 corner;
out float radius;
void main() {
  radius = max(circle.z * scale, least);
  corner = (vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0) * (radius + width + 1.0);
  shade = vec4(tint.rgb, tint.a);
  gl_Position = tint.a > 0.0 ? clip(screen(circle.xy) + corner) : vec4(2.0, 2.0, 2.0, 1.0);
}`;

export const ringFragment = `${header}
in vec4 shade;
in vec2 corner;
in float radius;
uniform float width;
uniform bool solid;
out vec4 colour;
void main() {
  float line = shade.a > 0.75 ? width * 1.8 : width;
  float away = length(corner) - radius;
  float cover = solid ? clamp(0.5 - away, 0.0, 1.0) : clamp(line * 0.5 + 0.5 - abs(away), 0.0, 1.0);
  if (cover == 0.0) discard;
  colour = vec4(shade.rgb, cover * min(1.0, shade.a * 1.8));
}`;
