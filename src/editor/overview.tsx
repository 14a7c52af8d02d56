import { useState } from 'react';
import { catalog, templates } from '../nodes/library.ts';
import { parseDocument } from '../runtime/graph/parse.ts';
import { checkGpuKernels } from './kernel-check.ts';

const families = [...new Set([...catalog.nodes.keys()].map((id) => id.slice(0, id.indexOf('.'))))].sort();

/** What this Cellwire holds: templates with the command that runs each, nodes by family, and a check of the GPU kernels. */
export function Overview() {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const isWanted = (texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(wanted));
  return (
    <main>
      <header>
        <h1>Cellwire</h1>
        <p>Node graphs for live-cell microscopy. Graphs run headless with the commands below.</p>
      </header>
      <section aria-labelledby="templates">
        <h2 id="templates">Templates</h2>
        <ul className="cards">
          {[...templates].map(([name, text]) => (
            <li key={name}>
              <h3>{parseDocument(text).title}</h3>
              <p>{parseDocument(text).notes}</p>
              <code>{`cellwire run ${name}`}</code>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="nodes">
        <h2 id="nodes">Nodes</h2>
        <label>
          Search by name or task
          <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
        </label>
        {families.map((family) => {
          const found = [...catalog.nodes.values()].filter(
            ({ id, title, summary, keywords }) =>
              id.startsWith(`${family}.`) && isWanted([id, title, summary, ...keywords]),
          );
          return found.length === 0 ? null : (
            <section key={family} aria-label={family}>
              <h3>{family}</h3>
              <dl>
                {found.map(({ id, title, summary }) => (
                  <div key={id}>
                    <dt>
                      {title} <code>{id}</code>
                    </dt>
                    <dd>{summary}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </section>
      <GpuCheck />
    </main>
  );
}

function GpuCheck() {
  const [result, setResult] = useState('Compares the GPU kernels of this browser with the reference.');
  const check = async () => {
    setResult('Checking …');
    try {
      const { backend, maxDifference } = await checkGpuKernels();
      const rows = Object.entries(maxDifference).map(
        ([kernel, difference]) => `${kernel} ${difference.toExponential(1)}`,
      );
      setResult(`${backend}: largest differences ${rows.join(', ')}`);
    } catch (error) {
      setResult(`The GPU can’t be used: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <section aria-labelledby="gpu">
      <h2 id="gpu">GPU kernels</h2>
      <button type="button" onClick={() => void check()}>
        Check
      </button>
      <output>{result}</output>
    </section>
  );
}
