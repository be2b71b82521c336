import { chmodSync, cpSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Resident } from "../../e2e/resident.ts";
import { family } from "../place/family.ts";
import type { Place } from "../place/place.ts";
import type { Asked, How, Site } from "../place/site.ts";
import { pinWitness } from "../place/witness.ts";

const clock = join(import.meta.dirname, "../place/clock.ts");
const engines = ["engine", "standby"] as const;

/** What people did about one request, as everybody saw it: the truth that engines are measured by. */
export interface Ask {
  readonly id: string;
  readonly who: string;
  readonly what: Asked;
  /** Whether it was signed by who asks, agreed to where that is needed, and merged. */
  readonly isDeserved: boolean;
  readonly extends: string | null;
  /** Whether somebody who may took it back. */
  isRevoked: boolean;
}

/** A site in which things go wrong, on a real server, and what is known of it beside what engines say. */
export class RealPlot {
  readonly place: Place;
  readonly site: Site;
  readonly asked: Ask[] = [];
  /** Roles that an administrator gave, by hand. */
  readonly foreign: Set<string> = new Set<string>();
  isFrozen = false;
  isDown = false;
  isForgeDown = false;
  readonly #running = new Map<string, Resident>();

  private constructor(place: Place, site: Site) {
    this.place = place;
    this.site = site;
  }

  /** A fresh site with one engine at work, beside a witness that knows the time. */
  static async begin(place: Place): Promise<RealPlot> {
    const site = await place.site();
    pinWitness(site);
    const folder = join(site.box.folder, site.engine, "..");
    cpSync(join(folder, "engine"), join(folder, "standby"), { recursive: true });
    const plot = new RealPlot(place, site);
    plot.engage(0, 0);
    return plot;
  }

  /** Whether the server can be asked. */
  get canLook(): boolean {
    return !this.isDown && !this.isFrozen;
  }

  async ask(
    what: Asked,
    who: string,
    duration: string,
    how: How & { readonly isPushed?: boolean } = {},
  ): Promise<void> {
    if (this.isForgeDown) return;
    const { id, files } = await this.site.request(what, who, duration, how);
    await (how.isPushed === true ? this.site.push(files) : this.site.merge(files));
    const isAgreed = what !== "vault" || how.approvedBy !== undefined;
    const isDeserved = how.isSigned !== false && how.isPushed !== true && isAgreed;
    this.asked.push({ id, who, what, isDeserved, extends: how.extends ?? null, isRevoked: false });
  }

  async revoke(who: string, ask: Ask): Promise<void> {
    if (this.isForgeDown) return;
    await this.site.order(who, { do: "revoke", match: { request: ask.id }, reason: "No longer needed" });
    if (who === ask.who) ask.isRevoked = true;
  }

  /** Starts an engine in one of two clones, by a clock that is so much off: milliseconds. One that runs there goes on. */
  engage(which: number, offMs: number): void {
    const name = engines[which % engines.length] ?? "engine";
    if (this.#running.has(name)) return;
    const env = offMs === 0 ? {} : { NODE_OPTIONS: `--import=${clock}`, BATTERY_OFFSET: String(offMs) };
    this.#running.set(name, this.site.resident(env, join(this.site.engine, "..", name)));
  }

  /** Kills one of those that run. */
  async kill(which: number): Promise<void> {
    const names = [...this.#running.keys()];
    const name = names[which % Math.max(1, names.length)];
    if (name === undefined) return;
    await this.#running.get(name)?.end("SIGKILL");
    this.#running.delete(name);
  }

  freeze(): void {
    if (!this.canLook || process.platform !== "linux") return;
    for (const pid of family(this.place.database.server.pid() ?? 0)) process.kill(pid, "SIGSTOP");
    this.isFrozen = true;
  }

  thaw(): void {
    if (!this.isFrozen) return;
    for (const pid of family(this.place.database.server.pid() ?? 0)) process.kill(pid, "SIGCONT");
    this.isFrozen = false;
  }

  async crash(): Promise<void> {
    if (!this.canLook) return;
    await this.place.database.server.crash();
    this.isDown = true;
  }

  async rise(): Promise<void> {
    if (!this.isDown) return;
    await this.place.database.server.start();
    this.isDown = false;
  }

  refusePushes(isRefused: boolean): void {
    if (this.isForgeDown) return;
    const hook = join(this.#remote, "hooks/pre-receive");
    rmSync(hook, { force: true });
    if (!isRefused) return;
    writeFileSync(hook, "#!/bin/sh\necho 'nobody pushes now' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
  }

  takeForge(isDown: boolean): void {
    if (isDown === this.isForgeDown) return;
    const [from, to] = isDown ? [this.#remote, `${this.#remote}.away`] : [`${this.#remote}.away`, this.#remote];
    if (existsSync(from)) renameSync(from, to);
    this.isForgeDown = isDown;
  }

  /** An administrator gives a role without Brevet. */
  async giveByHand(n: number): Promise<void> {
    const name = `hand_${n}`;
    if (!this.canLook || this.foreign.has(name)) return;
    await this.place.database.sql(`create role ${name} login; grant customers_ro to ${name}`);
    this.foreign.add(name);
  }

  /** Everything works again, and every clock is right. */
  async heal(): Promise<void> {
    this.thaw();
    await this.rise();
    this.takeForge(false);
    this.refusePushes(false);
    while (this.#running.size > 0) await this.kill(0);
    this.engage(0, 0);
    this.engage(1, 0);
  }

  /** Leaves the server to the next one. */
  async leave(): Promise<void> {
    this.thaw();
    await this.rise();
    await this.site.leave();
    for (const name of this.foreign) await this.place.database.sql(`drop role ${name}`);
  }

  get #remote(): string {
    return join(this.site.box.folder, this.site.remote);
  }
}
