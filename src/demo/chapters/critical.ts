import type { Scene } from "../scene.ts";
import { nameRequest, takeCertificate, visit } from "./at-the-door.ts";

/** Access that two stages must agree to: nobody agrees for themselves, and one objection beats every approval. */
export async function critical(scene: Scene): Promise<void> {
  const { stage, people, engine } = scene;
  const { alice, bob, carol, dana, mallory, vera } = people;
  stage.chapter("Critical: two stages, nobody for themselves, and one objection stops it");
  const asked = await stage.play(
    alice,
    'brevet request payments/customers:admin --for 30m --ticket INC-4211 --reason "Merge duplicate customers"',
    { only: /committed|pending|able to use|OWNER|SECOND/ },
  );
  nameRequest(scene, asked.output, [alice, bob, carol, dana, mallory]);

  stage.say("An owner has to agree, and somebody of security. Alice is an owner; but she asked.");
  await stage.play(alice, "brevet approve $ID --yes", { ends: 1, says: "SEAT_EXCLUDED" });
  stage.say("Bob sees exactly what she would get, and signs that.");
  await stage.play(bob, "brevet approve $ID --yes", { to: /You sign/, only: /able to use|OWNER|SECOND|You sign/ });
  stage.say("Carol of security objects: from now on it is refused, whoever agrees.");
  const objected = await stage.play(carol, "brevet object $ID --yes", {
    from: /signed by/,
    only: /signed by|lift|denied|OBJECTED|objects/,
  });
  await stage.play(dana, "brevet approve $ID --yes", { from: /signed by/, only: /denied|agreed|OBJECTED|objects/ });

  stage.say("They talk, and Carol takes it back: signed, like everything that anybody says here.");
  const [digest = ""] = /sha256-[A-Za-z0-9_-]{43}/.exec(objected.output) ?? [];
  await stage.play(carol, `brevet lift ${digest} --yes`, { from: /^lift/, only: /signed by|committed/ });
  await stage.play(bob, "git merge -q --no-ff --no-edit request/$ID");
  await stage.play(engine, "brevet apply", { says: "Admitted" });
  await takeCertificate(scene, alice, "customers.pem");
  await stage.play(alice, visit("/customers", "~/customers.pem"), { says: "200 alice" });
  stage.say("It opens what was asked for, and nothing else.");
  await stage.play(alice, visit("/reports", "~/customers.pem"), { says: "403 " });

  stage.say("Whoever comes from a vendor needs the word of who answers for the vendor inside, even for the reports.");
  await stage.play(vera, 'brevet request payments/reports:reader --for 1h --reason "Check the export of last night"', {
    only: /committed|pending|VENDOR/,
  });
}
