import { GetPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import { type ClientConfiguration, service } from "../call";

const s3control = service("s3control", s3ControlClient);

/** The SDK puts the account before the host's name, also before that of an emulator, where no such host is. */
function s3ControlClient(configuration: ClientConfiguration): S3ControlClient {
  const { endpoint } = configuration;
  if (endpoint === undefined) return new S3ControlClient(configuration);
  const named = new URL(endpoint);
  const { hostname } = named;
  // An address cannot have a name before it; this one is never looked up.
  named.hostname = "localhost";
  const client = new S3ControlClient({ ...configuration, endpoint: named.href });
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === "object" && request !== null && "hostname" in request) request.hostname = hostname;
      return next(args);
    },
    { step: "build", priority: "high", name: "hostOfEmulator" },
  );
  return client;
}

export const s3controlCalls = {
  accountPublicAccessBlock: s3control.read("s3:GetAccountPublicAccessBlock", GetPublicAccessBlockCommand),
} as const;
