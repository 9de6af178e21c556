// Workers that answer lines. One that dies costs the line it was at, and is replaced.

import { Worker } from 'node:worker_threads';

import { EXIT } from '../output.js';

/**
 * @typedef {import('./input.js').Line} Line
 * @typedef {{ text: string, exit: number }} Answer
 *
 * @typedef {object} Task
 * @property {Line} line
 * @property {(answer: Answer) => void} done
 *
 * @typedef {{ worker: Worker, task: Task | undefined }} Hand
 */

const SCRIPT = new URL('./worker.js', import.meta.url);

export class Pool {
  #most;
  #data;
  #script;
  /** @type {Set<Hand>} */
  #hands = new Set();
  /** @type {Task[]} */
  #waiting = [];

  /**
   * @param {number} most  workers
   * @param {import('./worker.js').Data} data  that each of them gets
   * @param {URL} [script]
   */
  constructor(most, data, script = SCRIPT) {
    this.#most = most;
    this.#data = data;
    this.#script = script;
  }

  /**
   * @param {Line} line
   * @returns {Promise<Answer>}
   */
  answer(line) {
    return new Promise((done) => {
      this.#waiting.push({ line, done });
      this.#next();
    });
  }

  async close() {
    const workers = [...this.#hands].map(({ worker }) => worker);
    this.#hands.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  /** Gives the lines that wait to whoever is free. */
  #next() {
    while (this.#waiting.length > 0) {
      const hand = [...this.#hands].find(({ task }) => task === undefined) ?? this.#another();
      if (hand === undefined) return;
      hand.task = this.#waiting.shift();
      hand.worker.postMessage(hand.task?.line);
    }
  }

  #another() {
    if (this.#hands.size >= this.#most) return undefined;
    /** @type {Hand} */
    const hand = { worker: new Worker(this.#script, { workerData: this.#data }), task: undefined };
    this.#hands.add(hand);
    let reason = '';
    hand.worker.on('message', (answer) => this.#finish(hand, answer));
    hand.worker.on('error', (error) => { reason = String(error instanceof Error ? error.message : error); });
    hand.worker.on('exit', (code) => {
      if (!this.#hands.delete(hand)) return;
      if (hand.task !== undefined) this.#finish(hand, died(hand.task.line, reason || `the worker ended with ${code}`));
    });
    return hand;
  }

  /**
   * @param {Hand} hand
   * @param {Answer} answer
   */
  #finish(hand, answer) {
    const { task } = hand;
    hand.task = undefined;
    task?.done(answer);
    this.#next();
  }
}

/**
 * @param {Line} line
 * @param {string} reason
 * @returns {Answer}
 */
function died({ number, bytes }, reason) {
  const id = idIn(bytes);
  const error = { code: 'internal-error', facts: { reason } };
  return { text: JSON.stringify(id === undefined ? { id: null, line: number, error } : { id, error }), exit: EXIT.usage };
}

/** @param {Uint8Array | undefined} bytes */
function idIn(bytes) {
  try {
    const { id } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof id === 'string' || typeof id === 'number' ? id : undefined;
  } catch {
    return undefined;
  }
}
