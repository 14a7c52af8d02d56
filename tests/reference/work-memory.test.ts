import { expect, test } from 'vitest';
import { borrow, giveBack } from '../../src/runtime/kernels/reference/work-memory.ts';

test('what is borrowed is zero, also where it was used before, and of the type that was asked for', () => {
  const first = borrow(Uint32Array, 100_000);
  expect(first.length).toBe(100_000);
  first.fill(7);
  giveBack(first);
  const second = borrow(Float32Array, 90_000);
  expect(second.buffer).toBe(first.buffer);
  expect(second.length).toBe(90_000);
  expect(second.every((value) => value === 0)).toBe(true);
  giveBack(second);
});

test('two that are borrowed at once share no memory', () => {
  const first = borrow(Int32Array, 70_000);
  const second = borrow(Int32Array, 70_000);
  expect(second.buffer).not.toBe(first.buffer);
});

test('small arrays are plain ones', () => {
  const small = borrow(Uint8Array, 10);
  giveBack(small);
  expect(small.buffer.byteLength).toBe(10);
  expect(borrow(Uint8Array, 10).buffer).not.toBe(small.buffer);
});
