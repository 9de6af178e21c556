// Exit codes, and times as people read them.

/** Exit codes; the last two are those of shells for a signal. */
export const EXIT = { verified: 0, refuted: 1, usage: 2, open: 3, interrupted: 130, unread: 141, terminated: 143 };

/** @param {string} time  RFC 3339 in UTC */
export function timeInWords(time) {
  return time.replace('T', ' ').replace('Z', ' UTC');
}
