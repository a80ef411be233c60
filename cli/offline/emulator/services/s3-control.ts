import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3ControlClient,
} from "@aws-sdk/client-s3-control";
import { service } from "../emulator";
import { setting } from "../kind";

// The client puts the account before the host's name, and an address cannot be written so. Whatever the name, connections go to the emulator.
const s3Control = service(
  (configuration) =>
    new S3ControlClient({ ...configuration, endpoint: configuration.endpoint.replace(/\/\/[^/]+(?=:\d+$)/, "//localhost") }),
);

const accountPublicAccessBlock = setting("s3.AccountPublicAccessBlock", {
  id: ({ accountId }) => accountId,
  put: (making) =>
    s3Control(making, PutPublicAccessBlockCommand, {
      AccountId: making.accountId,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: making.inputs.blockPublicAcls,
        BlockPublicPolicy: making.inputs.blockPublicPolicy,
        IgnorePublicAcls: making.inputs.ignorePublicAcls,
        RestrictPublicBuckets: making.inputs.restrictPublicBuckets,
      },
    }),
  async read(making) {
    const { PublicAccessBlockConfiguration: found } = await s3Control(making, GetPublicAccessBlockCommand, { AccountId: making.accountId });
    return {
      blockPublicAcls: found?.BlockPublicAcls,
      blockPublicPolicy: found?.BlockPublicPolicy,
      ignorePublicAcls: found?.IgnorePublicAcls,
      restrictPublicBuckets: found?.RestrictPublicBuckets,
    };
  },
  remove: (making) => s3Control(making, DeletePublicAccessBlockCommand, { AccountId: making.accountId }),
});

export const s3ControlKinds = [accountPublicAccessBlock];
