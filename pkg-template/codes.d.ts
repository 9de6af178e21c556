/**
 * The code of an error: every one has a sentence and a next step in `i18n/`.
 *
 * ```js
 * import { inspect } from 'touchstone-verify';
 *
 * const { errors } = await inspect('hello');
 * console.log(errors[0]?.code); // kind-unsupported
 * ```
 */
export type ErrorCode = string;
