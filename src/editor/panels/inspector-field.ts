import type { Param, StoredParam } from '../../runtime/node/params.ts';

/** What every control of a parameter is given. */
export interface FieldProps<P extends Param = Param> {
  /** Of the input, for its label. */
  readonly id: string;
  readonly describedBy: string;
  readonly name: string;
  readonly param: P;
  /** `undefined` where the selected nodes differ. */
  readonly value: StoredParam | undefined;
  /** Pixel size of the movie that comes in, µm; `null` where not recorded. */
  readonly pixel_um: number | null;
  readonly isRefused: boolean;
  /** Writes to the document; calls in a row are one step of undo until `settle`. */
  set(value: StoredParam): void;
  settle(): void;
  /** Shows why a text is refused; `null` takes it away. */
  refuse(reason: string | null): void;
}
