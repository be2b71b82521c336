import type { EventOf } from "./event-of.ts";
import type { EventType } from "./event.ts";
import type { Work } from "./work.ts";

/** What each type of event changes of what is known. */
export type Folds = { readonly [Type in EventType]: (work: Work, event: EventOf<Type>) => void };
