/* What the browser's scripts hand to each other, and what the generator hands to them, for
   `tsc`: the scripts themselves stay plain and are shipped as they are written. */

/* --- What the generator writes (generator/site/render/search.py) -------------------------------- */

interface Everyday {
  say: string[];
  means: string[];
}

interface Rules {
  /** One step of folding: a pattern and what is put for it, or the name of one of four. */
  steps: ({ find: string; put: string } | { do: string })[];
  marks: string;
  light: string;
  /** How a word sounds: such steps as those. */
  sounds: { find: string; put: string }[];
  /** Words that mean one thing: the short ones only where a word begins, the wider ones only typed. */
  same: { words: string[]; short: string[]; wider: string[] }[];
  /** What of them is a word of its own within a longer piece of a query. */
  known: string;
  /** What people say, and what plans call it; with & where both must be there. */
  everyday: Everyday[];
  /** Words that exclude nothing beside another; the soft ones do not part what stands together. */
  generic: string[];
  soft: string[];
  /** What plans are made of, what asks for the whole area, and the names of villages. */
  terms: string[];
  /** What plans do, by what is alike. */
  verbs: string[][];
  /** What need not stand beside a thing where nothing has all of it; what says where a thing is. */
  spare: string[];
  /** What asks that what follows be left out. */
  without: string[];
  beside: string[];
  /** What is like a thing that a plan lacks: it is near. */
  akin: Everyday[];
  area: string[];
  /** Short words, and the longer ones in which each stands by chance. */
  chance: Record<string, string[]>;
  places: string[];
  /** Patterns of amounts, and what their words are worth (generator/thai/amounts.py). */
  amounts: { pattern: string; plain: string; about: string; rounded: number; part: string; baht: string[]; units: Record<string, number>; numbers: Record<string, number>; sides: Record<string, keyof Money> };
  village: { query: string; named: Record<string, number>; long: string[]; short: string[] };
  /** What statuses are called, and the one that says that nobody has reported. */
  status: Record<string, string>;
  silent: string;
  /** The columns that rows share, by which the list is narrowed. */
  choices: ChoiceColumn[];
  /** What people call the months, in the same order. */
  month_words: string[][];
  /** The months of a fiscal year in order: number and short name. */
  months: [month: string, name: string][];
}

