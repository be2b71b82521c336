import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The real ssh-keygen, as a second opinion and as a maker of keys, in a folder of its own. */
export class Openssh implements Disposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), "brevet-openssh-"));

  /** Makes a key pair; answers the path of its private half. */
  makeKey(name: string, ...args: readonly string[]): string {
    const path = join(this.folder, name);
    execFileSync("ssh-keygen", ["-q", "-C", `${name} of a test`, "-N", "", "-f", path, ...args]);
    return path;
  }

  sign(keyPath: string, message: string, namespace: string, ...args: readonly string[]): string {
    const signing = ["-Y", "sign", "-q", "-n", namespace, "-f", keyPath, ...args];
    return execFileSync("ssh-keygen", signing, { input: message, encoding: "utf8" });
  }

  /** Whether `ssh-keygen -Y verify` finds the signature good for the key. */
  accepts(publicKey: string, signature: string, message: string | Uint8Array, namespace: string): boolean {
    const signers = join(this.folder, "signers");
    const file = join(this.folder, "signature");
    writeFileSync(signers, `somebody ${publicKey}\n`);
    writeFileSync(file, signature);
    const verifying = ["-Y", "verify", "-n", namespace, "-I", "somebody", "-f", signers, "-s", file];
    return spawnSync("ssh-keygen", verifying, { input: message }).status === 0;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
