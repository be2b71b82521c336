/** The people of the story, with the public keys they sign with. */
export type Keys = Readonly<Record<"alice" | "bob" | "carol" | "dana" | "vera", string>>;

/** The catalog of a small company, by path: who works there, what is protected, and who answers for it. */
export function companyFiles(keys: Keys, contractEnd: string, hasDatabase: boolean): ReadonlyMap<string, string> {
  return new Map([
    [
      "policies/catalog/people.yaml",
      `alice: { email: alice@acme.example, keys: [{ key: "${keys.alice}" }] }
bob: { email: bob@acme.example, keys: [{ key: "${keys.bob}" }] }
carol: { email: carol@acme.example, keys: [{ key: "${keys.carol}" }] }
dana: { email: dana@acme.example, keys: [{ key: "${keys.dana}" }] }
vera: { email: vera@helpdesk.example, vendor: helpdesk, keys: [{ key: "${keys.vera}" }] }
`,
    ],
    [
      "policies/catalog/teams.yaml",
      `payments: { members: [alice, bob] }
security: { members: [carol, dana] }
`,
    ],
    [
      "policies/catalog/vendors.yaml",
      `helpdesk:
  name: Helpdesk GmbH
  tier: high
  owner: bob
  contract_end: ${contractEnd}
  dpa: DPA-2031
  data: [personal]
`,
    ],
    [
      "policies/catalog/resources/payments.yaml",
      `reports:
  title: Daily reports
  tier: low
  owners: [team:payments]
  target: door
  roles:
    reader: { rights: { groups: [reports] }, max: 1h, eligible: [team:payments, vendor:helpdesk] }
customers:
  title: Customer database, production
  tier: critical
  data: [personal, payment]
  owners: [team:payments]
  target: door
  roles:
    admin: { rights: { groups: [customers] }, max: 1h, eligible: [team:payments] }
${hasDatabase ? orders : ""}`,
    ],
    [
      "policies/catalog/org.yaml",
      `timezone: Europe/Berlin
rules: { from: [team:security], count: 1 }
`,
    ],
  ]);
}

const orders = `orders:
  title: Orders, in the database
  tier: moderate
  owners: [team:payments]
  target: orders-db
  roles:
    reader: { rights: { role: orders_reader }, max: 1h, eligible: [team:payments] }
`;

/** What lies behind the door of the story: the group that each path needs. */
export const rooms: ReadonlyMap<string, string> = new Map([
  ["/reports", "reports"],
  ["/customers", "customers"],
]);
