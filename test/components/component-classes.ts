import * as components from "../../components/index";

/** The names of the package's components. */
export const componentClasses: readonly string[] = Object.entries(components)
  .flatMap(([name, exported]) =>
    typeof exported === "function" && Object.getPrototypeOf(exported)?.name === "ComponentResource" ? [name] : [],
  )
  .sort();
