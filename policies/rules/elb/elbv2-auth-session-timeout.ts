import type { Cell } from "../../cell";
import { all, defineRule, integer, notApplicable, type Verdict, when } from "../../rule";

const oidc = {
  authorizationEndpoint: "https://login.clinic.example/authorize",
  clientId: "records",
  clientSecret: "example",
  issuer: "https://login.clinic.example",
  tokenEndpoint: "https://login.clinic.example/token",
  userInfoEndpoint: "https://login.clinic.example/userinfo",
};
const cognito = {
  userPoolArn: "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_a",
  userPoolClientId: "records",
  userPoolDomain: "clinic",
};

interface SignIn {
  readonly block: Cell<unknown>;
  readonly sessionTimeout: Cell<number>;
  readonly onUnauthenticatedRequest: Cell<string>;
}

function judge(signIn: SignIn, maximumSeconds: number): Verdict {
  return when(
    signIn.block.present,
    () =>
      all(
        signIn.sessionTimeout
          .shown()
          // Seven days, in seconds: Elastic Load Balancing API, AuthenticateCognitoActionConfig and AuthenticateOidcActionConfig.
          .or(604_800)
          .atMost(maximumSeconds, "sessions stay open for too long"),
        signIn.onUnauthenticatedRequest.shown().or("authenticate").noneOf(["allow"], "requests are let through without signing in"),
      ),
    () => notApplicable("the listener signs nobody in"),
  );
}

