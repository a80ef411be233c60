/** What a component's own file in this folder says of it. */
export interface ComponentCase {
  /** The class's name. */
  readonly component: string;
  /** The shortest call that a user writes. */
  readonly minimal: Call;
  /** A call with every argument that a real user asks for, and nothing that weakens a safeguard. */
  readonly full: Call;
  /** Calls with wrong arguments, by what is wrong. */
  readonly wrong: Readonly<Record<string, WrongCall>>;
}

export interface Call {
  /** Makes the component, and before it what it is given. */
  readonly make: () => void;
  /** The findings that a preview cannot decide, as "rule: type name", each with the reason why that is right. */
  readonly undetermined: Readonly<Record<string, string>>;
}

export interface WrongCall {
  readonly make: () => void;
  /** A part of the error's message, with the argument's name. */
  readonly says: string;
}
