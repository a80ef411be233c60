import { defineRule } from "../../rule";

const destination = {
  connectionArn: "arn:aws:events:us-east-1:111122223333:connection/partner/1234abcd-12ab-34cd-56ef-1234567890ab",
  httpMethod: "POST",
};

export default defineRule({
  id: "eventbridge-https-destinations",
  title: "EventBridge API destinations are called over HTTPS",
  threat: "Events that hold ePHI, and the credentials of the call, travel in plain text.",
  remedy: "Use an https:// address in invocationEndpoint.",
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudwatch.EventApiDestination"],
  check: (resource) =>
    resource
      .at((p) => p.invocationEndpoint)
      .test((address) => /^https:/i.test(address), "an https:// address", "the destination is called without TLS"),
  equivalents: {},
  examples: {
    good: {
      HTTPS: (s) => s.add("cloudwatch.EventApiDestination", { ...destination, invocationEndpoint: "https://partner.example/results" }),
      "HTTPS with a part that varies": (s) =>
        s.add("cloudwatch.EventApiDestination", { ...destination, invocationEndpoint: "https://partner.example/*/results" }),
    },
    bad: {
      HTTP: (s) => s.add("cloudwatch.EventApiDestination", { ...destination, invocationEndpoint: "http://partner.example/results" }),
      "HTTP in capitals": (s) =>
        s.add("cloudwatch.EventApiDestination", { ...destination, invocationEndpoint: "HTTP://partner.example/results" }),
    },
    unknown: {
      "address known later": (s) => s.add("cloudwatch.EventApiDestination", { ...destination, invocationEndpoint: s.later() }),
    },
    notApplicable: {
      "a site where only classified resources count": (s) => {
        s.settings({ unclassified: "out-of-scope" });
        return s.add("cloudwatch.EventApiDestination", { ...destination, invocationEndpoint: "http://partner.example/news" });
      },
    },
  },
});
