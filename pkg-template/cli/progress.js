// Progress of long reads, where somebody looks.

/** Nothing is shown for what is over sooner. */
const PATIENCE = 1000;

export class Progress {
  #began = performance.now();
  #shown = 0;

  /** @param {import('../index.d.ts').Progress} state */
  show({ name, done, total }) {
    const now = performance.now();
    if (process.stderr.isTTY !== true || now - this.#began < PATIENCE || now - this.#shown < 100) return;
    this.#shown = now;
    const rate = done / 1e6 / ((now - this.#began) / 1000);
    const share = total === null || total === 0 ? '' : ` ${Math.floor(done / total * 100)} %`;
    process.stderr.write(`\r\x1b[K${name}:${share} ${(done / 1e6).toFixed(0)} MB, ${rate.toFixed(0)} MB/s`);
  }

  end() {
    if (this.#shown > 0) process.stderr.write('\r\x1b[K');
  }
}
