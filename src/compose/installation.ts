import { createPublicKey, generateKeyPairSync, randomUUID, X509Certificate } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brevetError } from "../core/problem/brevet-error.ts";
import { after } from "../core/time/instant.ts";
import { pin, readTrust, trustFile } from "../ledger/trust.ts";
import type { Clock } from "../ports/clock.ts";
import type { Installation, KeptAuthority, KeptKey } from "../ports/installation.ts";
import type { Signature, SigningKey } from "../ports/signature.ts";
import { createEndedList } from "../targets/x509/ended-list.ts";
import { makeAuthority } from "../targets/x509/make-authority.ts";
import { authorityIdentity } from "../targets/x509/authority.ts";
import { makeIdentity, toRecipient, unseal } from "../targets/sealed-secret.ts";
import { dataFolder, home, secretsFolder } from "./folders.ts";
import { keepFile } from "./keep-file.ts";
import { makeFolders } from "./make-folders.ts";
import type { Environment } from "./place.ts";

/** So long a door's authority lasts: ten years, in seconds. Grants last minutes; whoever owns the door renews it. */
const authorityLasts = 10 * 365 * 86_400;

interface Parts {
  readonly env: Environment;
  readonly gitDirectory: string;
  readonly signature: Signature;
  readonly clock: Clock;
}

/** What this clone and this person's account keep outside git. */
export function openInstallation({ env, gitDirectory, signature, clock }: Parts): Installation {
  const secrets = secretsFolder(env, gitDirectory);
  const data = dataFolder(env);
  const trust = trustFile(env["BREVET_TRUST"], gitDirectory);
  const requestKeyFile = (repository: string, id: string): string =>
    join(data, "keys", repository, `${id.replaceAll("/", "_")}.key`);

  async function sshKey(path: string, comment: string): Promise<KeptKey> {
    const { made } = await keepFile(path, () => signature.generateKey(comment).privateKey);
    return await identified({ kind: "file", path }, made);
  }

  async function identified(key: SigningKey, made: boolean): Promise<KeptKey> {
    const identity = await signature.identify(key, { signal: AbortSignal.timeout(10_000) });
    if (!identity.ok) throw brevetError("KEY_UNREADABLE", { what: identity.problems[0]?.message ?? "" });
    return { ...identity.value, key, made };
  }

  return {
    newId: () => randomUUID(),
    engineKey: () => sshKey(join(secrets, "engine", "key"), "brevet engine"),
    async personKey(comment) {
      const own = join(home(env), ".ssh", "id_ed25519.pub");
      if (await isThere(own)) return await identified({ kind: "file", path: own }, false);
      return await sshKey(join(data, "id_ed25519"), comment);
    },
    async authority(target, name): Promise<KeptAuthority> {
      const folder = join(secrets, target);
      // Key and certificate in one file: neither is ever there without the other.
      const { text } = await keepFile(join(folder, "ca.pem"), async () => {
        const now = clock.now();
        const authority = await makeAuthority(name, now, after(now, authorityLasts));
        return `${authority.privateKey}${authority.certificate}`;
      });
      const certificate = new X509Certificate(text);
      const identity = authorityIdentity(certificate);
      await createEndedList(join(folder, "ended"), identity);
      return { certificate: certificate.raw.toString("base64"), identity };
    },
    async requestKey(repository, id, form) {
      const path = requestKeyFile(repository, id);
      if (form === "age") {
        const { text } = await keepFile(path, async () => `${await makeIdentity()}\n`);
        return { publicKey: await toRecipient(text), path };
      }
      const { text } = await keepFile(path, () => {
        const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
        return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      });
      const publicKey = createPublicKey(text).export({ type: "spki", format: "der" }).toString("base64");
      return { publicKey, path };
    },
    async requestKeyPath(repository, id) {
      const path = requestKeyFile(repository, id);
      return (await isThere(path)) ? path : null;
    },
    async unseal(repository, id, sealed) {
      const path = requestKeyFile(repository, id);
      return (await isThere(path)) ? await unseal(sealed, await readFile(path, "utf8")) : null;
    },
    async keepFiles(name, files) {
      const folder = join(gitDirectory, "brevet", name);
      for (const [path, bytes] of files) await keepFile(join(folder, path), () => Buffer.from(bytes).toString());
      return folder;
    },
    pinned: () => readTrust(trust),
    async pin(pins) {
      await makeFolders(join(gitDirectory, "brevet"), 0o700);
      await pin(trust, pins);
    },
  };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
