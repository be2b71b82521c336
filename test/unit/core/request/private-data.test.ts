import { expect, it } from "vitest";
import { privateData } from "../../../../src/core/request/private-data.ts";

it.each([
  { name: "an ordinary reason", text: "Find the duplicate invoices of INC-4211", expected: [] },
  { name: "an account of a forge, a host and a port", text: "Ask @dana of 10.20.30.40:5432 at 10:00", expected: [] },
  { name: "an e-mail address", text: "Look at jane.doe+x@customer.co.example", expected: ["email"] },
  { name: "what only looks like one", text: "make x@y and user@host", expected: [] },
  { name: "a card number", text: "Refund 4111111111111111", expected: ["card"] },
  { name: "a card number in groups", text: "Refund 4111 1111 1111 1111, or 3782-822463-10005", expected: ["card"] },
  { name: "a number of that length whose last digit is another", text: "Change 4111111111111112", expected: [] },
  { name: "a longer number that holds one", text: "Change 99994111111111111111", expected: [] },
  { name: "noughts", text: "Change 0000000000000000", expected: [] },
  { name: "an IBAN", text: "Look at DE89370400440532013000", expected: ["iban"] },
  { name: "an IBAN in groups, with words behind it", text: "Pay NO93 8601 1117 947 AGAIN TODAY", expected: ["iban"] },
  { name: "what only looks like one", text: "Look at DE88370400440532013000", expected: [] },
  { name: "all of them", text: "a@b.no 4111111111111111 NO9386011117947", expected: ["card", "email", "iban"] },
])("finds $expected in $name", ({ text, expected }) => {
  expect(privateData(text)).toEqual(expected);
});
