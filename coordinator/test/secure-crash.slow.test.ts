import { killsThatCostNothing, moments } from "./support/secure-crash.ts";

killsThatCostNothing(moments);
