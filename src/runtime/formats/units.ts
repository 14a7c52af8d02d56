/** Lengths in µm as programs write them. Pixels, and the inches of a screen shot, say nothing about the sample. */
export const lengthUnits: Readonly<Record<string, number>> = {
  micron: 1,
  microns: 1,
  micrometer: 1,
  micrometers: 1,
  micrometre: 1,
  micrometres: 1,
  um: 1,
  µm: 1,
  nm: 1e-3,
  nanometer: 1e-3,
  nanometers: 1e-3,
  mm: 1e3,
  millimeter: 1e3,
  millimeters: 1e3,
  cm: 1e4,
  m: 1e6,
};

/** Times in s. */
export const timeUnits: Readonly<Record<string, number>> = {
  sec: 1,
  secs: 1,
  s: 1,
  second: 1,
  seconds: 1,
  ms: 1e-3,
  msec: 1e-3,
  µs: 1e-6,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  hours: 3600,
};
