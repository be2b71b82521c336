import type { ApplyPorts } from "../../src/engine/engine-ports.ts";

/** When a run dies: at its n-th call of a port, before that is made or once it is done. Null: never. */
export interface Death {
  readonly call: number;
  readonly when: "before" | "after";
}

/** A run that dies: nothing of it reaches the outside any more. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** What a run calls, in order, as `port.method`, and whether it is dead. */
export interface Life {
  readonly calls: readonly string[];
  readonly isOver: boolean;
}

/**
 * Ports whose every call is counted, those of what they open too, and which die as told: that call throws, and every
 * later one. `over` makes the ports that hang on git from a git that is counted as well.
 */
export function mortalPorts(
  make: (over: Partial<ApplyPorts>) => ApplyPorts,
  death: Death | null,
): { readonly ports: ApplyPorts; readonly life: Life } {
  const calls: string[] = [];
  let isOver = false;
  const die = (): never => {
    isOver = true;
    throw new Killed(`killed at call ${calls.length}`);
  };

  /** Counts one call, made by `run`. */
  function live(name: string, run: () => unknown): unknown {
    if (isOver) throw new Killed(`${name} of a dead run`);
    const place = calls.push(name);
    const isLast = (when: Death["when"]): boolean => death?.call === place && death.when === when;
    if (isLast("before")) die();
    const answer = run();
    const finish = (value: unknown): unknown => (isOver || isLast("after") ? die() : value);
    if (answer instanceof Promise) return answer.then((value: unknown) => finish(wrapOpened(name, value)));
    return isIterable(answer) ? iterate(answer, finish) : finish(answer);
  }

  async function* iterate(items: AsyncIterable<unknown>, finish: (value: unknown) => unknown): AsyncGenerator {
    for await (const item of items) {
      if (isOver) die();
      yield item;
    }
    finish(null);
  }

  /** What opening gives is a port too. */
  function wrapOpened(name: string, value: unknown): unknown {
    const isPort = name === "targets.open" || name === "readers.openReader" || name === "policies.of";
    if (!isPort || typeof value !== "object" || value === null) return value;
    if (name !== "policies.of") return wrap(value, name.split(".")[0] === "targets" ? "target" : "reader");
    return "value" in value ? { ...value, value: wrap(value.value as object, "policy") } : value;
  }

  function wrap<Port extends object>(port: Port, name: string): Port {
    return new Proxy(port, {
      get(of, key) {
        const value: unknown = Reflect.get(of, key);
        if (typeof value !== "function" || key === "close") return value;
        return (...args: unknown[]) => live(`${name}.${String(key)}`, () => Reflect.apply(value, of, args) as unknown);
      },
    });
  }

  const git = wrap(make({}).git, "git");
  const { forge, ledger, signature, policies, readers, targets, ...rest } = make({ git });
  const ports: ApplyPorts = {
    ...rest,
    forge: wrap(forge, "forge"),
    ledger: wrap(ledger, "ledger"),
    signature: wrap(signature, "signature"),
    policies: wrap(policies, "policies"),
    readers: wrap(readers, "readers"),
    targets: wrap(targets, "targets"),
  };
  return {
    ports,
    life: {
      calls,
      get isOver() {
        return isOver;
      },
    },
  };
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
