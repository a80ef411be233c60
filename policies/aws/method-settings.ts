import type { Resource } from "../graph/resource";
import type { Stack } from "../graph/stack";
import { and, type Ternary, ternary } from "./ternary";

type Settings = Resource<"apigateway.MethodSettings">;
type Stage = Resource<"apigateway.Stage">;

/** The method settings of a stage of a REST API: those that are surely its own, and those that may be. */
export interface StageMethodSettings {
  readonly certain: readonly Settings[];
  readonly possible: readonly Settings[];
}

/** Method settings name their stage by two properties, the API and the name of the stage, either of which may be known only later. */
export function methodSettingsOf(stage: Stage, stack: Stack): StageMethodSettings {
  const answered = stack
    .all("apigateway.MethodSettings")
    .map((settings) => ({ settings, answer: and(sameName(stage, settings, stack), sameApi(stage, settings, stack)) }));
  return {
    certain: answered.filter(({ answer }) => answer === "yes").map(({ settings }) => settings),
    possible: answered.filter(({ answer }) => answer === "unknown").map(({ settings }) => settings),
  };
}

function sameName(stage: Stage, settings: Settings, stack: Stack): Ternary {
  const named = settings.at((p) => p.stageName);
  const { resource } = stack.target(settings, named, "apigateway.Stage");
  if (resource) return ternary(resource.urn === stage.urn);
  const own = stage.at((p) => p.stageName);
  return named.value === undefined || own.value === undefined ? "unknown" : ternary(named.value === own.value);
}

function sameApi(stage: Stage, settings: Settings, stack: Stack): Ternary {
  const own = stage.at((p) => p.restApi);
  const other = settings.at((p) => p.restApi);
  const ownApi = stack.target(stage, own, "apigateway.RestApi").resource;
  const otherApi = stack.target(settings, other, "apigateway.RestApi").resource;
  if (ownApi && otherApi) return ternary(ownApi.urn === otherApi.urn);
  return own.value !== undefined && own.value === other.value ? "yes" : "unknown";
}
