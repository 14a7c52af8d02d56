import { createStore } from 'zustand/vanilla';
import type { SortKey } from './table/table-rows.ts';

/** How one table is looked at; kept while the page is open. */
export interface TableView {
  readonly sort: readonly SortKey[];
  readonly filters: Readonly<Record<string, string>>;
  readonly filtersShown: boolean;
  readonly onlySelected: boolean;
  readonly hidden: readonly string[];
  /** Names in the order wanted; columns that are not named follow as in the table. */
  readonly order: readonly string[];
}
export const plainView: TableView = {
  sort: [],
  filters: {},
  filtersShown: false,
  onlySelected: false,
  hidden: [],
  order: [],
};
export interface ResultsState {
  /** `step.port`, `files` or `problems`; `null`: the first that there is. */
  readonly tab: string | null;
  readonly tables: Readonly<Record<string, TableView>>;
  readonly lineages: { readonly sort: 'size' | 'start'; readonly divided: boolean };
}

export const resultsStore = createStore<ResultsState>(() => ({
  tab: null,
  tables: {},
  lineages: { sort: 'size', divided: false },
}));

export const showTab = (tab: string): void => resultsStore.setState({ tab });

export function changeView(output: string, change: Partial<TableView>): void {
  resultsStore.setState(({ tables }) => ({
    tables: { ...tables, [output]: { ...(tables[output] ?? plainView), ...change } },
  }));
}
