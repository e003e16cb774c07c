import type { PixelFormat } from "@tributary/core/records";

/** How a client's files are to be read; all of it may be left out. */
export interface DataFormat {
  /**
   * The label's column (CSV, TSV) or key (JSONL): its name, or its place from 0, from the end if negative. Default: the
   * column `label` if the header has one, else the last.
   */
  readonly labelColumn?: string | number;
  /** Labels of the data to labels of the plan. */
  readonly labelMap?: ReadonlyMap<string, string>;
  /** How the numbers of a record make up an image, where the plan's input is one. */
  readonly image?: PixelFormat;
  /** Whether tables begin with a line of names. Default: whether the first line has anything but numbers beside the label. */
  readonly header?: boolean;
}
