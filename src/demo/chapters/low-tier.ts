import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Scene } from "../scene.ts";
import { nameRequest, takeCertificate, visit } from "./at-the-door.ts";

/** Access that the policy alone allows: asked for, used, over by itself, and what was left of it cut. */
export async function lowTier(scene: Scene, leaseSeconds: number): Promise<void> {
  const { stage, people, engine, door } = scene;
  const { alice } = people;
  stage.chapter("Low tier: the policy alone allows it, and the clock takes it away");
  stage.say("Alice wants to read the reports. Before them is a door, which lets nobody in without a certificate.");
  stage.set(alice, "DOOR", door);
  await stage.play(alice, visit("/reports"), { says: "403 NO_CERTIFICATE" });

  stage.say("She asks: that writes a small file, makes a key pair, and signs that it is she who asks.");
  const asked = await stage.play(
    alice,
    `brevet request payments/reports:reader --for ${leaseSeconds}s --reason "Look for the duplicate invoices"`,
    { only: /committed|private key|allowed|able to use/ },
  );
  nameRequest(scene, asked.output, [alice]);
  stage.say("The merge is what commits the company to it. The engine then judges once more, records, and gives.");
  await stage.play(alice, "git merge -q --no-ff --no-edit request/$ID");
  await stage.play(engine, "brevet apply", { says: "Admitted" });

  stage.say("She takes her certificate, and goes in. A second connection she leaves open.");
  const certificate = await takeCertificate(scene, alice, "reports.pem");
  await stage.play(alice, visit("/reports", "~/reports.pem"), { says: "200 alice" });
  const live = stage.playBehind(alice, visit("/reports/live", "~/reports.pem"));

  const end = new X509Certificate(await readFile(certificate)).validToDate;
  stage.say(`Now nothing of Brevet runs. The lease ends at ${end.toISOString().slice(11, 19)} UTC: wait for it …`);
  await setTimeout(Math.max(0, end.getTime() - Date.now()) + 1200);
  await stage.play(alice, visit("/reports", "~/reports.pem"));
  stage.say(
    "OpenSSL refused; nothing had to run for that. But TLS looks at a certificate once: what was open is open.",
  );
  stage.print(lastLines(live.output(), 2));
  stage.say("The next run of the engine, whenever it comes, lists the certificate as ended, and the door cuts it.");
  await stage.play(engine, "brevet apply", { says: "expired" });
  await live.over;
  stage.print(lastLines(live.output(), 2));
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
