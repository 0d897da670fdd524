export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "theme";

export const toTheme = (value: string | undefined): Theme => THEMES.find((theme) => theme === value) ?? "system";

/**
 * Runs before the first paint, so that "system" never flashes the other theme: the server knows the choice from the
 * cookie but not what the system prefers.
 */
export const THEME_SCRIPT = `(()=>{const r=document.documentElement,m=matchMedia("(prefers-color-scheme: dark)"),f=()=>{const d=r.dataset.choice==="dark"||(r.dataset.choice==="system"&&m.matches);r.classList.toggle("dark",d);r.classList.toggle("light",!d)};f();m.addEventListener("change",f);new MutationObserver(f).observe(r,{attributeFilter:["data-choice"]})})()`;

/** Sets the theme for this browser for a year; the page follows at once. */
export function chooseTheme(theme: Theme): void {
  document.cookie = `${THEME_COOKIE}=${theme};path=/;max-age=31536000;samesite=lax`;
  document.documentElement.dataset["choice"] = theme;
}
