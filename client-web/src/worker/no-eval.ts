// A strict Content-Security-Policy forbids making code from text; zod would try, and the browser would report it.
import { config } from "zod";

config({ jitless: true });
