import { Modal } from '@mantine/core';
import { useStore } from 'zustand';
import classes from './canvas.module.css';
import { canvasStore } from './canvas-store.ts';
import { type Command, commands } from './commands.ts';
import { showKeys } from './keys.ts';

const sections: readonly Command['section'][] = ['Edit', 'Nodes', 'Arrange', 'View'];
const pointer: readonly (readonly [string, string])[] = [
  ['Add a node', 'Double-click'],
  ['Look at an output', 'Click a card or wire'],
  ['Look beside', 'Alt click'],
  ['Select several', 'Shift click, Shift drag'],
  ['Put a node into a wire', 'Drop it on the wire'],
  ['Offer what fits', 'Drop a wire on nothing'],
  ['Change a number', 'Drag its name'],
];

/** All keys of the canvas, from the list of commands. */
export function ShortcutSheet() {
  const isOpen = useStore(canvasStore, (state) => state.isSheetOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={() => canvasStore.setState({ isSheetOpen: false })}
      title="Keyboard and pointer"
      size="xl"
      centered
    >
      <div className={classes['sheet']}>
        {sections.map((section) => (
          <section key={section}>
            <h3>{section}</h3>
            <dl>
              {commands
                .filter((command) => command.section === section && command.keys.length > 0)
                .map(({ id, title, keys }) => (
                  <Row key={id} title={title} keys={keys.map(showKeys)} />
                ))}
              {section === 'View' && <Row title="From card to card, along the wires" keys={['↑ ↓ ← →']} />}
            </dl>
          </section>
        ))}
        <section>
          <h3>Pointer</h3>
          <dl>
            {pointer.map(([title, keys]) => (
              <Row key={title} title={title} keys={[keys]} />
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

function Row({ title, keys }: { title: string; keys: readonly string[] }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {keys.map((one) => (
          <kbd key={one} className={classes['keys']}>
            {one}
          </kbd>
        ))}
      </dd>
    </div>
  );
}
