export { lackedClasses } from "./lacking.ts";
export { dealByDirichlet, dealEvenly, dealLackingClasses } from "./partition.ts";
export type { DirichletOptions, Partition } from "./partition.ts";
export { partitionPicture } from "./picture.ts";
