// What client.js and worker.js say to each other.

import type { ErrorCode } from './codes.js';

export interface PlainError { code: ErrorCode; stage: string; facts: Record<string, unknown> }

/** To the worker. */
export type Request =
  | { id: number; call: string; args: unknown[] }
  | { cancel: number };

/** From the worker: once that it is ready, or why not; then progress and one end for each request. */
export type Answer =
  | { ready: true }
  | { failed: PlainError }
  | { id: number; progress: unknown }
  | { id: number; value: unknown }
  | { id: number; error: PlainError };
