import { createPublicKey } from "node:crypto";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { SecretRef } from "../../core/config/config.ts";
import { BrevetError } from "../../core/problem/brevet-error.ts";
import { finding, type Finding } from "../../core/problem/finding.ts";
import { formatInstant } from "../../core/time/format-instant.ts";
import { instant } from "../../core/time/instant.ts";
import type { CallOptions } from "../../ports/call-options.ts";
import type { OpenContext } from "../../ports/target.ts";
import { readAuthority } from "./authority.ts";

/** A CA is renewed this long before it is over: milliseconds. */
const monthMs = 30 * 86_400_000;

/** Whether the CA lasts, its key is here and its own, and nobody else writes the list of ended certificates. */
export async function checkAuthority(context: OpenContext, options: CallOptions): Promise<readonly Finding[]> {
  const about = `target ${context.config.id}`;
  const certificate = readAuthority(context.config);
  const found: Finding[] = [];
  const over = Date.parse(certificate.validTo);
  const left = over - context.clock.now();
  if (left < monthMs) {
    const until = formatInstant(instant(over));
    found.push(finding("TARGET_CA_OVER", about, { until }, left < 0 ? "error" : "warning"));
  }
  try {
    const key = createPublicKey(await context.secret(context.config.options["ca_key"] as SecretRef, options));
    if (!key.equals(certificate.publicKey)) found.push(finding("TARGET_KEY_OTHER", about, {}));
  } catch (error) {
    options.signal.throwIfAborted();
    const message = error instanceof BrevetError ? error.message : "It is no private key.";
    found.push(finding("TARGET_SECRET_AWAY", about, { message }, "warning"));
  }
  const path = resolve(context.folder, context.config.options["ended"] as string);
  const mode = (await stat(path).catch(() => null))?.mode ?? 0;
  if ((mode & 0o022) !== 0) found.push(finding("TARGET_LIST_OPEN", about, { path }));
  return found;
}
