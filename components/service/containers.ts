import * as pulumi from "@pulumi/pulumi";

export interface ContainersSettings {
  readonly name: string;
  readonly image: pulumi.Input<string>;
  readonly port: number;
  readonly user: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Folders that can be written to, by the names of their volumes. */
  readonly writable: Readonly<Record<string, string>>;
  readonly traceCollectorImage?: pulumi.Input<string>;
  readonly logGroup: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
}

/** `/tmp/cache` -> `tmp-cache`, the name of the volume that is mounted there. */
export function volumesOf(paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path) => [path.replace(/^\/|\/$/g, "").replace(/[^A-Za-z0-9_-]+/g, "-"), path]));
}

/** What no container here can do: change its system, gain rights, or reach its host. 45 CFR 164.312(a)(1), (c)(1). */
function confined(settings: ContainersSettings, stream: string): object {
  return {
    essential: true,
    readonlyRootFilesystem: true,
    privileged: false,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-group": settings.logGroup, "awslogs-region": settings.region, "awslogs-stream-prefix": stream },
    },
  };
}

/** The containers of a task: the application, and the collector of its traces where there is one. */
export function containers(settings: ContainersSettings): pulumi.Output<string> {
  const { name, image, port, user, command, environment, secrets, writable, traceCollectorImage } = settings;
  const application = {
    ...confined(settings, "application"),
    name,
    image,
    user,
    ...(command && { command }),
    portMappings: [{ containerPort: port, protocol: "tcp" }],
    environment: Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
    secrets: Object.entries(secrets).map(([variable, valueFrom]) => ({ name: variable, valueFrom })),
    mountPoints: Object.entries(writable).map(([sourceVolume, containerPath]) => ({ sourceVolume, containerPath, readOnly: false })),
  };
  const collector =
    traceCollectorImage === undefined
      ? []
      : [{ ...confined(settings, "traces"), name: "trace-collector", image: traceCollectorImage, essential: false }];
  return pulumi.jsonStringify([application, ...collector]);
}
