import { useEffect, useState } from "preact/hooks";

/** Light, dark, or what the reader's system says. */
export type Theme = "system" | "light" | "dark";

const KEY = "lovage-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** The theme that the reader has chosen. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Shows the page in a theme from now on. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  showTheme();
}

/** Puts the theme on the page. */
export function showTheme(): void {
  const theme = chosenTheme();
  document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  dispatchEvent(new Event("lovage:theme"));
}

/** The theme that is shown: for what is drawn and does not follow the style sheet by itself. */
export function useTheme(): string {
  const shown = () => document.documentElement.dataset.theme ?? "light";
  const [theme, setTheme] = useState(shown);
  useEffect(() => {
    const changed = () => setTheme(shown());
    addEventListener("lovage:theme", changed);
    dark.addEventListener("change", showTheme);
    return () => {
      removeEventListener("lovage:theme", changed);
      dark.removeEventListener("change", showTheme);
    };
  }, []);
  return theme;
}
