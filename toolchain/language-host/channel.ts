import * as grpc from "@grpc/grpc-js";

/** The engine's own limit, 400 MB; gRPC's default of 4 MB is less than a stack of some thousand resources. */
const largestMessageBytes = 400 * 1024 * 1024;

export const channelOptions: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": largestMessageBytes,
  "grpc.max_send_message_length": largestMessageBytes,
};

/** Binds a server to a free port of this machine's loopback address, and gives the port. */
export function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)));
  });
}