export default defineRule({
  id: "elbv2-auth-session-timeout",
  title: "Load balancer sign-in sessions end in time",
  threat: "Somebody else reads ePHI in a session that a clinician left open.",
  remedy: "Set sessionTimeout of authenticateCognito and authenticateOidc to at most 43200 seconds, better to the length of a shift.",
  cites: ["164.312(a)(2)(iii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["lb.Listener", "lb.ListenerRule"],
  parameters: {
    maximumSeconds: integer({ default: 43_200, minimum: 60, maximum: 43_200, description: "Longest session, in seconds." }),
  },
  check(resource, _stack, { parameters }) {
    const listener = resource.as("lb.Listener");
    if (listener) {
      return listener
        .list((p) => p.defaultActions)
        .each((action) =>
          all(
            judge(
              {
                block: action.at((a) => a.authenticateCognito),
                sessionTimeout: action.at((a) => a.authenticateCognito?.sessionTimeout),
                onUnauthenticatedRequest: action.at((a) => a.authenticateCognito?.onUnauthenticatedRequest),
              },
              parameters.maximumSeconds,
            ),
            judge(
              {
                block: action.at((a) => a.authenticateOidc),
                sessionTimeout: action.at((a) => a.authenticateOidc?.sessionTimeout),
                onUnauthenticatedRequest: action.at((a) => a.authenticateOidc?.onUnauthenticatedRequest),
              },
              parameters.maximumSeconds,
            ),
          ),
        );
    }
    const rule = resource.as("lb.ListenerRule");
    if (!rule) return notApplicable();
    return rule
      .list((p) => p.actions)
      .each((action) =>
        all(
          judge(
            {
              block: action.at((a) => a.authenticateCognito),
              sessionTimeout: action.at((a) => a.authenticateCognito?.sessionTimeout),
              onUnauthenticatedRequest: action.at((a) => a.authenticateCognito?.onUnauthenticatedRequest),
            },
            parameters.maximumSeconds,
          ),
          judge(
            {
              block: action.at((a) => a.authenticateOidc),
              sessionTimeout: action.at((a) => a.authenticateOidc?.sessionTimeout),
              onUnauthenticatedRequest: action.at((a) => a.authenticateOidc?.onUnauthenticatedRequest),
            },
            parameters.maximumSeconds,
          ),
        ),
      );
  },
  equivalents: {},
  examples: {
    good: {
      "one hour": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [
            {
              type: "authenticate-cognito",
              authenticateCognito: { userPoolArn: s.later(), userPoolClientId: s.later(), userPoolDomain: "clinic", sessionTimeout: 3600 },
            },
            { type: "forward", targetGroupArn: s.later() },
          ],
        }),
      "OpenID Connect in a rule": (s) =>
        s.add("lb.ListenerRule", {
          listenerArn: s.later(),
          conditions: [{ pathPattern: { values: ["/records/*"] } }],
          actions: [
            {
              type: "authenticate-oidc",
              authenticateOidc: {
                authorizationEndpoint: "https://login.example.com/authorize",
                clientId: "clinic",
                clientSecret: s.later(),
                issuer: "https://login.example.com",
                tokenEndpoint: "https://login.example.com/token",
                userInfoEndpoint: "https://login.example.com/userinfo",
                sessionTimeout: 28800,
              },
            },
            { type: "forward", targetGroupArn: s.later() },
          ],
        }),
      "Cognito, one hour, in a rule": (s) =>
        s.add("lb.ListenerRule", {
          listenerArn: s.later(),
          conditions: [{ pathPattern: { values: ["/*"] } }],
          actions: [{ type: "authenticate-cognito", authenticateCognito: { ...cognito, sessionTimeout: 3600 } }],
        }),
    },
    bad: {
      "AWS's default of seven days": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [
            {
              type: "authenticate-cognito",
              authenticateCognito: { userPoolArn: s.later(), userPoolClientId: s.later(), userPoolDomain: "clinic" },
            },
            { type: "forward", targetGroupArn: s.later() },
          ],
        }),
      "requests let through without signing in": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [
            {
              type: "authenticate-cognito",
              authenticateCognito: {
                userPoolArn: s.later(),
                userPoolClientId: s.later(),
                userPoolDomain: "clinic",
                sessionTimeout: 3600,
                onUnauthenticatedRequest: "allow",
              },
            },
            { type: "forward", targetGroupArn: s.later() },
          ],
        }),
      "OpenID Connect, seven days, in a listener": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [{ type: "authenticate-oidc", authenticateOidc: { ...oidc, sessionTimeout: 604800 } }],
        }),
      "OpenID Connect that lets others through": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [
            { type: "authenticate-oidc", authenticateOidc: { ...oidc, sessionTimeout: 3600, onUnauthenticatedRequest: "allow" } },
          ],
        }),
      "OpenID Connect that lets others through, in a rule": (s) =>
        s.add("lb.ListenerRule", {
          listenerArn: s.later(),
          conditions: [{ pathPattern: { values: ["/*"] } }],
          actions: [{ type: "authenticate-oidc", authenticateOidc: { ...oidc, sessionTimeout: 3600, onUnauthenticatedRequest: "allow" } }],
        }),
      "Cognito, seven days, in a rule": (s) =>
        s.add("lb.ListenerRule", {
          listenerArn: s.later(),
          conditions: [{ pathPattern: { values: ["/*"] } }],
          actions: [{ type: "authenticate-cognito", authenticateCognito: { ...cognito, sessionTimeout: 604800 } }],
        }),
      "Cognito that lets others through, in a rule": (s) =>
        s.add("lb.ListenerRule", {
          listenerArn: s.later(),
          conditions: [{ pathPattern: { values: ["/*"] } }],
          actions: [
            { type: "authenticate-cognito", authenticateCognito: { ...cognito, sessionTimeout: 3600, onUnauthenticatedRequest: "allow" } },
          ],
        }),
    },
    unknown: {
      "time known later": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [
            {
              type: "authenticate-cognito",
              authenticateCognito: {
                userPoolArn: s.later(),
                userPoolClientId: s.later(),
                userPoolDomain: "clinic",
                sessionTimeout: s.later(),
              },
            },
            { type: "forward", targetGroupArn: s.later() },
          ],
        }),
    },
    notApplicable: {
      "signs nobody in": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "no ePHI": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          tags: { DataClassification: "none" },
          defaultActions: [
            {
              type: "authenticate-cognito",
              authenticateCognito: { userPoolArn: s.later(), userPoolClientId: s.later(), userPoolDomain: "site" },
            },
          ],
        }),
    },
  },
});
