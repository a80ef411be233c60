import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Check, objectOf, optional, text } from "../foundation/checks";
import type { Tags } from "../foundation/classification";
import { physicalName } from "../foundation/physical-name";

/** Somebody who connects to a cache, by a token of IAM that lasts 15 minutes. */
export interface CacheUser {
  /** The user's name, among those of the cache. */
  name: string;
  /** What the user may do, in Valkey's words, beginning with "on". Default: "on ~* +@all -@dangerous". Serves 45 CFR 164.312(a)(1). */
  accessString?: string;
}

/** The check of one of the argument `users`. A user without a password is what IAM stands in for, so no access string can ask for none. */
export const userArgument: Check = objectOf<CacheUser>({
  name: text({ maximum: 30, matching: /^[a-z][a-z0-9-]*$/, described: "a name of lower-case letters, digits and dashes" }),
  accessString: optional(
    text({
      maximum: 1024,
      matching: /^on (?!.*\b(?:nopass|resetpass)\b)(?!.*[<>#!])/,
      described: 'an access string that begins with "on " and sets no password',
    }),
  ),
});

export const defaultUsers: readonly CacheUser[] = [{ name: "application" }];

/** Source: Amazon ElastiCache User Guide, "Authenticating with IAM" (user id and user name must be the same) and "Role-Based Access Control (RBAC)". */
export function usersOf(parent: pulumi.ComponentResource, name: string, users: readonly CacheUser[], tags: Tags): aws.elasticache.User[] {
  return users.map(({ name: user, accessString }) => {
    const userId = physicalName(`${name}-${user}`, 40);
    return new aws.elasticache.User(
      `${name}-${user}`,
      {
        userId,
        userName: userId,
        engine: "valkey",
        accessString: accessString ?? "on ~* +@all -@dangerous",
        authenticationMode: { type: "iam" },
        tags,
      },
      { parent },
    );
  });
}

/** Answers the id of a group of users. Valkey lets nobody in who is none of them. */
export function userGroup(
  parent: pulumi.ComponentResource,
  name: string,
  users: readonly aws.elasticache.User[],
  tags: Tags,
): pulumi.Output<string> {
  return new aws.elasticache.UserGroup(
    name,
    { userGroupId: physicalName(name, 40), engine: "valkey", userIds: users.map(({ userId }) => userId), tags },
    { parent },
  ).userGroupId;
}