/** search-data.js: the rules, and what to call things. */
interface SearchData extends Rules {
  /** By what a list is narrowed, in the order in which a page asks. */
  filters: string[];
  /** How the name of an allowance begins. */
  allowance: string;
  formula: string;
  kept: string;
  years: string[];
  drafts: string[];
  words: Record<string, string>;
  digits: string;
  villages: Record<string, string>;
  /** Lists of the newest year: address, title, and words that lead to it. */
  lists: [address: string, name: string, text: string][];
  /** Where the pages of a column's choices lie below a year, with {} for the choice. */
  folders: Record<string, string>;
  /** The same of a month, of a year's own page and of the page of all years. */
  pages: Record<"month" | "year" | "years", string>;
  /** What months and years are called by the day: the one before, its own, the next. */
  dated: Record<"month" | "year", string[][]>;
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
  /** How far rows are, as far as anybody said; indexes of earlier releases have none. */
  percent?: Record<number, string>;
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
  coded?: Record<string, { kinds: string[]; codes: number[] }>;
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

/** Rows ready to be searched: texts by column, and what rows share by its code. */
interface Shelf {
  label: string;
  rows: number;
  texts: Record<string, Column>;
  choices: Record<string, string[]>;
  codes: Record<string, number[]>;
  /** The rows of each village; 0 is the whole area. */
  villages: Map<number, number[]>;
  where: number[][];
  /** The months of each row, as bits in the order of a fiscal year. */
  months: number[];
  /** The amount of each row, where rows have amounts. */
  baht?: Float64Array;
  /** The rows that nobody has reported on. */
  silent: number[];
  /** What was made of the texts when it was first needed: without light signs, the rows of a text, how
      often a text stands in the words, and these words. */
  bare: Record<string, Column>;
  hits: Map<string, Int32Array>;
  parted: Map<string, Piece[]>;
  counts: Map<string, number>;
  corpus: string;
  bareCorpus: string;
}

/** A year's index, ready to be searched. */
interface Year extends Shelf {
  index: Index;
  baht: Float64Array;
  details: Details | null;
}

/** A page of its own that may answer a query, too. */
interface Entry {
  address: string;
  name: string;
  text?: string;
  village?: number;
}

/** A sum of rows: projects, those with an amount and what it adds to, without, and at no cost. */
interface Sum {
  projects: number;
  stated: number;
  satang: number;
  missing: number;
  free: number;
  cancelled: number;
}

/** A row of a year. */
type Row = [year: Year, row: number];
/** Told of a row, and where in its text. */
type Found = (row: number, position: number) => void;

type ToRow = (row: number) => void;
/** What to tell of a row that was found at a cost: nothing, a light sign, a letter. */
type At = (cost: number, inName: boolean) => Found;

/** A word of a query in all its spellings: one of `packed` must be there, whole. The first word counts
    by where it stands in a name; a sure one is never nearly found; `area` adds rows for the whole, `month` (a bit) those of a month. */
interface Word {
  word: string;
  first: boolean;
  area: boolean;
  month: number;
  sure: boolean;
  all: Part[];
  packed: Part[][];
}

/** A part of what was typed without blanks. */
interface Piece {
  kind: string;
  text: string;
  /** What says where, and the place. */
  before?: string;
  after?: string;
}

/** What the pieces of a query ask for: as they stand, and by what plans call them. */
interface Reading {
  villages: number[];
  said: Word[];
  meant: Word[];
  everyday: Everyday[];
}

/** A range of baht; `above` and `below` are not within it. */
interface Money {
  least?: number;
  above?: number;
  most?: number;
  below?: number;
}

interface Asked {
  text: string;
  /** The amounts for which rows are asked. */
  range?: Money;
  /** What was left out, as it was asked. */
  without?: string;
  /** What it says of amounts without asking for a range: as long as they are here, no row says them. */
  amounts: string[];
  villages: number[];
  parts: Word[];
  typed: Part[];
  /** The everyday words by whose meaning rows were found. */
  meant: Everyday[];
  /** Words and villages into which the query was parted, and which found more. */
  shown?: Word[];
  numbers?: number[];
  /** Whether signs that may be left out explained a near miss. */
  spared?: boolean;
}

/** Whether what stands at a place of a text is inside another word by chance. */
type ByChance = (text: string, at: number) => boolean;

interface RowsOf {
  inVillage(year: Shelf, number: number): Int32Array;
  mark(year: Shelf, says: (text: string) => boolean, outside: ToRow): void;
  having(year: Shelf, word: Word): Int32Array;
  holding(year: Shelf, part: Part): Int32Array;
  every(year: Shelf, villages: number[], words: Word[]): Int32Array;
}

interface QueryReader {
  read(query: unknown, isAbout?: boolean): Asked;
  /** A word as it stands. A short everyday one hides inside others (หมา in เหมา): what it means is looked for instead. */
  plain(text: string, first: boolean): Word;
  /** A part of the query with every other spelling of it. */
  spelled(part: string): Part[];
  /** What plans call an everyday word; each with its other spellings. */
  meanings(means: string[]): Part[][];
  /** A word that a row must have: one of some texts, or of some that must all be there. */
  wordOf(text: string, first: boolean, all: Part[][], more?: { sure: boolean }): Word;
}

interface Parts {
  part(year: Shelf, text: string): Piece[];
  /** The same for what is nearly right: whatever is not listed is one stretch. */
  loose(year: Shelf, text: string): Piece[];
  /** A listed word that the year lacks, as a verb and its thing if those are listed; else as it is. */
  opened(year: Shelf, piece: Piece): Piece[];
  /** A text with listed words in place of what only sounds like them. */
  heard(year: Shelf, text: string): string;
  everyday: Map<string, Everyday>;
  /** What is like a verb or a thing. */
  akin: Map<string, Everyday>;
  verbs: Set<string>;
  spare: Set<string>;
  beside: Set<string>;
  months: Map<string, number>;
  numberOf(text: string): number;
}

/** What a reader chose, by the name of the filter; `min` and `max` are baht. */
type Filters = Record<string, string | number | undefined>;

/** Work in small steps, with room for the reader between them. */
type Steps = Generator<void, void>;

interface Folding {
  fold(text: string): string;
  bare(text: string): string;
}

/** What is found, in order; `near` where it is only like what was asked. */
interface Answer {
  near: boolean;
  /** How many of the last rows say a short word only inside others: they are near, and in no sum. */
  chance: number;
  rows: [shelf: Shelf, row: number][];
  asked: Asked;
}

/** The same of projects. */
type Finding = Omit<Answer, "rows"> & { rows: Row[] };

interface Answering {
  /** The query as words that a row must have: texts in all their spellings, and villages. */
  read(query: unknown, isAbout?: boolean): Asked;
  /** The rows that a query finds in the years of `labels` (all without), in order. */
  find(query: unknown, labels?: string[] | null): Finding;
  /** The same in other rows. */
  among(pool: Shelf[], query: unknown): Answer;
}

type Narrowing = (rows: Row[], filters: Filters) => { rows: Row[]; counts: Record<string, Map<string, number>> };

interface Engine extends Answering {
  /** Take in a year's index. Raises an Error where its format is another one. */
  add(index: Index): Year;
  /** Fold a little of what was taken in; returns whether more is left. Who searches waits for all. */
  readOn(): boolean;
  /** Take in the rest of what a year's rows say. */
  addDetails(details: Details): void;
  /** Pages as rows to be searched. */
  shelf(entries: Entry[]): Shelf;
  /** Where a shown text says what was asked: pairs of begin and end. */
  spans(text: string, asked: Asked): [begin: number, end: number][];
  fold(text: string): string;
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
  percent: string;
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
  /** The month of today in Thailand, as 2026-11. */
  thisMonth: string;
  need(): Promise<unknown>;
  search(query: string, filters?: Filters): Promise<{ year: string; id: string }[]>;
  // search-engine/
  pack(text: string): string;
  column(text: string, rows: number): Column;
  wordsOf(year: Shelf): string;
  whole(text: string, at: number, part: Part): boolean;
  scan(column: Column, part: Part, found: Found): void;
  within(text: string, part: Part): number;
  scanNearly(column: Column, word: string, found: Found): void;
  /** `learn` folds the words of the rules, so that each is known when it is asked for. */
  Fold(rules: Rules): Folding & { learn(): Steps };
  FAR: number;
  Rows(longWords: string[], silent: string, chanceOf: (word: string) => ByChance | null): RowsOf;
  /** For a short word that stands inside others by chance, what tells; null for all other words. */
  Chance(rules: Rules, fold: (text: string) => string): (word: string) => ByChance | null;
  CHANCE: number;
  Parting(rules: Rules, folding: Folding): Parts;
  Near(folding: Folding, rows: RowsOf): (
    year: Shelf, villages: number[], words: Word[], asked: Asked, thorough: boolean
  ) => Int32Array;
  Spans(rules: Rules, folding: Folding, chanceOf: (word: string) => ByChance | null): Engine["spans"];
  Query(rules: Rules, folding: Folding, parting: Parts): QueryReader;
  Ask(rules: Rules, folding: Folding, years: Year[]): Answering;
  /** What answers a query of projects, by what is understood before it is read. */
  Front(rules: Rules, fold: (text: string) => string, among: Answering["among"]): (pool: Year[], query: string) => Finding;
  Narrow(rules: Rules): Narrowing;
  dated(data: SearchData, how: { say: Say; digits(text: string | number): string; yearName(label: string): string }): Entry[];
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
  /** A pause to be awaited between the steps of long work: it lasts only where the work was long. */
  breathing(): () => Promise<void>;
  /** All that has come is ready to be searched. */
  settled(): Promise<void>;
  load(labels: string[], how: Load): Promise<void>;
  year: Load;
  details: Load;
  refused: string[];
  cell: Cell;
  facts(year: Year, row: number): Facts;
  card(row: Row, asked: Asked | null, withYear?: boolean): HTMLLIElement;
  /** What was looked for instead of everyday words; empty where nothing was. */
  meant(asked: Asked): string;
  /** What was found, with the range of money that was asked for. */
  ranged(text: string, asked: Asked): string;
  /** A card; over the first of those that are near, what they are. */
  chanced(node: HTMLElement, first: boolean): HTMLElement;
  /** The pages that answer a query as links, at most so many. */
  others(query: string, most: number): Promise<HTMLLIElement[]>;
  find(query: string, filters?: Filters): Promise<{ year: string; id: string }[]>;
  open(from: HTMLElement): void;
  /** Hold a number to the word before it. */
  bound(text: string): string;
  // search-lists.js
  /** What each order is called, and how many of them a list offers. */
  orders: Record<string, string>;
  offered: number;
  /** What tells a page of lists, and its paper, whether it shows all it has and in what order. */
  Claims(root: HTMLElement, table: HTMLTableElement | null): (shown: { part: boolean; turned: boolean; found: string | null; query: string }) => void;
  /** Which of two texts comes first in Thai. */
  compare(one: string, other: string): number;
  /** Rows in an order (a column, with "-" downwards); as they are where it is none. */
  sorted(found: Row[], order: string): Row[];
  /** What rows amount to: how many projects, how much, whose, what the sum covers, and the rest. */
  sums(found: Row[]): { projects: number; baht: string; text: string; whose: string; covered: string; more: string[] };
  // search-table.js
  /** What shows rows in a table: all of a small one, of a large one those near the screen. */
  Table(table: HTMLTableElement): (rows: Row[]) => void;
  // search-xlsx.js
  workbook(rows: string[][], numeric: number[]): Blob;
  csv(rows: string[][], formula: string): string;
  download(file: string, kind: string, bytes: BlobPart): void;
}

interface Window {
  phaen: Phaen;
  phaenData: SearchData[];
  phaenIndex?: (Index | Details)[];
  phaenPages?: string[][][];
}
