// Servers of every temper: those that break off, stall, ignore ranges, or have another file by then.

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {(request: Request, response: Response) => void} Answer
 *
 * @typedef {object} Temper
 * @property {Buffer} [bytes]  in place of the file
 * @property {Record<string, string>} [headers]
 * @property {number} [cut]    breaks off after so many bytes
 * @property {number} [stall]  sends nothing more after so many bytes
 */

/**
 * All of a file, or what follows the range asked for.
 *
 * @param {Buffer} file
 * @param {Temper} [temper]
 * @returns {Answer}
 */
export function sending(file, { bytes = file, headers = {}, cut, stall } = {}) {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length - from, ...range, ...headers });
    const end = cut ?? stall;
    if (end === undefined) response.end(bytes.subarray(from));
    else response.write(bytes.subarray(from, end), () => { if (cut !== undefined) setTimeout(() => response.destroy(), 100); });
  };
}

/**
 * The same, whatever range is asked for.
 *
 * @param {Buffer} file
 * @param {Temper} [temper]
 * @returns {Answer}
 */
export function sendingWhole(file, temper) {
  const send = sending(file, temper);
  return ({ headers: { range: _, ...headers } }, response) => send(/** @type {Request} */ ({ headers }), response);
}
