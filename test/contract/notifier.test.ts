import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NotifierConfig } from "../../src/core/config/config.ts";
import { toNotice, type Notice } from "../../src/core/report/notice.ts";
import { openNotifier } from "../../src/notify/open-notifier.ts";
import { alices } from "../unit/core/ledger/notified.ts";

const options = { signal: new AbortController().signal };
const notice: Notice = toNotice({ grant: alices(), to: "team:security" }, "0b6f9e0e-2f0a-4e0c-9d53-1f4f8f3f7c11");
const secret = "T0KEN-of-the-channel";

/** A place on this machine that keeps what it was sent, and answers as it is told to. */
let answer: { readonly status: number; readonly location?: string };
let heard: { readonly url: string | undefined; readonly type: string | undefined; readonly body: unknown }[];
let server: Server;
let address: string;

beforeEach(async () => {
  answer = { status: 200 };
  heard = [];
  server = createServer((request: IncomingMessage, response) => {
    void text(request).then((body) => {
      heard.push({ url: request.url, type: request.headers["content-type"], body: JSON.parse(body) as unknown });
      response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location });
      response.end("thank you");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function tell(kind: NotifierConfig["kind"], said: Notice = notice, to = address): Promise<void> {
  return openNotifier({ id: "chat", kind, url: "env:BREVET_CHAT_URL", on: [] }, () => Promise.resolve(to)).tell(
    said,
    options,
  );
}

async function failure(telling: Promise<void>): Promise<string> {
  const error: unknown = await telling.then(
    () => null,
    (why: unknown) => why,
  );
  expect(error).toMatchObject({ code: "NOTICE_NOT_TAKEN" });
  expect(String(error)).not.toContain(secret);
  return String(error);
}

describe.each(["webhook", "slack"] as const)("a notifier of kind %s keeps the promises of a notifier", (kind) => {
  it("tells, once a call, with the address that it was given", async () => {
    await tell(kind);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ url: `/${secret}`, type: "application/json" });
    expect(JSON.stringify(heard[0]?.body)).toContain("For team:security: alice gets payments/customers-db:read-only");
  });

  it.each([
    { name: "that refuses", status: 403 },
    { name: "that is broken", status: 500 },
  ])("fails at a place $name", async ({ status }) => {
    answer = { status };
    expect(await failure(tell(kind))).toContain(`it answered ${status}`);
  });

  it("follows no place to another", async () => {
    answer = { status: 307, location: address };
    expect(await failure(tell(kind))).toContain("it answered 307");
    expect(heard).toHaveLength(1);
  });

  it("fails where nobody answers, and names no address", async () => {
    expect(await failure(tell(kind, notice, `http://127.0.0.1:1/${secret}`))).toMatch(/cannot be reached/);
  });

  it.each([
    { name: "without TLS", to: `http://chat.example/${secret}` },
    { name: "with a login", to: `https://user:${secret}@chat.example/` },
    { name: "of another protocol", to: `file:///${secret}` },
    { name: "that is none", to: secret },
  ])("goes to no address $name", async ({ to }) => {
    expect(await failure(tell(kind, notice, to))).toContain("its address is not https://");
  });

  it("gives up when it is told to", async () => {
    const stopped = { signal: AbortSignal.abort() };
    const notifier = openNotifier({ id: "chat", kind, url: "env:BREVET_CHAT_URL", on: [] }, () =>
      Promise.resolve(address),
    );
    await expect(notifier.tell(notice, stopped)).rejects.toThrow(/abort/i);
  });
});

it("sends a webhook the notice as it is", async () => {
  await tell("webhook");
  expect(heard[0]?.body).toEqual(notice);
});

it("S40 nothing of a notice is a mention, a link or a format for Slack", async () => {
  await tell("slack", { ...notice, text: "<!channel> <https://evil.example|here> & *bold*" });
  expect(heard[0]?.body).toEqual({
    text: "&lt;!channel&gt; &lt;https://evil.example|here&gt; &amp; *bold*",
    mrkdwn: false,
    link_names: false,
    parse: "none",
    unfurl_links: false,
  });
});
