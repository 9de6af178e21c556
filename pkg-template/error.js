// What is thrown: a code, the stage that found it, and the facts. The codes are those of docs/report.md.

/** @typedef {import('./codes.d.ts').ErrorCode} ErrorCode */

/** An error of Touchstone. */
export class TouchstoneError extends Error {
  name = 'TouchstoneError';

  /**
   * @param {ErrorCode} code
   * @param {string} stage  sniff, parse, bind, verify, judge, or host for what lies outside the engine
   * @param {Record<string, unknown>} facts
   * @param {unknown} [cause]
   */
  constructor(code, stage, facts, cause) {
    super(describe(code, facts), { cause });
    this.code = code;
    this.stage = stage;
    this.facts = facts;
  }

  /**
   * The error in a form that crosses to another thread.
   *
   * @returns {{ code: ErrorCode, stage: string, facts: Record<string, unknown> }}
   */
  toJSON() {
    return { code: this.code, stage: this.stage, facts: this.facts };
  }
}

/**
 * What the engine threw, or any other reason, as one of these errors where it is one.
 *
 * @param {unknown} reason
 */
export function asThrown(reason) {
  if (reason instanceof TouchstoneError || !isThrown(reason)) return reason;
  return new TouchstoneError(reason.code, reason.stage, reason.facts);
}

/** The mistake of a caller. */
export function usage(/** @type {string} */ argument, /** @type {string} */ expected) {
  return new TouchstoneError('usage', 'host', { argument, expected });
}

/** The end of something that the caller no longer wants. */
export function cancelled() {
  return new TouchstoneError('cancelled', 'host', {});
}

/**
 * @param {unknown} reason
 * @returns {reason is { code: ErrorCode, stage: string, facts: Record<string, unknown> }}
 */
function isThrown(reason) {
  return typeof reason === 'object' && reason !== null && 'code' in reason && 'stage' in reason && 'facts' in reason;
}

/**
 * @param {string} code
 * @param {Record<string, unknown>} facts
 */
function describe(code, facts) {
  const explained = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [code, ...explained].join(' ');
}
