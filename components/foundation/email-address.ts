import { text } from "./checks";

/** An e-mail address, as far as a pattern can tell; 254 characters are the longest that can be delivered to. */
export const emailAddress = text({ maximum: 254, matching: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, described: "an e-mail address" });
