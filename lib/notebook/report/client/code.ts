/** The button that unfolds the code of all cells, and folds it again. */
export function startCode(): void {
  const button = document.querySelector<HTMLButtonElement>("button.all-code");
  const all = [...document.querySelectorAll<HTMLDetailsElement>("details.code")];
  if (button === null) return;
  const opened = (): boolean => all.every(({ open }) => open);
  const label = (): void => {
    button.textContent = opened() ? "Hide all code" : "Show all code";
  };
  button.addEventListener("click", () => {
    const open = !opened();
    for (const details of all) details.open = open;
    label();
  });
  for (const details of all) details.addEventListener("toggle", label);
}
