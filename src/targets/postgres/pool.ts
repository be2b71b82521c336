import { BrevetError } from "../../core/problem/brevet-error.ts";
import type { Database } from "./database.ts";

interface Member {
  readonly database: Database;
  /** Questions that it was asked and has not answered. */
  waiting: number;
  hasAnswered: boolean;
}

/**
 * Several connections to one database as one: a question goes to one that has nothing to do; only where there is none, another
 * is opened, up to so many. A server that lets in fewer is asked on those that it let in. Questions may overtake each other.
 */
export function openPool(most: number, open: () => Database): Database {
  const members: Member[] = [];
  let room = most;

  /** The one with the least to do; a new one where all are busy and there is room. */
  function idlest(): Member {
    const [first, ...others] = members;
    if (first === undefined) return add();
    const least = others.reduce((least, one) => (one.waiting < least.waiting ? one : least), first);
    return least.waiting > 0 && members.length < room ? add() : least;
  }

  function add(): Member {
    const member = { database: open(), waiting: 0, hasAnswered: false };
    members.push(member);
    return member;
  }

  /** One that never let anybody in is done without; what it was asked is asked of the first. */
  async function instead(member: Member): Promise<Member | null> {
    const [first] = members;
    if (first === undefined || member === first || member.hasAnswered) return null;
    const at = members.indexOf(member);
    if (at > 0) members.splice(at, 1);
    room = members.length;
    await member.database.close();
    return first;
  }

  async function ask(member: Member, question: Parameters<Database["query"]>): ReturnType<Database["query"]> {
    member.waiting += 1;
    try {
      const rows = await member.database.query(...question);
      member.hasAnswered = true;
      return rows;
    } finally {
      member.waiting -= 1;
    }
  }

  return {
    async query(...question) {
      const member = idlest();
      try {
        return await ask(member, question);
      } catch (error) {
        const isRefused = error instanceof BrevetError && error.code === "TARGET_UNREACHABLE";
        const other = isRefused ? await instead(member) : null;
        if (other === null) throw error;
        return await ask(other, question);
      }
    },
    async close() {
      await Promise.all(members.map(({ database }) => database.close()));
    },
  };
}
