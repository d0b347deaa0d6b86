// What a figure of the benchmark is: one file in figures/, measured beside its rivals in the same run.

/** One line of the table. */
export interface Result {
  /** What was varied, where a figure has several lines: "over TLS", "1,000 messages of history". */
  case?: string;
  /** `ms`, `kB`, `requests/s`, `WRU`, `×` … */
  unit: string;
  ours: number;
  /** By name, in the same unit and measured in the same run. */
  rivals?: Record<string, number>;
  /** What is to be reached, as text: "≤ 1.6 × an empty handler". */
  goal?: string;
  /** Whether it is reached. */
  met?: boolean;
}

export interface Figure {
  /** Kebab-case; `pnpm bench <id> …` measures only these. */
  id: string;
  title: string;
  /** What is measured and how, in a sentence or two: it stands above the table in docs/benchmarks.md. */
  about: string;
  measure(): Promise<Result[]>;
}
