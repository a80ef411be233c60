import { type Check, listOf, objectOf, optional, text, wholeNumber } from "../foundation/checks";

/** A directory that clients mount, by an access point of its own, as a user of its own. */
export interface FileSystemDirectory {
  /** The name of the access point, among those of the file system. */
  name: string;
  /** The directory, below the root, as in "/letters". */
  path: string;
  /** The id of the POSIX user that all clients of the directory are, other than 0: 1 to 4294967295, default 1000. Serves 45 CFR 164.312(a)(1), (a)(2)(i). */
  userId?: number;
  /** The id of the POSIX group: 1 to 4294967295, default 1000. */
  groupId?: number;
  /** What the directory lets user, group and others do where EFS makes it, in octal digits. Default: "0750". */
  permissions?: string;
}

const posixId = wholeNumber({ minimum: 1, maximum: 4294967295, unit: "POSIX ids" });

/** The check of the argument `directories`. Source of the form of paths: Amazon EFS API Reference, RootDirectory. */
export const directoriesArgument: Check = optional(
  listOf(
    objectOf<FileSystemDirectory>({
      name: text({ matching: /^[a-z][a-z0-9-]{0,30}$/, described: "a name of lower-case letters, digits and dashes" }),
      path: text({
        maximum: 100,
        matching: /^(\/[^/\0]+){1,4}$/,
        described: "a path of up to four directories below the root, as in /letters",
      }),
      userId: optional(posixId),
      groupId: optional(posixId),
      permissions: optional(text({ matching: /^[0-7]{3,4}$/, described: "three or four octal digits" })),
    }),
    { minimum: 1, described: "a list of directories" },
  ),
);

export const defaultDirectories: readonly FileSystemDirectory[] = [{ name: "data", path: "/data" }];
