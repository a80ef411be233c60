// AWS's own accounts that deliver logs into a customer's bucket.
import { type Invoke, InvokeError, regionOf } from "./invoke";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
const loadBalancingAccounts: Readonly<Record<string, string>> = {
  "af-south-1": "098369216593",
  "ap-east-1": "754344448648",
  "ap-northeast-1": "582318560864",
  "ap-northeast-2": "600734575887",
  "ap-northeast-3": "383597477331",
  "ap-south-1": "718504428378",
  "ap-southeast-1": "114774131450",
  "ap-southeast-2": "783225319266",
  "ap-southeast-3": "589379963580",
  "ca-central-1": "985666609251",
  "cn-north-1": "638102146993",
  "cn-northwest-1": "037604701340",
  "eu-central-1": "054676820928",
  "eu-north-1": "897822967062",
  "eu-south-1": "635631232127",
  "eu-west-1": "156460612806",
  "eu-west-2": "652711504416",
  "eu-west-3": "009996457667",
  "me-south-1": "076674570225",
  "sa-east-1": "507241528517",
  "us-east-1": "127311923021",
  "us-east-2": "033677994240",
  "us-gov-east-1": "190560391635",
  "us-gov-west-1": "048591011584",
  "us-west-1": "027434742980",
  "us-west-2": "797873946194",
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-supported-regions.html */
const cloudTrailAccounts: Readonly<Record<string, string>> = {
  "af-south-1": "525921808201",
  "ap-east-1": "119688915426",
  "ap-northeast-1": "216624486486",
  "ap-northeast-2": "492519147666",
  "ap-northeast-3": "765225791966",
  "ap-south-1": "977081816279",
  "ap-south-2": "582488909970",
  "ap-southeast-1": "903692715234",
  "ap-southeast-2": "284668455005",
  "ap-southeast-3": "069019280451",
  "ap-southeast-4": "187074758985",
  "ca-central-1": "819402241893",
  "cn-north-1": "193415116832",
  "cn-northwest-1": "681348832753",
  "eu-central-1": "035351147821",
  "eu-central-2": "453052556044",
  "eu-north-1": "829690693026",
  "eu-south-1": "669305197877",
  "eu-south-2": "757211635381",
  "eu-west-1": "859597730677",
  "eu-west-2": "282025262664",
  "eu-west-3": "262312530599",
  "il-central-1": "683224464357",
  "me-central-1": "585772288577",
  "me-south-1": "034638983726",
  "sa-east-1": "814480443879",
  "us-east-1": "086441151436",
  "us-east-2": "475085895292",
  "us-gov-east-1": "608710470296",
  "us-gov-west-1": "608710470296",
  "us-west-1": "388731089494",
  "us-west-2": "113285607260",
};

function serviceAccount(accounts: Readonly<Record<string, string>>, advice: string): Invoke {
  return (args, configuration) => {
    const region = regionOf(args, configuration);
    const id = accounts[region];
    if (id === undefined) throw new InvokeError(`AWS has no such account in ${region}; ${advice}`);
    return { arn: `arn:${configuration.partition}:iam::${id}:root`, id, region };
  };
}

export const serviceAccountInvokes: Readonly<Record<string, Invoke>> = {
  "aws:cloudtrail/getServiceAccount:getServiceAccount": serviceAccount(
    cloudTrailAccounts,
    "use the service principal cloudtrail.amazonaws.com",
  ),
  "aws:elb/getServiceAccount:getServiceAccount": serviceAccount(
    loadBalancingAccounts,
    "use the service principal logdelivery.elasticloadbalancing.amazonaws.com",
  ),
};
