import { declareClassPlugin, declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { ExampleRunner } from "./example-runner.mjs";
import { notBehaviour } from "./not-behaviour.mjs";

/** What Stryker takes from here: see stryker.config.mjs. */
export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "examples", ExampleRunner),
  declareValuePlugin(PluginKind.Ignore, "not-behaviour", notBehaviour),
];
