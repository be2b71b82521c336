/** What is there for who wants to see it. title: words of our own. */
export function folded(title: string, markdown: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${markdown}\n\n</details>`;
}
