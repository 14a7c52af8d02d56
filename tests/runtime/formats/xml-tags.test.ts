import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagsOf } from '../../../src/runtime/formats/xml-tags.ts';

const tags = (xml: string) => [...tagsOf(xml)];

describe('tagsOf', () => {
  it('gives tags in order, with attributes and the text before them', () => {
    const found = tags(
      `<?xml version="1.0"?><!-- <no> --><a:A x="1" b:y='<&gt;"'>one &amp; <![CDATA[<two>]]>two<B/></a:A>`,
    );
    expect(found.map(({ name, type, text }) => [name, type, text])).toEqual([
      ['A', 'open', ''],
      ['B', 'empty', 'one & two'],
      ['A', 'close', ''],
    ]);
    expect([...(found[0]?.attributes ?? [])]).toEqual([
      ['x', '1'],
      ['b:y', '<>"'],
    ]);
  });
  it('resolves the five entities and numbered ones, no others', () => {
    expect(tags('<a b="&lt;&#181;&#xb5;&nope;&#x110000;"/>')[0]?.attributes.get('b')).toBe('<µµ&nope;&#x110000;');
  });
  it.each([
    ['<!DOCTYPE a><a/>', 'a document type'],
    ['<a><!ENTITY x "y"></a>', 'a document type'],
    ['<a>', '<a> is not closed'],
    ['</a>', '</a> closes nothing'],
    ['<a></b>', '</b> closes nothing'],
    ['<a b="', 'a tag is not closed'],
    ['<a b=1/>', "<a> has an attribute that can't be read"],
    ['<!-- x', '<!-- is not closed'],
    ['< a/>', 'a tag without a name'],
    ['<a>'.repeat(201), 'nested more than 200 deep'],
  ])('refuses %s', (xml, message) => expect(() => tags(xml)).toThrow(message));
  it('ends on any text, with tags or a SyntaxError', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<', '>', '/', '!', '?', '-', '"', "'", 'a', '=', ' ', '&', ';', '#', '['), {
          maxLength: 60,
        }),
        (parts) => {
          try {
            tags(parts.join(''));
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError);
          }
        },
      ),
      { seed: 7, numRuns: 3000 },
    );
  });
  it('takes time in proportion to the text', () => {
    const start = performance.now();
    expect(() => tags(`<a ${'b="c" '.repeat(100_000)}`)).toThrow();
    expect(() => tags(`<a ${' '.repeat(200_000)}b>`)).toThrow();
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
