"use client";

import { useMemo, useState } from "react";
import type { PeopleSelection } from "./change-row";

export type Access = "LOST" | "GAINED" | "NONE";

export interface Part {
  readonly access: readonly Access[];
  readonly integrationIds: readonly string[];
  readonly userIds: readonly string[];
}

const NOTHING: Part = { access: [], integrationIds: [], userIds: [] };
const withOrWithout = <Item,>(items: readonly Item[], item: Item, isIn: boolean): readonly Item[] =>
  isIn ? [...items.filter((each) => each !== item), item] : items.filter((each) => each !== item);

export interface PartState {
  readonly part: Part;
  readonly isEmpty: boolean;
  readonly toggleAccess: (access: Access, isIn: boolean) => void;
  readonly toggleSource: (integrationId: string, isIn: boolean) => void;
  readonly people: PeopleSelection;
  readonly clear: () => void;
}

/** Which part of a held run is chosen: people fit when every one of the sets that are not empty fits them. */
export function usePart(): PartState {
  const [part, setPart] = useState(NOTHING);
  const people = useMemo<PeopleSelection>(() => {
    const chosen = new Set(part.userIds);
    return {
      has: (userId) => chosen.has(userId),
      toggle: (userId, isIn) => setPart((last) => ({ ...last, userIds: withOrWithout(last.userIds, userId, isIn) })),
    };
  }, [part.userIds]);
  return {
    part,
    people,
    isEmpty: part.access.length + part.integrationIds.length + part.userIds.length === 0,
    toggleAccess: (access, isIn) => setPart((last) => ({ ...last, access: withOrWithout(last.access, access, isIn) })),
    toggleSource: (integrationId, isIn) => setPart((last) => ({ ...last, integrationIds: withOrWithout(last.integrationIds, integrationId, isIn) })),
    clear: () => setPart(NOTHING),
  };
}

/** As the API takes it: a set that is empty narrows nothing and is left out. */
export const partInput = ({ access, integrationIds, userIds }: Part) => ({
  ...(access.length > 0 && { access: [...access] }),
  ...(integrationIds.length > 0 && { integrationIds: [...integrationIds] }),
  ...(userIds.length > 0 && { userIds: [...userIds] }),
});
