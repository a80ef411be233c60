import { any, defineRule, missing, notApplicable, pass, when } from "../../rule";

export default defineRule({
  id: "apigw-waf",
  title: "Public REST API stages stand behind a web application firewall",
  threat: "Known attacks on web applications reach the application that holds ePHI unfiltered.",
  remedy: "Add an aws.wafv2.WebAclAssociation whose resourceArn is the stage's ARN.",
  // Advisory: AWS Firewall Manager may associate a web ACL from outside of any program.
  cites: ["164.312(e)(1)", "164.308(a)(5)(ii)(B)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["apigateway.Stage"],
  check(stage, stack) {
    const associated = () =>
      any(
        stack
          .attached(stage, "wafv2.WebAclAssociation", (p) => p.resourceArn)
          .some(
            () => pass(),
            () => missing(stage, "no web ACL is associated", "an aws.wafv2.WebAclAssociation"),
          ),
        stack
          .attached(stage, "wafregional.WebAclAssociation", (p) => p.resourceArn)
          .some(
            () => pass(),
            () => missing(stage, "no web ACL is associated", "an aws.wafv2.WebAclAssociation"),
          ),
      );
    return stack
      .target(
        stage,
        stage.at((p) => p.restApi),
        "apigateway.RestApi",
      )
      .decide({
        resource: (api) =>
          when(api.at((p) => p.endpointConfiguration?.types).is("PRIVATE"), () => notApplicable("the API is private"), associated),
        absent: associated,
      });
  },
  equivalents: {
    config: ["api-gw-associated-with-waf"],
    cdkNag: ["APIGWAssociatedWithWAF"],
    prowler: ["apigateway_restapi_waf_acl_attached"],
    checkov: ["CKV2_AWS_29"],
  },
  examples: {
    good: {
      associated: (s) => {
        const stage = s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", {}).out("id"),
          deployment: s.later(),
          stageName: "live",
        });
        s.add("wafv2.WebAclAssociation", { resourceArn: stage.out("arn"), webAclArn: s.later() });
        return stage;
      },
      "associated in WAF Classic": (s) => {
        const stage = s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", {}).out("id"),
          deployment: s.later(),
          stageName: "live",
        });
        s.add("wafregional.WebAclAssociation", { resourceArn: stage.out("arn"), webAclId: s.later() });
        return stage;
      },
    },
    bad: {
      "no association": (s) =>
        s.add("apigateway.Stage", { restApi: s.add("apigateway.RestApi", {}).out("id"), deployment: s.later(), stageName: "live" }),
      "Regional API": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", { endpointConfiguration: { types: "REGIONAL" } }).out("id"),
          deployment: s.later(),
          stageName: "live",
        }),
    },
    unknown: {
      "association of something known later": (s) => {
        s.add("wafv2.WebAclAssociation", { resourceArn: s.later(), webAclArn: s.later() });
        return s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", {}).out("id"),
          deployment: s.later(),
          stageName: "live",
        });
      },
    },
    notApplicable: {
      "private API": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", { endpointConfiguration: { types: "PRIVATE" } }).out("id"),
          deployment: s.later(),
          stageName: "live",
        }),
      "no ePHI": (s) =>
        s.add("apigateway.Stage", {
          restApi: s.add("apigateway.RestApi", { tags: { DataClassification: "none" } }).out("id"),
          deployment: s.later(),
          stageName: "live",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
