/** Rules that ask how a program handles a resource, which an account does not tell: `verify` leaves them to previews. A test holds the names to the rules. */
export const programOnly: ReadonlySet<string> = new Set([
  // How many days a deletion would wait is chosen when a key is deleted; the program says it in advance.
  "kms-key-deletion-window",
  "kms-no-lockout-bypass",
  "s3-no-force-destroy",
  // How long a secret can be recovered is chosen when it is deleted.
  "secret-recovery-window",
]);
