#!/usr/bin/env node
// The plugin `pulumi-resource-aws` of previews without credentials. The engine starts it with its own address as the argument, reads the
// port from the first line of stdout, and kills it at the end.
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { EngineLog } from "./engine-log";
import { createProvider } from "./server";

/** The engine's own limit for a message: a function's code may be inside one. */
const maximumMessageBytes = 400 * 1024 * 1024;

/** How often, in milliseconds, the provider looks whether the engine that started it still lives. */
const parentCheckInterval = 2000;

const log = new EngineLog();
log.connect(process.argv[2] ?? "");

const server = new Server({
  "grpc.max_receive_message_length": maximumMessageBytes,
  "grpc.max_send_message_length": maximumMessageBytes,
});
server.addService(ResourceProviderService, createProvider({ log, environment: process.env }));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(`the phiguard offline provider cannot listen: ${error.message}`);
    process.exitCode = 1;
    return;
  }
  console.log(String(port));
});

// An engine that is killed cannot end its plugins: this one notices and ends itself.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) process.exit(0);
}, parentCheckInterval).unref();
