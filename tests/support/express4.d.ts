/** The alias has no types of its own; what is used of it did not change between the two. */
declare module "express4" {
  export { default } from "express";
}
