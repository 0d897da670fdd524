/** Leaves the page as the server said, else for where the person wanted to go. */
export function follow(redirectTo: string | null, target: string): void {
  window.location.assign(redirectTo ?? target);
}
