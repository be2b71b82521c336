import { Ajv } from "ajv";
import { reportSchemas } from "../../src/core/report/report-schemas.ts";

const ajv = new Ajv({ strict: true, allowUnionTypes: true });

/** Everything in which a value is not of a documented shape. */
export function faultsOf(report: string, value: unknown): string {
  const validate = ajv.getSchema(`urn:brevet:report-${report}`) ?? ajv.compile(reportSchemas[report] ?? false);
  return validate(value) === true ? "" : ajv.errorsText(validate.errors);
}

/** What a command gave with `--json`, and everything in which it is not of the documented shape. */
export function shaped(
  report: string,
  out: string,
): { readonly value: Record<string, unknown>; readonly faults: string } {
  const value = JSON.parse(out) as Record<string, unknown>;
  return { value, faults: faultsOf(report, value) };
}
