import { describe, expect, it } from "vitest";
import { listenOption } from "../../../../src/cli/parse/listen.ts";

describe("--listen", () => {
  it.each([
    { value: "9464", host: "127.0.0.1", port: 9464, why: "a port is one of this machine alone" },
    { value: "127.0.0.1:9464", host: "127.0.0.1", port: 9464, why: "an address is taken as it is" },
    { value: "0.0.0.0:80", host: "0.0.0.0", port: 80, why: "others are let in by naming it" },
    { value: "[::1]:9464", host: "::1", port: 9464, why: "IPv6 stands in brackets" },
    { value: "localhost:0", host: "localhost", port: 0, why: "0 is any free port" },
  ])("takes $value: $why", ({ value, host, port }) => {
    expect(listenOption(value)).toEqual({ host, port });
  });

  it.each(["", ":9464", "65536", "127.0.0.1", "::1:9464", "http://127.0.0.1:9464", "9464/metrics", "a b:1"])(
    "refuses %j",
    (value) => {
      expect(() => listenOption(value)).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
    },
  );
});
