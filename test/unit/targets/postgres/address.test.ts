import { describe, expect, it } from "vitest";
import { databaseIn, holdersAddress, onDatabase, urlFault } from "../../../../src/targets/postgres/address.ts";

const login = "brevet_alice_0123456789abcdef";

describe("holdersAddress", () => {
  it.each([
    ["postgresql://db.example:5433/customers", `postgresql://${login}:pw@db.example:5433/customers`],
    [
      "postgres://brevet:engine@db.example/x?sslmode=verify-full",
      `postgresql://${login}:pw@db.example/x?sslmode=verify-full`,
    ],
    ["postgresql://brevet:a@b:c@db.example", `postgresql://${login}:pw@db.example/postgres`],
    ["postgresql://db.example/my%20data", `postgresql://${login}:pw@db.example/my%20data`],
    [
      "postgresql://brevet:p@/x?host=%2Ftmp%2Fpg&password=hidden&sslkey=k",
      `postgresql://${login}:pw@/x?host=%2Ftmp%2Fpg`,
    ],
  ])("of %s keeps where it leads, and nothing else of it", (address, expected) => {
    expect(holdersAddress(address, login, "pw")).toBe(expected);
  });

  it("writes a login that looks like an address as a login", () => {
    const address = holdersAddress("postgresql://db.example/x", "brevet_alice@acme.example_0123456789abcdef", "pw");
    expect(new URL(address).host).toBe("db.example");
  });
});

it.each([
  ["postgresql://db.example:5433/customers?sslmode=require", "customers"],
  ["postgresql://brevet:pw@db.example/my%20data", "my data"],
  ["postgres://brevet@/x?host=%2Ftmp", "x"],
  ["postgresql://db.example", "postgres"],
  ["postgresql://db.example/", "postgres"],
  ["postgresql://db.example/50%", "50%"],
])("databaseIn tells where %s leads", (address, database) => {
  expect(databaseIn(address)).toBe(database);
});

it.each([
  [
    "postgresql://brevet:pw@db.example:5432/postgres?sslmode=require",
    "postgresql://brevet:pw@db.example:5432/my%20data?sslmode=require",
  ],
  ["postgres://brevet@/postgres?host=/tmp", "postgres://brevet@/my%20data?host=/tmp"],
  ["postgres://brevet@db.example", "postgres://brevet@db.example/my%20data"],
])("onDatabase leads from %s to another database of the same server", (url, expected) => {
  expect(onDatabase(url, "my data")).toBe(expected);
});

it.each([
  ["postgresql://brevet:pw@db.example/postgres", null],
  ["postgresql://db.example/postgres", "it names no login"],
  ["db.example", "it is no address: postgresql://login:password@host:5432/database"],
  ["https://brevet:pw@db.example/", "it is no address: postgresql://login:password@host:5432/database"],
])("urlFault tells of %s", (url, fault) => {
  expect(urlFault(url)).toBe(fault);
});
