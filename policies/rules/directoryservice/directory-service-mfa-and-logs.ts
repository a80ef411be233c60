import { all, defineRule, missing, when } from "../../rule";

const noMfa = "people sign in to the directory without multi-factor authentication";
const noLogs = "the directory's logs are kept nowhere";

export default defineRule({
  id: "directory-service-mfa-and-logs",
  title: "Directories ask for a second factor and keep their logs",
  threat: "A guessed password opens desktops and applications with ePHI, and nobody sees who tried.",
  remedy:
    'Add an aws.directoryservice.RadiusSettings with authenticationProtocol "MS-CHAPv2" for the directory, and a LogSubscription for a Managed Microsoft AD.',
  cites: ["164.312(d)", "164.312(b)"],
  severity: "medium",
  // A hint: a directory that serves computers only, or people whose applications ask for the second factor, needs none of its own.
  level: "advisory",
  applies: "ephi",
  on: ["directoryservice.Directory"],
  // Simple AD, the default, has neither; AD Connector has no logs of its own (AWS Directory Service Administration Guide, "Enabling multi-factor authentication" and "Log forwarding").
  check: (directory, stack) => {
    const type = directory.at((p) => p.type).or("SimpleAD");
    return all(
      when(type.is("MicrosoftAD", "ADConnector"), () =>
        stack
          .attached(directory, "directoryservice.RadiusSettings", (p) => p.directoryId)
          .decide({
            present: (radius) =>
              radius
                .at((p) => p.authenticationProtocol)
                .shown()
                .equals("MS-CHAPv2", "second factors are asked for over a weak protocol"),
            absent: () => missing(directory, noMfa, "aws.directoryservice.RadiusSettings"),
          }),
      ),
      when(type.is("MicrosoftAD"), () =>
        stack
          .attached(directory, "directoryservice.LogSubscription", (p) => p.directoryId)
          .decide({
            present: (subscription) => subscription.at((p) => p.logGroupName).isSet(noLogs, "a log group"),
            absent: () => missing(directory, noLogs, "aws.directoryservice.LogSubscription"),
          }),
      ),
    );
  },
  equivalents: {
    prowler: [
      "directoryservice_supported_mfa_radius_enabled",
      "directoryservice_radius_server_security_protocol",
      "directoryservice_directory_log_forwarding_enabled",
    ],
  },
  examples: {
    good: {
      "a Managed Microsoft AD": (s) => {
        const directory = s.add("directoryservice.Directory", {
          name: "corp.clinic.example",
          password: s.secret("x"),
          type: "MicrosoftAD",
        });
        s.add("directoryservice.RadiusSettings", {
          directoryId: directory.out("id"),
          authenticationProtocol: "MS-CHAPv2",
          displayLabel: "factor",
          radiusPort: 1812,
          radiusRetries: 4,
          radiusServers: ["10.0.1.5"],
          radiusTimeout: 1,
          sharedSecret: s.secret("12345678"),
        });
        s.add("directoryservice.LogSubscription", { directoryId: directory.out("id"), logGroupName: "/aws/directoryservice/corp" });
        return directory;
      },
      "an AD Connector, without logs": (s) => {
        const directory = s.add("directoryservice.Directory", {
          name: "corp.clinic.example",
          password: s.secret("x"),
          type: "ADConnector",
        });
        s.add("directoryservice.RadiusSettings", {
          directoryId: directory.out("id"),
          authenticationProtocol: "MS-CHAPv2",
          displayLabel: "factor",
          radiusPort: 1812,
          radiusRetries: 4,
          radiusServers: ["10.0.1.5"],
          radiusTimeout: 1,
          sharedSecret: s.secret("12345678"),
        });
        return directory;
      },
    },
    bad: {
      "neither factor nor logs": (s) =>
        s.add("directoryservice.Directory", { name: "corp.clinic.example", password: s.secret("x"), type: "MicrosoftAD" }),
      "plain passwords to the RADIUS server": (s) => {
        const directory = s.add("directoryservice.Directory", {
          name: "corp.clinic.example",
          password: s.secret("x"),
          type: "ADConnector",
        });
        s.add("directoryservice.RadiusSettings", {
          directoryId: directory.out("id"),
          authenticationProtocol: "PAP",
          displayLabel: "factor",
          radiusPort: 1812,
          radiusRetries: 4,
          radiusServers: ["10.0.1.5"],
          radiusTimeout: 1,
          sharedSecret: s.secret("12345678"),
        });
        return directory;
      },
    },
    unknown: {
      "type known later": (s) =>
        s.add("directoryservice.Directory", { name: "corp.clinic.example", password: s.secret("x"), type: s.later() }),
    },
    notApplicable: {
      "a Simple AD": (s) => s.add("directoryservice.Directory", { name: "corp.clinic.example", password: s.secret("x"), size: "Small" }),
      "no ePHI": (s) =>
        s.add("directoryservice.Directory", {
          name: "corp.clinic.example",
          password: s.secret("x"),
          type: "MicrosoftAD",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
