import { IconStack2 } from '@tabler/icons-react';
import type { NodeFace } from '../document/node-face.ts';
import classes from './canvas.module.css';
import { familyOf } from './families.ts';

/** The icon of a node's family on its colour. */
export function NodeIcon({ face }: { face: NodeFace }) {
  const family = familyOf(face.family);
  return (
    <span className={classes['familyIcon']} style={{ background: family.colour }} aria-hidden>
      {face.isGraph ? <IconStack2 size={15} /> : <family.icon size={15} />}
    </span>
  );
}
