import { GraphError } from './errors.ts';

/** What becomes of a fault: it is thrown, or noted with the node that must be left out for it. */
export type Refuse = (error: GraphError, node: string) => void;

export const throwFault: Refuse = (error) => {
  throw error;
};

/** Does one part of the work; a fault of the graph in it is refused under the name of `node`. */
export function attempt<T>(refuse: Refuse, node: string, part: () => T): T | undefined {
  try {
    return part();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    refuse(error, node);
    return undefined;
  }
}
