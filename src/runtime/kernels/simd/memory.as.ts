// One arena: every call starts at the bottom again, so memory grows to the largest call and no further.

let top: usize = __heap_base;

/** Forgets everything taken so far. */
export function reset(): void {
  top = (__heap_base + 63) & ~63;
}

/** `bytes` bytes on a boundary of 64, 64 more behind them for vectors that run over the end; traps where there is no memory. */
export function take(bytes: usize): usize {
  const at = top;
  top = (at + bytes + 127) & ~63;
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return at;
}
