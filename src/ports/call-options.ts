/** What every call of a port takes: the way to stop it. */
export interface CallOptions {
  readonly signal: AbortSignal;
}
