import { Anchor, Text } from '@mantine/core';
import classes from './inspector.module.css';
import { Section } from './inspector-section.tsx';

interface Props {
  readonly help: string;
  readonly sources: readonly string[];
}

/** What a node is for, how to choose its parameters, and the papers and tools it can be checked against. */
export function Help({ help, sources }: Props) {
  if (help === '' && sources.length === 0) return null;
  return (
    <Section title="Help" isOpen={false}>
      {paragraphs(help).map((text) => (
        <Text key={text} size="xs" className={classes['help']}>
          {text}
        </Text>
      ))}
      {sources.length > 0 && (
        <ul className={classes['sources']} aria-label="Sources">
          {sources.map((source) => (
            <li key={source}>
              <Source text={source} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** A source as text, its DOI or address as a link. */
function Source({ text }: { readonly text: string }) {
  const match = /(doi:\s?)(10\.\d{4,9}\/[^\s,;()]+)|https?:\/\/[^\s,;()]+/i.exec(text);
  if (!match) return <>{text}</>;
  const href = match[2] ? `https://doi.org/${match[2]}` : match[0];
  return (
    <>
      {text.slice(0, match.index)}
      <Anchor size="xs" href={href} target="_blank" rel="noreferrer">
        {match[0]}
      </Anchor>
      {text.slice(match.index + match[0].length)}
    </>
  );
}

/** Long help in pieces of about three sentences, so that it can be read. */
function paragraphs(help: string): readonly string[] {
  const sentences = help.split(/(?<=[.!?])\s+(?=[A-Z])/);
  const out: string[] = [];
  let text = '';
  for (const sentence of sentences) {
    text += `${sentence} `;
    if (text.length > 260) {
      out.push(text.trim());
      text = '';
    }
  }
  if (text.trim() !== '') out.push(text.trim());
  return out;
}
