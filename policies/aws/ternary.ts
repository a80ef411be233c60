/** An answer in Kleene's strong three-valued logic. "unknown" means that the facts at hand allow both other answers. */
export type Ternary = "yes" | "no" | "unknown";

/** The answer for a fact that is known. */
export function ternary(fact: boolean): Ternary {
  return fact ? "yes" : "no";
}

/** "no" if any answer is "no", else "unknown" if any is, else "yes"; "yes" of nothing. */
export function and(...answers: readonly Ternary[]): Ternary {
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

/** "yes" if any answer is "yes", else "unknown" if any is, else "no"; "no" of nothing. */
export function or(...answers: readonly Ternary[]): Ternary {
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}

/** The opposite answer; the opposite of "unknown" is "unknown". */
export function not(answer: Ternary): Ternary {
  if (answer === "unknown") return "unknown";
  return answer === "yes" ? "no" : "yes";
}

/** Whether an answer is "yes" for every item: {@link and} over a list. It stops at the first "no". */
export function every<T>(items: Iterable<T>, question: (item: T) => Ternary): Ternary {
  let answer: Ternary = "yes";
  for (const item of items) {
    answer = and(answer, question(item));
    if (answer === "no") return "no";
  }
  return answer;
}

/** Whether an answer is "yes" for any item: {@link or} over a list. It stops at the first "yes". */
export function some<T>(items: Iterable<T>, question: (item: T) => Ternary): Ternary {
  let answer: Ternary = "no";
  for (const item of items) {
    answer = or(answer, question(item));
    if (answer === "yes") return "yes";
  }
  return answer;
}
