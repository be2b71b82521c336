/** What `request` was told; what is missing is asked for. */
export interface RequestOptions {
  readonly for?: string;
  readonly reason?: string;
  readonly subject?: string;
  readonly start?: string;
  readonly ticket?: string;
  readonly emergency?: boolean;
  readonly extends?: string;
  readonly publicKey?: string;
  readonly key?: string;
  readonly open?: boolean;
  readonly wait?: boolean;
}
