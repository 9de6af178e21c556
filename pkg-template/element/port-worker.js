// A port that client.js can take for a worker.

export class PortWorker extends EventTarget {
  /** @type {MessagePort} */
  #port;
  /** @type {() => void} */
  #end;

  /**
   * @param {MessagePort} port
   * @param {() => void} [end]  is told when nobody needs the other side any more
   */
  constructor(port, end = () => {}) {
    super();
    this.#port = port;
    this.#end = end;
    port.addEventListener('message', ({ data }) => this.dispatchEvent(new MessageEvent('message', { data })));
    port.start();
  }

  /**
   * @param {unknown} message
   * @param {Transferable[]} [transfer]
   */
  postMessage(message, transfer = []) {
    this.#port.postMessage(message, transfer);
  }

  terminate() {
    this.#port.close();
    this.#end();
  }
}

/** As far as a client sees. */
export function asWorker(/** @type {PortWorker} */ port) {
  return /** @type {Worker} */ (/** @type {unknown} */ (port));
}
