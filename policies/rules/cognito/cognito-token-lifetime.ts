import { and, every, type Ternary, ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { List } from "../../reader";
import { all, defineRule, integer, notApplicable, type Verdict, when } from "../../rule";

const minutesPerUnit: ReadonlyMap<string, number> = new Map([
  ["seconds", 1 / 60],
  ["minutes", 1],
  ["hours", 60],
  ["days", 1440],
]);

interface Lifetime {
  readonly validity: Cell<number>;
  readonly unit: Cell<string>;
  readonly defaultUnit: string;
  readonly defaultMinutes: number;
}

/** Cognito takes 0, as nothing, for its default: User Pools API Reference, CreateUserPoolClient. */
function atMost({ validity, unit, defaultUnit, defaultMinutes }: Lifetime, maximumMinutes: number, because: string): Verdict {
  return validity
    .shown()
    .or(0)
    .test(
      (value): Ternary => {
        if (Number(value) === 0) return ternary(defaultMinutes <= maximumMinutes);
        const perUnit = minutesPerUnit.get(unit.state === "absent" ? defaultUnit : (unit.value ?? ""));
        return perUnit === undefined ? "unknown" : ternary(Number(value) * perUnit <= maximumMinutes);
      },
      `at most ${maximumMinutes} minutes`,
      because,
    );
}

/** A client of the client credentials grant signs in a program, and gets an access token only: Cognito Developer Guide, "The token endpoint". */
function signsInProgramsOnly(flows: List<string>): Ternary {
  if (flows.state === "unknown") return "unknown";
  return and(
    ternary(flows.cells.length > 0),
    every(flows.cells, (flow) => flow.is("client_credentials")),
  );
}

export default defineRule({
  id: "cognito-token-lifetime",
  title: "Cognito tokens end in time",
  threat: "Somebody else reads ePHI in a session that was left open, or with a token that was copied.",
  remedy:
    "Set accessTokenValidity and idTokenValidity to at most an hour and refreshTokenValidity to at most a day, with tokenValidityUnits.",
  cites: ["164.312(a)(2)(iii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["cognito.UserPoolClient"],
  parameters: {
    maximumTokenMinutes: integer({
      default: 60,
      minimum: 5,
      maximum: 60,
      description: "Longest life of access and id tokens, in minutes.",
    }),
    maximumRefreshMinutes: integer({
      default: 1440,
      minimum: 60,
      maximum: 1440,
      description: "Longest life of refresh tokens, in minutes.",
    }),
  },
  check: (client, _stack, { parameters }) =>
    all(
      atMost(
        {
          validity: client.at((p) => p.accessTokenValidity),
          unit: client.at((p) => p.tokenValidityUnits?.accessToken),
          defaultUnit: "hours",
          defaultMinutes: 60,
        },
        parameters.maximumTokenMinutes,
        "access tokens last for too long",
      ),
      atMost(
        {
          validity: client.at((p) => p.idTokenValidity),
          unit: client.at((p) => p.tokenValidityUnits?.idToken),
          defaultUnit: "hours",
          defaultMinutes: 60,
        },
        parameters.maximumTokenMinutes,
        "id tokens last for too long",
      ),
      when(
        signsInProgramsOnly(client.list((p) => p.allowedOauthFlows)),
        () => notApplicable("programs get no refresh token"),
        () =>
          atMost(
            {
              validity: client.at((p) => p.refreshTokenValidity),
              unit: client.at((p) => p.tokenValidityUnits?.refreshToken),
              defaultUnit: "days",
              defaultMinutes: 30 * 1440,
            },
            parameters.maximumRefreshMinutes,
            "refresh tokens last for too long",
          ),
      ),
      client
        .at((p) => p.enableTokenRevocation)
        .or(true)
        .equals(true, "tokens cannot be revoked"),
    ),
  equivalents: { prowler: ["cognito_user_pool_client_token_revocation_enabled", "cognito_user_pool_client_prevent_user_existence_errors"] },
  examples: {
    good: {
      "one day by default units": (s) => s.add("cognito.UserPoolClient", { userPoolId: s.later(), refreshTokenValidity: 1 }),
      "client of a program, which gets no refresh token": (s) =>
        s.add("cognito.UserPoolClient", {
          userPoolId: s.later(),
          generateSecret: true,
          allowedOauthFlowsUserPoolClient: true,
          allowedOauthFlows: ["client_credentials"],
          allowedOauthScopes: ["records/read"],
        }),
      "minutes and hours": (s) =>
        s.add("cognito.UserPoolClient", {
          userPoolId: s.later(),
          accessTokenValidity: 15,
          idTokenValidity: 15,
          refreshTokenValidity: 8,
          tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
        }),
    },
    bad: {
      "AWS's default of 30 days": (s) => s.add("cognito.UserPoolClient", { userPoolId: s.later() }),
      "15 hours, without a unit": (s) =>
        s.add("cognito.UserPoolClient", {
          userPoolId: s.later(),
          accessTokenValidity: 15,
          idTokenValidity: 15,
          refreshTokenValidity: 8,
          tokenValidityUnits: { idToken: "minutes", refreshToken: "hours" },
        }),
    },
    unknown: {
      "unit known later": (s) =>
        s.add("cognito.UserPoolClient", {
          userPoolId: s.later(),
          refreshTokenValidity: 8,
          tokenValidityUnits: { refreshToken: s.later() },
        }),
    },
    notApplicable: {
      "pool without ePHI": (s) =>
        s.add("cognito.UserPoolClient", { userPoolId: s.add("cognito.UserPool", { tags: { DataClassification: "none" } }).out("id") }),
    },
  },
});
