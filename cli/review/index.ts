/** What `phiguard review` and `phiguard drill` are made of. */
export { drill } from "./drill";
export { drillPolicy, reviewPolicy } from "./policy";
export { review } from "./review";
