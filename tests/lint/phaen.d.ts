/* What the browser's scripts hand to each other, and what the generator hands to them, for
   `tsc`: the scripts themselves stay plain and are shipped as they are written. */

/* --- What the generator writes (generator/site/render/search.py) -------------------------------- */

interface Rules {
  /** One step of folding: a pattern and what is put for it, or the name of one of four. */
  steps: ({ find: string; put: string } | { do: string })[];
  marks: string;
  light: string;
  /** Words that mean one thing: the short ones only where a word begins, the wider ones only typed. */
  same: { words: string[]; short: string[]; wider: string[] }[];
  /** What of them is a word of its own within a longer piece of a query. */
  known: string;
  village: { query: string; long: string[]; short: string[] };
  /** The columns that rows share, by which the list is narrowed. */
  choices: ChoiceColumn[];
  /** The months of a fiscal year in order: number and short name. */
  months: [month: string, name: string][];
}

/** search-data.js: the rules, and what to call things. */
interface SearchData extends Rules {
  /** By what a list is narrowed, in the order in which a page asks. */
  filters: string[];
  formula: string;
  kept: string;
  years: string[];
  drafts: string[];
  words: Record<string, string>;
  digits: string;
  status: Record<string, string>;
  villages: Record<string, string>;
}

/** One choice of a column that rows share: code name, name, and as it is written in the rows. */
type Choice = [slug: string, name: string, written?: string];
type ChoiceColumn = "strategy" | "programme" | "unit" | "owner";
/** A column of texts, one line a row. */
type Lines = string;

/** A year's first part: what is searched and shown. */
interface Index extends Record<ChoiceColumn, number[]> {
  format: number;
  year: string;
  rows: number;
  id: Lines;
  name: Lines;
  place: Lines;
  village: Lines;
  budget: Lines;
  months: number[];
  count: Record<number, number>;
  status: { kinds: string[]; codes: number[] };
  choices: Record<ChoiceColumn, Choice[]>;
}

/** A year's second part: the rest of what its rows say, in the columns of the data file. */
interface Details {
  format: number;
  year: string;
  detail: Lines;
  headings: string[];
  columns: Record<string, Lines>;
  order: string[];
}

/* --- The engine ---------------------------------------------------------------------------------- */

/** Folded lines in one text, and where each begins. */
interface Column {
  text: string;
  starts: Int32Array;
}

/** A folded text to look for; with `head`, only where a word begins. */
interface Part {
  text: string;
  head: boolean;
}

/** A year's index, ready to be searched. */
interface Year {
  label: string;
  rows: number;
  index: Index;
  texts: Record<string, Column>;
  bare: Record<string, Column>;
  choices: Record<string, string[]>;
  /** The rows of each village; 0 is the whole area. */
  villages: Map<number, number[]>;
  where: number[][];
  baht: Float64Array;
  details: Details | null;
}

/** A row of a year. */
type Row = [year: Year, row: number];
/** Told of a row, and where in its text. */
type Found = (row: number, position: number) => void;

type ToRow = (row: number) => void;
/** What to tell of a row that was found at a cost: nothing, a light sign, a letter. */
type At = (cost: number, inName: boolean) => Found;

/** A word of a query in all its spellings; the first word of a name counts by where it stands. */
interface Word {
  word: string;
  first: boolean;
  all: Part[];
  packed: Part[];
}

interface Asked {
  text: string;
  villages: number[];
  parts: Word[];
  typed: Part[];
  /** Whether signs that may be left out explained a near miss. */
  spared?: boolean;
}

/** What a reader chose, by the name of the filter; `min` and `max` are baht. */
type Filters = Record<string, string | number | undefined>;

interface Folding {
  fold(text: string): string;
  bare(text: string): string;
}

interface Answering {
  /** The query as parts that a record must have: texts in all their spellings, and villages. */
  read(query: unknown): Asked;
  /** The rows that a query finds in the years of `labels` (all without), in order. */
  find(query: unknown, labels?: string[] | null): { near: boolean; rows: Row[]; asked: Asked };
  /** Where a shown text says what was asked: pairs of begin and end. */
  spans(text: string, asked: Asked): [begin: number, end: number][];
}

type Narrowing = (rows: Row[], filters: Filters) => { rows: Row[]; counts: Record<string, Map<string, number>> };

interface Engine extends Answering {
  /** Take in a year's index. Raises an Error where its format is another one. */
  add(index: Index): Year;
  /** Take in the rest of what a year's rows say. */
  addDetails(details: Details): void;
  fold(text: string): string;
  narrow: Narrowing;
  years: Year[];
}

/* --- What the scripts share ------------------------------------------------------------------------ */

/** What a row says, ready to show. */
interface Facts {
  id: string;
  name: string;
  place: string;
  villages: number[];
  months: number[];
  unit: string;
  when: string;
  status: string;
  count: number;
  baht: number | null;
  money: string;
}

type Inside = Node | string;

/** `words[key]` with its values put in. */
type Say = (key: string, values: Record<string, string | number>) => string;
type Make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Record<string, string | number>, ...inside: Inside[]
) => HTMLElementTagNameMap[Tag];
/** A column's line of a row. */
type Cell = (from: object, key: string, row: number) => string;
/** Loads what there is of a year. */
type Load = (label: string) => Promise<void>;

/** An element that a template of ours marked: the data attributes that its script reads are there. */
interface Marked extends HTMLElement {
  readonly dataset: Record<string, string>;
  readonly parentNode: Marked;
  readonly firstElementChild: Element;
  /** Of a link. */
  href: string;
  /** Of `<details>`. */
  open: boolean;
  querySelector(selector: string): Marked | null;
}

interface Phaen {
  // phaen.js
  beside: string;
  root: string;
  script(address: string): Promise<unknown>;
  need(): Promise<unknown>;
  search(query: string, filters?: Filters): Promise<{ year: string; id: string }[]>;
  // search-engine/
  pack(text: string): string;
  column(text: string, rows: number): Column;
  whole(text: string, at: number, part: Part): boolean;
  scan(column: Column, part: Part, found: Found): void;
  within(text: string, part: Part): number;
  scanNearly(column: Column, word: string, found: Found): void;
  Fold(rules: Rules): Folding;
  Ask(rules: Rules, folding: Folding, years: Year[]): Answering;
  Narrow(rules: Rules): Narrowing;
  Engine(rules: Rules): Engine;
  /** Hold together, in a part of the page, whatever the pattern finds, now and later. */
  keep: (part: Element, pattern: string) => void;
  // search-box.js
  engine: Engine;
  data: SearchData;
  words: Record<string, string>;
  say: Say;
  /** A year as readers write it; one that is not announced is a draft. */
  yearName: (label: string) => string;
  digits(text: string | number): string;
  number(n: number | string): string;
  money(text: string): string;
  make: Make;
  known: Promise<string[]>;
  load(labels: string[], how: Load): Promise<void>;
  details: Load;
  refused: string[];
  cell: Cell;
  facts(year: Year, row: number): Facts;
  card(row: Row, asked: Asked | null, withYear?: boolean): HTMLLIElement;
  pages(query: string): string[][];
  find(query: string, filters?: Filters): Promise<{ year: string; id: string }[]>;
  open(from: HTMLElement): void;
  // search-xlsx.js
  workbook(rows: string[][], numeric: number[]): Blob;
}

interface Window {
  phaen: Phaen;
  phaenData: SearchData[];
  phaenIndex?: (Index | Details)[];
  phaenPages?: string[][][];
}
