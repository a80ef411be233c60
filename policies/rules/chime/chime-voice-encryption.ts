import { all, defineRule, missing } from "../../rule";

const noLogs = "calls are not logged";

export default defineRule({
  id: "chime-voice-encryption",
  title: "Voice connectors encrypt calls and log their signalling",
  threat: "A call with a patient is overheard on its way, or nobody can tell that it took place.",
  remedy: "Set requireEncryption to true, and add an aws.chime.VoiceConnectorLogging with enableSipLogs true.",
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(b)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["chime.VoiceConnector"],
  check: (connector, stack) =>
    all(
      connector.at((p) => p.requireEncryption).equals(true, "calls may cross the network without encryption"),
      stack
        .attached(connector, "chime.VoiceConnectorLogging", (p) => p.voiceConnectorId)
        .decide({
          present: (logging) =>
            logging
              .at((p) => p.enableSipLogs)
              .or(false)
              .equals(true, noLogs),
          absent: () => missing(connector, noLogs, "aws.chime.VoiceConnectorLogging"),
        }),
    ),
  fix: () => ({ requireEncryption: true }),
  equivalents: {},
  examples: {
    good: {
      "encrypted and logged": (s) => {
        const connector = s.add("chime.VoiceConnector", { requireEncryption: true });
        s.add("chime.VoiceConnectorLogging", { voiceConnectorId: connector.out("id"), enableSipLogs: true });
        return connector;
      },
      "with media metrics": (s) => {
        const connector = s.add("chime.VoiceConnector", { requireEncryption: true });
        s.add("chime.VoiceConnectorLogging", { voiceConnectorId: connector.out("id"), enableSipLogs: true, enableMediaMetricLogs: true });
        return connector;
      },
    },
    bad: {
      "not encrypted": (s) => {
        const connector = s.add("chime.VoiceConnector", { requireEncryption: false });
        s.add("chime.VoiceConnectorLogging", { voiceConnectorId: connector.out("id"), enableSipLogs: true });
        return connector;
      },
      "not logged": (s) => s.add("chime.VoiceConnector", { requireEncryption: true }),
      "media metrics only": (s) => {
        const connector = s.add("chime.VoiceConnector", { requireEncryption: true });
        s.add("chime.VoiceConnectorLogging", { voiceConnectorId: connector.out("id"), enableMediaMetricLogs: true });
        return connector;
      },
    },
    unknown: {
      "logging known later": (s) => {
        const connector = s.add("chime.VoiceConnector", { requireEncryption: true });
        s.add("chime.VoiceConnectorLogging", { voiceConnectorId: connector.out("id"), enableSipLogs: s.later() });
        return connector;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("chime.VoiceConnector", { requireEncryption: false, tags: { DataClassification: "none" } }),
    },
  },
});
