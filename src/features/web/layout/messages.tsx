/**
 * Where scripts show results and errors; screen readers announce them.
 * @param props `floats`: on long pages, they are seen wherever people look
 */
export function Messages({ floats = false }: { floats?: boolean }) {
  return (
    <div class={floats ? "floating" : undefined}>
      <p id="objection" role="alert"></p>
      <p id="announcement" role="status" class="notice"></p>
    </div>
  );
}
