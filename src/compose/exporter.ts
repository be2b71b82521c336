import { openExporter } from "../exporter/open-exporter.ts";
import type { ExporterOptions } from "../exporter/open-exporter.ts";
import type { Exporter } from "../ports/exporter.ts";

/** Where programs may ask how a resident engine stands. Loaded with the metrics library by whoever listens alone. */
export function exporter(options: ExporterOptions): Promise<Exporter> {
  return openExporter(options);
}
