import { killsThatCostNothing, moments } from "./support/secure-crash.ts";

// The other moments are in the slow tests.
killsThatCostNothing(moments.filter((moment) => moment.endsWith("all but one")));
