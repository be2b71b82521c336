/** The OPA that rules are built with: what tools/opa/go.mod pins. Another version may give other bytes. */
export const opaVersion = "1.22.2";
