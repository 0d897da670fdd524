import { itemAt, uuidFrom } from "./random";
import type { SourcePerson } from "./sources";

/** A population that is made on demand, so that a hundred thousand people cost nothing until asked for. */
export interface LazyPeople {
  readonly count: number;
  readonly at: (index: number) => SourcePerson;
}

export type PeopleOfSource = readonly SourcePerson[] | LazyPeople;

export type NewPerson = Partial<SourcePerson> & Pick<SourcePerson, "givenName" | "familyName" | "email">;
export type Rename = Partial<Pick<SourcePerson, "givenName" | "familyName" | "email">>;

/** Who is in a system at this moment, in the order of its listing. */
export class Roster {
  /** Grows with every change, for whoever keeps something rendered. */
  version = 0;
  private changed: SourcePerson[] | undefined;
  private hidden: readonly SourcePerson[] | undefined;
  private readonly lazy: LazyPeople;

  constructor(
    people: PeopleOfSource,
    private readonly idFor: (person: { email: string }, place: number) => string = ({ email }) => uuidFrom(email),
  ) {
    this.lazy = "at" in people && "count" in people ? people : { count: people.length, at: (index) => itemAt(people, index) };
  }

  get size(): number {
    return this.changed?.length ?? this.lazy.count;
  }

  at(index: number): SourcePerson {
    return this.changed ? itemAt(this.changed, index) : this.lazy.at(index);
  }

  slice(from: number, to: number): SourcePerson[] {
    const end = Math.min(to, this.size);
    return Array.from({ length: Math.max(0, end - from) }, (_, offset) => this.at(from + offset));
  }

  all(): SourcePerson[] {
    return this.slice(0, this.size);
  }

  /** By key, by the system's id, or by e-mail address. */
  find(handle: string): SourcePerson | undefined {
    return this.all().find(({ key, id, email }) => key === handle || id === handle || email.trim().toLowerCase() === handle.toLowerCase());
  }

  update(handle: string, change: Partial<SourcePerson>): SourcePerson {
    const person = this.mustFind(handle);
    const updated = { ...person, ...change, id: person.id, lastUpdated: new Date().toISOString() };
    const people = this.editable();
    people[people.findIndex(({ id }) => id === person.id)] = updated;
    return updated;
  }

  remove(handle: string): SourcePerson {
    const person = this.mustFind(handle);
    const people = this.editable();
    people.splice(people.findIndex(({ id }) => id === person.id), 1);
    return person;
  }

  add(person: NewPerson, status: string): SourcePerson {
    const added = {
      key: person.email.split("@")[0] ?? person.email,
      id: this.idFor(person, this.size),
      status,
      lastUpdated: new Date().toISOString(),
      ...person,
    };
    this.editable().push(added);
    return added;
  }

  /** Every second person is not there for whoever asks, until `showAll`. */
  hideHalf(): void {
    const everybody = this.all();
    this.version += 1;
    this.hidden ??= everybody;
    this.changed = everybody.filter((_, place) => place % 2 === 0);
  }

  showAll(): void {
    if (this.hidden === undefined) return;
    this.version += 1;
    this.changed = [...this.hidden];
    this.hidden = undefined;
  }

  private editable(): SourcePerson[] {
    this.version += 1;
    this.changed ??= this.all();
    return this.changed;
  }

  private mustFind(handle: string): SourcePerson {
    const person = this.find(handle);
    if (!person) throw new RangeError(`Nobody is known here as "${handle}". Use a key, an id or an e-mail address.`);
    return person;
  }
}
