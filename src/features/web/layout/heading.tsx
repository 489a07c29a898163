/** The heading of a page. */
export function Heading({ title }: { title: string }) {
  return <h1>{title}</h1>;
}
