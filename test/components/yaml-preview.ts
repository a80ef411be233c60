import { offlineProviderFolder } from "../../cli/offline/launcher";
import { buildPack } from "../e2e/bundle";
import { createProject, type Engine, openEngine, type Run, removeProject } from "../engine/run-pulumi";
import { buildComponents } from "./build";

/** Seconds. */
const previewLimit = 180;

/** Previews of YAML programs that use the package as it ships, with the policy pack, on the real engine. */
export interface YamlPreviews {
  /** @param resources the program's resources, indented by two */
  preview(resources: string): Promise<Run>;
  /** Removes what was built for the previews. */
  close(): void;
}

export function openYamlPreviews(): YamlPreviews {
  const built = buildComponents();
  const pack = buildPack();
  return {
    async preview(resources) {
      const project = createProject({
        "Pulumi.yaml": `name: clinic\nruntime: yaml\npackages:\n  components: ${built.folder}\nresources:\n${resources}`,
      });
      let engine: Engine | undefined;
      try {
        engine = await openEngine({
          projectDirectory: project,
          config: { "aws:region": "us-east-1" },
          pathFolders: [offlineProviderFolder()],
        });
        return await engine.preview({ policyPacks: [pack], events: true, limitSeconds: previewLimit });
      } finally {
        engine?.close();
        removeProject(project);
      }
    },
    close() {
      removeProject(pack);
      removeProject(built.project);
    },
  };
}
