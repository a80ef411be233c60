import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The way to the engine's diagnostics; to stderr as long as no engine is known, or when it does not answer. */
export class EngineLog {
  private client: EngineClient | undefined;

  /** @param address the engine's gRPC address, `host:port`; nothing happens if it is empty */
  connect(address: string): void {
    if (address === "" || this.client) return;
    this.client = new EngineClient(address, credentials.createInsecure());
  }

  /** Shows a message in the run's diagnostics, under the resource with this URN. */
  info(message: string, urn: string): Promise<void> {
    const request = new LogRequest().setSeverity(LogSeverity.INFO).setMessage(message).setUrn(urn);
    return new Promise((resolve) => {
      if (!this.client) {
        console.error(message);
        resolve();
        return;
      }
      this.client.log(request, (error) => {
        if (error) console.error(message);
        resolve();
      });
    });
  }
}
