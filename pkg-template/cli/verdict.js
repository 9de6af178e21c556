// What a report says to a shell.

import { EXIT } from './output.js';

/** @type {Record<import('../index.d.ts').Verdict, number>} */
const EXIT_OF = {
  verified: EXIT.verified, unstated: EXIT.open, incomplete: EXIT.open, unexpected: EXIT.refuted, failed: EXIT.refuted,
};

/**
 * A file that could not be read leaves open what it would have shown.
 *
 * @param {import('../index.d.ts').Report} report
 */
export function exitOf(report) {
  return report.errors.some(({ code }) => code === 'file-unreadable') ? EXIT.usage : EXIT_OF[report.verdict];
}
