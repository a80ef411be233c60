/** A clinic's back end as it was before anybody reviewed it: `expected.ts` lists what it breaks, and each place says how. */
import "./audit";
import "./compute";
import "./databases";
import "./edge";
import "./keys-and-logs";
import "./messaging";
import "./people";
import "./storage";
