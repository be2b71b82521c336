/** Names of this machine itself, as addresses write them. */
const here = ["127.0.0.1", "[::1]", "localhost"];

/** Whether what is said to an address stays there: it goes over TLS, or to this machine itself. */
export function isConfidential({
  protocol,
  hostname,
}: {
  readonly protocol: string;
  readonly hostname: string;
}): boolean {
  return protocol === "https:" || (protocol === "http:" && here.includes(hostname));
}
