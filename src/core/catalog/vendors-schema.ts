import type { XStatic } from "typebox/schema";

/** `policies/catalog/vendors.yaml` as people write it: third parties, by id. */
export const vendorsSchema = {
  $id: "urn:brevet:vendors",
  title: "Vendors",
  type: "object",
  propertyNames: {
    pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
    description: "Lower-case letters, digits and hyphens, at most 63, such as acme.",
  },
  additionalProperties: {
    type: "object",
    additionalProperties: false,
    required: ["name", "tier", "owner", "contract_end"],
    properties: {
      name: { type: "string", maxLength: 200, pattern: "^\\S(?:[^\\n]*\\S)?$", description: "Acme Support GmbH" },
      tier: { enum: ["low", "moderate", "high", "critical"], description: "How much harm it could do." },
      owner: {
        type: "string",
        pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
        description: "The person inside who answers for it.",
      },
      contract_end: { type: "string", maxLength: 10, description: "The contract's last day, such as 2027-06-30." },
      review_by: { type: "string", maxLength: 10, description: "By when this entry is to be looked at again." },
      country: { type: "string", pattern: "^[A-Z]{2}$", description: "Where it works with the data: AT, US." },
      segment: {
        type: "array",
        description: "The only resources that it may get: [payments/*].",
        maxItems: 1000,
        uniqueItems: true,
        items: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,62}/(?:\\*|[a-z0-9][a-z0-9-]{0,62})$" },
      },
      addresses: {
        type: "array",
        description: "Where its people come from: [192.0.2.0/24].",
        maxItems: 100,
        uniqueItems: true,
        items: { type: "string", maxLength: 64, pattern: "^[0-9a-f.:]+(?:/[0-9]{1,3})?$" },
      },
      dpa: {
        type: "string",
        maxLength: 200,
        pattern: "^\\S(?:[^\\n]*\\S)?$",
        description: "The processing agreement.",
      },
      data: {
        type: "array",
        description: "Categories of data that it may see, such as personal.",
        maxItems: 32,
        uniqueItems: true,
        items: { type: "string", pattern: "^[a-z0-9][a-z0-9_-]{0,62}$" },
      },
      attributes: { type: "object", description: "Anything that own rules read." },
    },
  },
} as const;

/** The content of vendors.yaml. */
export type VendorsFile = XStatic<typeof vendorsSchema>;
