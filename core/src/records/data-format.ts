import type { PixelFormat } from "./value-reader.ts";

/** How a client's files are to be read; all of it may be left out. */
export interface DataFormat {
  /**
   * The label's column (CSV, TSV) or key (JSONL): its name, or its place from 0, from the end if negative. Default: the
   * column `label` if the header has one, else the last; beside a text the other of two columns.
   */
  readonly labelColumn?: string | number;
  /**
   * The text's column or key, where the plan's input is text. Default: `text`; of two columns the one that is not the
   * label's, and without a header the one that does not hold the plan's labels.
   */
  readonly textColumn?: string | number;
  /** Labels of the data to labels of the plan. */
  readonly labelMap?: ReadonlyMap<string, string>;
  /** How the numbers of a record make up an image, where the plan's input is one. */
  readonly image?: PixelFormat;
  /**
   * Whether tables begin with a line of names. Default: whether the first line has anything but numbers beside the label;
   * where the plan's input is text, whether it has a name that is looked for.
   */
  readonly header?: boolean;
  /** Whether fields of tables may stand in double quotes. Default: yes, but for texts in TSV, where a quote is only a quote. */
  readonly quotes?: boolean;
}
