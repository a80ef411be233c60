/** How binding an implementation specification is: 45 CFR 164.306(d). A standard without specifications of its own is required. */
export type Binding = "required" | "addressable";

export interface Paragraph {
  readonly title: string;
  readonly binding: Binding;
  /** Why no rule on deployed resources can decide this paragraph, or the part of it that none can. */
  readonly manual?: string;
}

/**
 * The paragraphs of the Security Rule that rules cite, and every specification of 164.312.
 * Source: 45 CFR Part 164 Subpart C, as in force on 2026-11-22 (eCFR), with its Appendix A for what is required and what is addressable.
 */
export const paragraphs = {
  "164.308(a)(1)(ii)(A)": {
    title: "Risk analysis",
    binding: "required",
    manual: "The analysis itself is people's work; the rules name the threats that they answer.",
  },
  "164.308(a)(1)(ii)(B)": { title: "Risk management", binding: "required" },
  "164.308(a)(1)(ii)(D)": { title: "Information system activity review", binding: "required" },
  "164.308(a)(3)(i)": { title: "Workforce security", binding: "required" },
  "164.308(a)(3)(ii)(A)": { title: "Authorization and/or supervision", binding: "addressable" },
  "164.308(a)(3)(ii)(B)": { title: "Workforce clearance procedure", binding: "addressable" },
  "164.308(a)(3)(ii)(C)": { title: "Termination procedures", binding: "addressable" },
  "164.308(a)(4)(i)": { title: "Information access management", binding: "required" },
  "164.308(a)(4)(ii)(A)": { title: "Isolating health care clearinghouse functions", binding: "required" },
  "164.308(a)(4)(ii)(B)": { title: "Access authorization", binding: "addressable" },
  "164.308(a)(4)(ii)(C)": { title: "Access establishment and modification", binding: "addressable" },
  "164.308(a)(5)(ii)(A)": { title: "Security reminders", binding: "addressable" },
  "164.308(a)(5)(ii)(B)": { title: "Protection from malicious software", binding: "addressable" },
  "164.308(a)(5)(ii)(C)": { title: "Log-in monitoring", binding: "addressable" },
  "164.308(a)(5)(ii)(D)": { title: "Password management", binding: "addressable" },
  "164.308(a)(6)(i)": { title: "Security incident procedures", binding: "required" },
  "164.308(a)(6)(ii)": { title: "Response and reporting", binding: "required" },
  "164.308(a)(7)(i)": { title: "Contingency plan", binding: "required" },
  "164.308(a)(7)(ii)(A)": { title: "Data backup plan", binding: "required" },
  "164.308(a)(7)(ii)(B)": { title: "Disaster recovery plan", binding: "required" },
  "164.308(a)(7)(ii)(C)": { title: "Emergency mode operation plan", binding: "required" },
  "164.308(a)(7)(ii)(D)": { title: "Testing and revision procedures", binding: "addressable" },
  "164.308(a)(8)": { title: "Evaluation", binding: "required" },
  "164.312(a)(1)": { title: "Access control", binding: "required" },
  "164.312(a)(2)(i)": { title: "Unique user identification", binding: "required" },
  "164.312(a)(2)(ii)": { title: "Emergency access procedure", binding: "required" },
  "164.312(a)(2)(iii)": { title: "Automatic logoff", binding: "addressable" },
  "164.312(a)(2)(iv)": { title: "Encryption and decryption", binding: "addressable" },
  "164.312(b)": { title: "Audit controls", binding: "required" },
  "164.312(c)(1)": { title: "Integrity", binding: "required" },
  "164.312(c)(2)": { title: "Mechanism to authenticate ePHI", binding: "addressable" },
  "164.312(d)": { title: "Person or entity authentication", binding: "required" },
  "164.312(e)(1)": { title: "Transmission security", binding: "required" },
  "164.312(e)(2)(i)": { title: "Integrity controls in transmission", binding: "addressable" },
  "164.312(e)(2)(ii)": { title: "Encryption in transmission", binding: "addressable" },
  "164.314(b)(2)(i)": { title: "Requirements for group health plans: safeguards", binding: "required" },
  "164.316(b)(1)": { title: "Documentation", binding: "required" },
  "164.316(b)(2)(i)": { title: "Documentation: six-year time limit", binding: "required" },
} as const satisfies Record<string, Paragraph>;

/** A paragraph that may be cited: a typing error does not compile. */
export type Citation = keyof typeof paragraphs;

export function paragraph(citation: Citation): Paragraph {
  return paragraphs[citation];
}

/** The paragraph in the Electronic Code of Federal Regulations. */
export function paragraphUrl(citation: Citation): string {
  const section = /^164\.\d+/.exec(citation)?.[0] ?? "164.312";
  return `https://www.ecfr.gov/current/title-45/section-${section}#p-${citation}`;
}
