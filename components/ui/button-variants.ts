/** Our words for how loud a button is, as HeroUI names them. */
export const BUTTON_VARIANTS = { primary: "primary", secondary: "outline", quiet: "ghost", danger: "danger" } as const;
export type ButtonVariant = keyof typeof BUTTON_VARIANTS;
