/** Where the demo writes. */
export interface Terminal {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** Lines that stay, above a block that is redrawn in place where the output is a terminal. */
export interface Screen {
  /** Prints lines for good. */
  print(text: string): void;
  /** Replaces the block; nothing is drawn where the output is no terminal. */
  draw(lines: readonly string[]): void;
  /** Takes the block away. */
  clear(): void;
}

const redrawMs = 100;

export function openScreen(terminal: Terminal, nowMs: () => number): Screen {
  let drawn: readonly string[] = [];
  let drawnAtMs = -Infinity;
  const erase = (): void => {
    if (drawn.length > 0) terminal.write(`\u001b[${drawn.length}A\r\u001b[J`);
  };
  const show = (lines: readonly string[]): void => {
    erase();
    drawn = lines;
    if (lines.length === 0) return;
    const most = Math.max(20, terminal.columns - 1);
    terminal.write(lines.map((line) => `${line.slice(0, most)}\n`).join(""));
  };
  return {
    print(text) {
      const block = drawn;
      show([]);
      terminal.write(`${text}\n`);
      show(block);
    },
    draw(lines) {
      if (!terminal.isTerminal || nowMs() - drawnAtMs < redrawMs) return;
      drawnAtMs = nowMs();
      show(lines);
    },
    clear() {
      show([]);
    },
  };
}
