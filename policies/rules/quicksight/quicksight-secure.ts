import { all, defineRule, notApplicable } from "../../rule";

const source = {
  dataSourceId: "results",
  type: "POSTGRESQL",
  parameters: { postgresql: { database: "results", host: "db.clinic.example", port: 5432 } },
};
const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:results-AbCdEf";
const account = { accountName: "clinic", notificationEmail: "security@clinic.example" };

export default defineRule({
  id: "quicksight-secure",
  title: "QuickSight connects over TLS, without plain passwords, for users of your directory",
  threat: "ePHI travels to a dashboard in plain text, a database's password lies in the program, or an account outlives its person.",
  remedy:
    'Leave sslProperties.disableSsl off, use credentials.secretArn, subscribe with edition "ENTERPRISE" and authenticationMethod "IAM_IDENTITY_CENTER" or "ACTIVE_DIRECTORY", and leave IP restrictions enabled.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(a)(2)(iv)", "164.312(d)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["quicksight.DataSource", "quicksight.AccountSubscription", "quicksight.IpRestriction", "quicksight.KeyRegistration"],
  check(resource, stack) {
    const data = resource.as("quicksight.DataSource");
    if (data) {
      return all(
        data
          .at((p) => p.sslProperties?.disableSsl)
          .or(false)
          .equals(false, "the connection does not use TLS"),
        data.at((p) => p.credentials?.credentialPair).isNotSet("the password is in the program"),
      );
    }
    const subscription = resource.as("quicksight.AccountSubscription");
    if (subscription) {
      return all(
        subscription
          .at((p) => p.edition)
          .shown()
          // The Standard edition neither encrypts what it keeps nor restricts rows.
          .noneOf(["STANDARD"], "the Standard edition does not encrypt data at rest"),
        subscription
          .at((p) => p.authenticationMethod)
          .shown()
          .oneOf(["IAM_IDENTITY_CENTER", "ACTIVE_DIRECTORY"], "users are known by passwords of QuickSight's own"),
      );
    }
    const restriction = resource.as("quicksight.IpRestriction");
    if (restriction) return restriction.at((p) => p.enabled).equals(true, "restrictions of addresses are switched off");
    const registration = resource.as("quicksight.KeyRegistration");
    if (!registration) return notApplicable();
    return registration
      .list((p) => p.keyRegistrations)
      .each((entry) =>
        stack
          .key(
            registration,
            entry.at((p) => p.keyArn),
          )
          .isCustomerManaged("what QuickSight keeps is encrypted with a key of AWS's own"),
      );
  },
  equivalents: { cdkNag: ["QuicksightSSLConnections"] },
  examples: {
    good: {
      "TLS and a secret": (s) => s.add("quicksight.DataSource", { ...source, credentials: { secretArn } }),
      "users of Identity Center": (s) =>
        s.add("quicksight.AccountSubscription", { ...account, edition: "ENTERPRISE", authenticationMethod: "IAM_IDENTITY_CENTER" }),
      "addresses restricted": (s) => s.add("quicksight.IpRestriction", { enabled: true }),
      "a key registered": (s) =>
        s.add("quicksight.KeyRegistration", {
          keyRegistrations: [{ keyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }],
        }),
      "users of the directory": (s) =>
        s.add("quicksight.AccountSubscription", { ...account, edition: "ENTERPRISE", authenticationMethod: "ACTIVE_DIRECTORY" }),
    },
    bad: {
      "no TLS": (s) => s.add("quicksight.DataSource", { ...source, credentials: { secretArn }, sslProperties: { disableSsl: true } }),
      "a password": (s) =>
        s.add("quicksight.DataSource", {
          ...source,
          credentials: { credentialPair: { username: "dashboard", password: s.secret("correct-horse-battery") } },
        }),
      "users with passwords of QuickSight": (s) =>
        s.add("quicksight.AccountSubscription", { ...account, edition: "ENTERPRISE", authenticationMethod: "IAM_AND_QUICKSIGHT" }),
      "standard edition": (s) =>
        s.add("quicksight.AccountSubscription", { ...account, edition: "STANDARD", authenticationMethod: "IAM_IDENTITY_CENTER" }),
      "addresses not restricted": (s) => s.add("quicksight.IpRestriction", { enabled: false }),
      "AWS's own key registered": (s) => s.add("quicksight.KeyRegistration", { keyRegistrations: [{ keyArn: "alias/aws/quicksight" }] }),
    },
    unknown: {
      "TLS known later": (s) => s.add("quicksight.DataSource", { ...source, sslProperties: { disableSsl: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("quicksight.DataSource", { ...source, sslProperties: { disableSsl: true }, tags: { DataClassification: "none" } }),
    },
  },
});
