/** A tag of an XML text; what stands between tags is `text` before it. */
export interface XmlTag {
  readonly name: string;
  readonly type: 'open' | 'close' | 'empty';
  readonly attributes: ReadonlyMap<string, string>;
  /** Characters since the tag before, entities resolved, trimmed. */
  readonly text: string;
}

const deepest = 200;

/**
 * The tags of an XML text in order, without building a tree.
 *
 * Names are given without their namespace prefix. Document types and entities of the text's own are refused: they are
 * how a small file becomes a large one, or reaches for other files.
 *
 * @throws SyntaxError saying what is wrong, where it isn't well-formed as far as looked at, or nested deeper than 200.
 * @cost   O(text)
 * @source XML 1.0 without DTDs.
 */
export function* tagsOf(xml: string): Generator<XmlTag> {
  const open: string[] = [];
  let at = 0;
  let textStart = 0;
  let text = '';
  for (;;) {
    const start = xml.indexOf('<', at);
    if (start < 0) break;
    text += xml.slice(textStart, start);
    const special = specialAt(xml, start);
    if (special !== null) {
      at = special;
      textStart = at;
      continue;
    }
    const end = tagEnd(xml, start);
    const tag = readTag(xml.slice(start + 1, end), resolve(text).trim());
    if (tag.type === 'open') open.push(tag.name);
    if (tag.type === 'close' && open.pop() !== tag.name) throw new SyntaxError(`</${tag.name}> closes nothing`);
    if (open.length > deepest) throw new SyntaxError(`elements are nested more than ${deepest} deep`);
    yield tag;
    at = end + 1;
    textStart = at;
    text = '';
  }
  if (open.length > 0) throw new SyntaxError(`<${open.at(-1)}> is not closed`);
}

/** Where a comment, instruction or CDATA section that starts here ends; `null` where a tag starts. */
function specialAt(xml: string, start: number): number | null {
  for (const [mark, close] of [
    ['<!--', '-->'],
    ['<?', '?>'],
    ['<![CDATA[', ']]>'],
  ] as const) {
    if (!xml.startsWith(mark, start)) continue;
    const end = xml.indexOf(close, start + mark.length);
    if (end < 0) throw new SyntaxError(`${mark} is not closed`);
    return end + close.length;
  }
  if (xml[start + 1] === '!') throw new SyntaxError('a document type or entities of its own are not accepted');
  return null;
}

/** The > that ends a tag: one within quotes doesn't. */
function tagEnd(xml: string, start: number): number {
  let quote = '';
  for (let i = start + 1; i < xml.length; i++) {
    const character = xml[i]!;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return i;
  }
  throw new SyntaxError('a tag is not closed');
}

function readTag(inside: string, text: string): XmlTag {
  const type = inside.startsWith('/') ? 'close' : inside.endsWith('/') ? 'empty' : 'open';
  const bare = type === 'close' ? inside.slice(1) : type === 'empty' ? inside.slice(0, -1) : inside;
  const name = /^[\w:.-]+/.exec(bare)?.[0];
  if (name === undefined) throw new SyntaxError('a tag without a name');
  const attributes = new Map<string, string>();
  const attribute = /\s+([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/y;
  attribute.lastIndex = name.length;
  let end = name.length;
  for (let match = attribute.exec(bare); match; match = attribute.exec(bare)) {
    attributes.set(match[1] ?? '', resolve((match[2] ?? '').slice(1, -1)));
    end = attribute.lastIndex;
  }
  if (bare.slice(end).trim() !== '') throw new SyntaxError(`<${name}> has an attribute that can't be read`);
  return { name: name.slice(name.indexOf(':') + 1), type, attributes, text };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const resolve = (text: string): string => (text.includes('&') ? resolved(text) : text);

const resolved = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
