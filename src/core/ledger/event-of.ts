import type { Draft, Event, EventType } from "./event.ts";
import type { EventBodies } from "./event-body.ts";

/** An event whose body is known by its type. */
export type EventOf<Type extends EventType> = Omit<Event, "type" | "body"> & {
  readonly type: Type;
  readonly body: EventBodies[Type];
};

/** Any event, so that a switch over its type knows the body. */
export type TypedEvent = { readonly [Type in EventType]: EventOf<Type> }[EventType];

/** An event that was read or sealed, both of which checked its body, by its type. */
export function typed(event: Event): TypedEvent {
  return event as unknown as TypedEvent;
}

/** Whether an event is of that type, its body with it. */
export function isEvent<Type extends EventType>(event: Event, type: Type): event is Event & EventOf<Type> {
  return event.type === type;
}

/** The same of a draft. */
export function isDraft<Type extends EventType>(
  draft: Draft,
  type: Type,
): draft is Draft & Pick<EventOf<Type>, "type" | "body"> {
  return draft.type === type;
}
