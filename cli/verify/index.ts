/** What `phiguard verify` is made of. */
export { accessesOf } from "./accesses";
export { observeActivities } from "./activity-facts";
export { regionsOf } from "./caller";
export { readStates, refuseOthers, withDrift } from "./drift";
export { judgeLive } from "./judge-live";
export { verifyPolicy } from "./policy";
export { readAccount } from "./read-account";
